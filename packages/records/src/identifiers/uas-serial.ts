import { compact, type IdentifierType, isRepeated, verdict } from './identifier.ts'

/**
 * Serial of an unmanned aircraft (ANSI/CTA-2063-A, 14 CFR 89.505): maker's code of four characters, a length code 1 to 9 or A to F, and
 * that many characters. Letters O and I are not used. Home-built aircraft have none.
 */
export const uasSerial: IdentifierType = {
  name: 'uas-serial',
  title: 'Unmanned aircraft serial (CTA-2063-A)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw)
    if (isRepeated(canonical)) return verdict(canonical, null, 'generic_value')
    if (!/^[0-9A-HJ-NP-Z]{4}[1-9A-F][0-9A-HJ-NP-Z]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    const length = Number.parseInt(canonical[4]!, 16)
    return canonical.length === 5 + length ? verdict(canonical, true, 'no_check_digit') : verdict(canonical, false, 'wrong_length')
  },
}
