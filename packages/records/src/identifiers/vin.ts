import { checked, compact, type IdentifierType, isRepeated, verdict, weightedSum } from './identifier.ts'

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const letterValues: Readonly<Record<string, number>> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
}

/**
 * Vehicle identification number, NIV (ISO 3779; check digit 49 CFR 565.15): 17 characters without I, O, Q. The check digit in position 9
 * binds only for North America (first character 1 to 5, and 7).
 */
export const vin: IdentifierType = {
  name: 'vin',
  title: 'Vehicle identification number (VIN, NIV)',
  personal: true,
  canonicalise(raw) {
    const canonical = compact(raw)
    // Seventeen ones pass the check: the value people type to get past a form.
    if (isRepeated(canonical)) return verdict(canonical, null, 'generic_value')
    if (canonical.length !== 17) return verdict(canonical, false, 'wrong_length')
    if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    const remainder =
      weightedSum(
        canonical,
        (c) => letterValues[c] ?? Number(c),
        (i) => weights[i]!,
      ) % 11
    const agrees = canonical[8] === (remainder === 10 ? 'X' : String(remainder))
    if (!agrees && !/^[1-57]/.test(canonical)) return verdict(canonical, null, 'check_digit_not_binding')
    return checked(canonical, agrees)
  },
}
