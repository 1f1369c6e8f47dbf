import { compact, type IdentifierType, isRepeated, verdict } from './identifier.ts'

const obliterated = new Set([
  'OBLITERATED',
  'REMOVED',
  'DEFACED',
  'ILLEGIBLE',
  'BORRADO',
  'BORRADA',
  'LIMADO',
  'LIMADA',
  'ILEGIBLE',
  'REMOVIDO',
])
const fillers = new Set(['NONE', 'NA', 'SN', 'UNKNOWN', 'DESCONOCIDO', 'SINNUMERO', 'SINSERIE', 'NOSERIAL', '123456', '12345'])

/**
 * Serial on the frame or receiver. Not unique alone: it needs maker, model, calibre, type and country beside it. Leading zeros are kept;
 * O and 0, and I, L and 1, are only ever a possible match.
 */
export const firearmSerial: IdentifierType = {
  name: 'firearm-serial',
  title: 'Firearm serial number',
  personal: false,
  needsIssuer: true,
  confusable: { O: '0', I: '1', L: '1' },
  canonicalise(raw) {
    const canonical = compact(raw)
    if (obliterated.has(canonical)) return verdict(canonical, null, 'obliterated')
    if (fillers.has(canonical) || isRepeated(canonical)) return verdict(canonical, null, 'generic_value')
    return canonical.length > 20 ? verdict(canonical, false, 'wrong_length') : verdict(canonical, null, 'no_check_digit')
  },
}
