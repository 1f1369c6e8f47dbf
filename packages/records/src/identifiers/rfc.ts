import { checked, compact, type IdentifierType, isShortDate, verdict, weightedSum } from './identifier.ts'

const alphabet = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'
/** Two numbers that Mexico's tax service lends to everybody: the public at large, and foreigners. */
const generic = new Set(['XAXX010101000', 'XEXX010101000'])

/**
 * Mexican taxpayer number, RFC: three letters (firm) or four (person), date YYMMDD, two characters, check character modulo 11.
 * About 1.5 in 100 numbers in real use fail the check, so it only ever warns.
 */
export const rfc: IdentifierType = {
  name: 'rfc',
  title: 'Mexican taxpayer number (RFC)',
  personal: true,
  canonicalise(raw) {
    const canonical = compact(raw)
    if (generic.has(canonical)) return verdict(canonical, null, 'generic_value')
    if (canonical.length !== 12 && canonical.length !== 13) return verdict(canonical, false, 'wrong_length')
    const parts = /^[A-ZÑ&]{3,4}([0-9]{6})[A-Z0-9]{2}[0-9A]$/.exec(canonical)
    if (parts === null) return verdict(canonical, false, 'wrong_shape')
    if (!isShortDate(parts[1]!)) return verdict(canonical, false, 'date_impossible')
    const padded = canonical.slice(0, -1).padStart(12, ' ')
    const sum = weightedSum(
      padded,
      (c) => alphabet.indexOf(c),
      (i) => 13 - i,
    )
    return checked(canonical, canonical.at(-1) === alphabet[(11 - (sum % 11)) % 11])
  },
}
