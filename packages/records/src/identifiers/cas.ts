import { checked, compact, type IdentifierType, verdict, weightedSum } from './identifier.ts'

/** CAS registry number of a chemical: up to seven digits, two digits, and a check digit that counts positions from the right. */
export const cas: IdentifierType = {
  name: 'cas',
  title: 'Chemical number (CAS)',
  personal: false,
  canonicalise(raw) {
    const digits = compact(raw).replace(/^CAS/, '')
    if (!/^[0-9]+$/.test(digits)) return verdict(digits, false, 'wrong_shape')
    if (digits.length < 5 || digits.length > 10) return verdict(digits, false, 'wrong_length')
    const canonical = `${digits.slice(0, -3)}-${digits.slice(-3, -1)}-${digits.at(-1)}`
    if (/^0+$/.test(digits)) return verdict(canonical, null, 'generic_value')
    const body = digits.slice(0, -1)
    return checked(canonical, weightedSum(body, Number, (i) => body.length - i) % 10 === Number(digits.at(-1)))
  },
}
