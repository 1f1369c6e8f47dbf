import { checked, compact, type IdentifierType, isRepeated, luhnDigit, verdict } from './identifier.ts'

/** Mexican customs declaration, pedimento: 15 digits (year 2, customs office 2, broker's licence 4, sequence 7). No check digit. */
export const pedimento: IdentifierType = {
  name: 'pedimento',
  title: 'Mexican customs declaration (pedimento)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw)
    if (!/^[0-9]*$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    if (canonical.length !== 15) return verdict(canonical, false, 'wrong_length')
    return isRepeated(canonical) ? verdict(canonical, null, 'generic_value') : verdict(canonical, null, 'no_check_digit')
  },
}

/** Air waybill (IATA resolution 600a): airline 3 digits, serial 7 digits, check digit = serial modulo 7. */
export const awb: IdentifierType = {
  name: 'awb',
  title: 'Air waybill',
  personal: false,
  canonicalise(raw) {
    const digits = compact(raw).replace(/^AWB/, '')
    if (!/^[0-9]*$/.test(digits)) return verdict(digits, false, 'wrong_shape')
    if (digits.length !== 11) return verdict(digits, false, 'wrong_length')
    const canonical = `${digits.slice(0, 3)}-${digits.slice(3)}`
    if (/^0+$/.test(digits.slice(3))) return verdict(canonical, null, 'generic_value')
    return checked(canonical, Number(digits.slice(3, 10)) % 7 === Number(digits[10]))
  },
}

/** Letters of a filer code as digits: A to I are 1 to 9, J to R again, S to Z 2 to 9. */
function filerDigit(character: string): string {
  const order = character.charCodeAt(0) - 65
  return character <= '9' ? character : String(order < 18 ? (order % 9) + 1 : order - 16)
}

/** United States customs entry (CBP Form 7501 instructions, block 1 and appendix): filer code 3, number 7, check digit by Luhn's rule over both. */
export const usEntry: IdentifierType = {
  name: 'us-entry',
  title: 'United States customs entry number',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw)
    if (canonical.length !== 11) return verdict(canonical, false, 'wrong_length')
    if (!/^[A-Z0-9]{3}[0-9]{8}$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    return /0{8}$/.test(canonical)
      ? verdict(canonical, null, 'generic_value')
      : checked(canonical, canonical[10] === luhnDigit(Array.from(canonical.slice(0, 10), filerDigit).join('')))
  },
}

/** Standard Carrier Alpha Code (NMFTA): two to four letters. */
export const scac: IdentifierType = {
  name: 'scac',
  title: 'Carrier code (SCAC)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw)
    if (canonical.length < 2 || canonical.length > 4) return verdict(canonical, false, 'wrong_length')
    if (!/^[A-Z]+$/.test(canonical)) return verdict(canonical, false, 'wrong_shape')
    return isRepeated(canonical) ? verdict(canonical, null, 'generic_value') : verdict(canonical, null, 'no_check_digit')
  },
}

/** UN/LOCODE (UNECE recommendation 16): country of two letters and a place of three letters or digits 2 to 9. */
export const unLocode: IdentifierType = {
  name: 'un-locode',
  title: 'Place code (UN/LOCODE)',
  personal: false,
  canonicalise(raw) {
    const canonical = compact(raw)
    if (canonical.length !== 5) return verdict(canonical, false, 'wrong_length')
    return /^[A-Z]{2}[A-Z2-9]{3}$/.test(canonical) ? verdict(canonical, null, 'no_check_digit') : verdict(canonical, false, 'wrong_shape')
  },
}

/** Consignment note of Mexican road transport, IdCCP (SAT, complement Carta Porte 3.0 and later): a UUID whose first three characters are CCC. */
export const idccp: IdentifierType = {
  name: 'idccp',
  title: 'Mexican consignment note (IdCCP)',
  personal: false,
  canonicalise(raw) {
    const digits = compact(raw).replace(/^IDCCP/, '')
    if (digits.length !== 32) return verdict(digits, false, 'wrong_length')
    if (!/^CCC[0-9A-F]{29}$/.test(digits)) return verdict(digits, false, 'wrong_shape')
    const canonical = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
    return /^CCC0+$/.test(digits) ? verdict(canonical, null, 'generic_value') : verdict(canonical, null, 'no_check_digit')
  },
}
