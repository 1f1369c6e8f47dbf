import { compact, type IdentifierType, isRepeated, verdict } from './identifier.ts'

/**
 * Tariff code: Harmonized System chapter to subheading (4 or 6 digits) and the national 8 or 10 digits behind it. No check digit; the same
 * code means different goods in HS 2017 and HS 2022, so a record also keeps the edition.
 */
export const tariff: IdentifierType = {
  name: 'hs',
  title: 'Tariff code (HS)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^(?:HTSUS|HTS|HS|TIGIE)/, '')
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (![4, 6, 8, 10].includes(canonical.length)) return verdict(canonical, false, 'wrong_length')
    if (isRepeated(canonical)) return verdict(canonical, null, 'generic_value')
    const chapter = Number(canonical.slice(0, 2))
    // Chapter 77 is reserved by the World Customs Organization; 98 and 99 belong to national use.
    return chapter === 0 || chapter === 77 ? verdict(canonical, false, 'wrong_shape') : verdict(canonical, null, 'no_check_digit')
  },
}
