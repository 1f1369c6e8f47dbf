import { checked, compact, type IdentifierType, isRepeated, luhnDigit, verdict } from './identifier.ts'

/** Identity of a mobile device, IMEI (3GPP TS 23.003, 6.2): type 8, serial 6, check digit by Luhn; 16 digits are an IMEISV, which has none. */
export const imei: IdentifierType = {
  name: 'imei',
  title: 'Mobile device identity (IMEI)',
  personal: true,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^IMEI(?:SV)?/, '')
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (canonical.length < 14 || canonical.length > 16) return verdict(canonical, false, 'wrong_length')
    if (isRepeated(canonical) || canonical === '123456789012345') return verdict(canonical, null, 'generic_value')
    if (canonical.length === 14) return verdict(canonical, null, 'check_digit_missing')
    if (canonical.length === 16) return verdict(canonical, null, 'no_check_digit')
    return checked(canonical, canonical[14] === luhnDigit(canonical.slice(0, 14)))
  },
}

/** Address of an aircraft's transponder (ICAO Annex 10 volume III, 24 bits): six hexadecimal digits. No check digit. */
export const icao24: IdentifierType = {
  name: 'icao24',
  title: 'Aircraft address (ICAO 24-bit)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw).replace(/^(?:ICAO24|ICAO|0X)(?=.{6}$)/, '')
    if (canonical.length !== 6) return verdict(canonical, false, 'wrong_length')
    if (!/^[0-9A-F]{6}$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    // All zeros and all ones are never given to an aircraft.
    return isRepeated(canonical) && /^[0F]/.test(canonical)
      ? verdict(canonical, null, 'generic_value')
      : verdict(canonical, null, 'no_check_digit')
  },
}
