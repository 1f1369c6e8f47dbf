import { compact, type IdentifierType, isRepeated, verdict } from './identifier.ts'

const fillers = new Set([
  'SINPLACA',
  'SINPLACAS',
  'NOPLATE',
  'NOPLATES',
  'NONE',
  'UNKNOWN',
  'DESCONOCIDA',
  'SP',
  'SN',
  'NA',
  'ABC123',
  'ABC1234',
])

/**
 * Vehicle plate of any state. No check digit; the same string is legal in many states, so a match needs country and state too.
 * Separators are dropped; O/0, I/1 and B/8 are only ever a possible match.
 */
export const plate: IdentifierType = {
  name: 'plate',
  title: 'Vehicle plate',
  personal: true,
  needsIssuer: true,
  confusable: { O: '0', I: '1', B: '8' },
  canonicalise(raw) {
    const canonical = compact(raw)
    if (fillers.has(canonical) || isRepeated(canonical)) return verdict(canonical, null, 'generic_value')
    if (canonical.length < 2 || canonical.length > 10) return verdict(canonical, false, 'wrong_length')
    if (!/^[A-ZÑ0-9]+$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    return verdict(canonical, null, 'no_check_digit')
  },
}

/** Shapes written with dashes that only Mexico issues (NOM-001-SCT-2 and the series before it). `A` letter, `9` digit. */
const mexicanShapes = new Set([
  'AAA-999-A',
  'AAA-99-99',
  'AA-99-999',
  'AA-9999-A',
  'AA-999-A',
  '99-AA-9A',
  '999-AAA',
  'A99-AAA',
  '99-AA-99',
  '999-AA-9',
])

/** Mexico when the plate is written in a shape that only Mexico uses; undefined when that cannot be told. */
export function likelyPlateCountry(raw: string): 'MX' | undefined {
  const shape = raw
    .trim()
    .toUpperCase()
    .replace(/[A-ZÑ]/g, 'A')
    .replace(/[0-9]/g, '9')
    .replace(/ /g, '-')
  return mexicanShapes.has(shape) ? 'MX' : undefined
}
