import { checked, compact, type IdentifierType, verdict, weightedSum } from './identifier.ts'

/** Value of a character: A is 10, and multiples of 11 are skipped (ISO 6346 annex A). */
function value(character: string): number {
  if (character <= '9') return Number(character)
  const order = character.charCodeAt(0) - 65
  return 10 + order + (order > 0 ? 1 : 0) + (order > 10 ? 1 : 0) + (order > 20 ? 1 : 0)
}

/** Freight container (ISO 6346): owner code of three letters, U, J or Z, six digits and a check digit. */
export const container: IdentifierType = {
  name: 'container',
  title: 'Container number (ISO 6346)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw)
    if (!/^[A-Z]{3}[UJZ]/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (!/^[0-9]*$/.test(canonical.slice(4))) return verdict(canonical, false, 'wrong_shape')
    if (canonical.length === 10) return verdict(canonical, null, 'check_digit_missing')
    if (canonical.length !== 11) return verdict(canonical, false, 'wrong_length')
    if (canonical.startsWith('000000', 4) || canonical.startsWith('XXX')) return verdict(canonical, null, 'generic_value')
    const remainder = weightedSum(canonical.slice(0, 10), value, (i) => 2 ** i) % 11
    // A remainder of 10 is also written 0, so a 0 there proves less.
    if (remainder === 10 && canonical[10] === '0') return verdict(canonical, true, 'check_digit_ambiguous')
    return checked(canonical, canonical[10] === String(remainder))
  },
}
