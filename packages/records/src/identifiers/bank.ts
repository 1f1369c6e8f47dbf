import { isCountry } from '../countries.ts'
import { checked, compact, type IdentifierType, isRepeated, verdict, weightedSum } from './identifier.ts'

/** Mexican account key, CLABE (Banco de México): bank 3, place 3, account 11, check digit by the weights 3, 7, 1, each product modulo 10. */
export const clabe: IdentifierType = {
  name: 'clabe',
  title: 'Mexican bank account (CLABE)',
  personal: true,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^CLABE/, '')
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (canonical.length !== 18) return verdict(canonical, false, 'wrong_length')
    if (isRepeated(canonical)) return verdict(canonical, null, 'generic_value')
    const sum = Array.from(canonical.slice(0, 17), (digit, i) => (Number(digit) * [3, 7, 1][i % 3]!) % 10).reduce((a, b) => a + b, 0)
    return checked(canonical, (10 - (sum % 10)) % 10 === Number(canonical[17]))
  },
}

/** First two digits that the American Bankers Association assigns: Federal Reserve districts, thrifts, electronic ones, traveller's cheques. */
const isRoutingPrefix = (prefix: number) =>
  prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80

/** Routing number of a bank in the United States (ABA): nine digits whose sum with weights 3, 7, 1 is a multiple of ten. */
export const aba: IdentifierType = {
  name: 'aba',
  title: 'United States bank routing number (ABA)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^ABA/, '')
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (canonical.length !== 9) return verdict(canonical, false, 'wrong_length')
    if (isRepeated(canonical)) return verdict(canonical, null, 'generic_value')
    if (!isRoutingPrefix(Number(canonical.slice(0, 2)))) return verdict(canonical, false, 'part_unknown')
    return checked(canonical, weightedSum(canonical, Number, (i) => [3, 7, 1][i % 3]!) % 10 === 0)
  },
}

/** International bank account number (ISO 13616): country, two check digits, account; modulo 97 of the whole is 1. */
export const iban: IdentifierType = {
  name: 'iban',
  title: 'International bank account number (IBAN)',
  personal: true,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^IBAN/, '')
    if (canonical.length < 15 || canonical.length > 34) return verdict(canonical, false, 'wrong_length')
    if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]+$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (!isCountry(canonical.slice(0, 2))) return verdict(canonical, false, 'part_unknown')
    if (/^0+$/.test(canonical.slice(4))) return verdict(canonical, null, 'generic_value')
    return checked(canonical, modulo97(canonical.slice(4) + canonical.slice(0, 4)) === 1)
  },
}

/** Legal entity identifier (ISO 17442): 18 characters and two check digits; modulo 97 of the whole is 1 (ISO/IEC 7064, MOD 97-10). */
export const lei: IdentifierType = {
  name: 'lei',
  title: 'Legal entity identifier (LEI)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^LEI(?=.{20}$)/, '')
    if (canonical.length !== 20) return verdict(canonical, false, 'wrong_length')
    if (!/^[A-Z0-9]{18}[0-9]{2}$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (/^0+$/.test(canonical)) return verdict(canonical, null, 'generic_value')
    return checked(canonical, modulo97(canonical) === 1)
  },
}

/** Business identifier code of a bank (ISO 9362, SWIFT): party 4, country 2, place 2, branch 3 or none. No check digit. */
export const swift: IdentifierType = {
  name: 'swift',
  title: 'Bank identifier code (SWIFT, BIC)',
  personal: false,
  canonicalise(raw) {
    const written = compact(raw)
    const canonical = written.length > 11 ? written.replace(/^(?:SWIFT|BIC)/, '') : written
    if (canonical.length !== 8 && canonical.length !== 11) return verdict(canonical, false, 'wrong_length')
    if (!/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (!isCountry(canonical.slice(4, 6))) return verdict(canonical, false, 'part_unknown')
    return verdict(canonical, null, 'no_check_digit')
  },
}

/** The number that digits and letters (A is 10) write out, modulo 97. */
function modulo97(text: string): number {
  let rest = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
