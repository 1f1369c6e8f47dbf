import { type IdentifierType, isRepeated, verdict } from './identifier.ts'

/**
 * Telephone number towards E.164, for the two countries whose habits we know: Mexico (+52 and ten digits; the old mobile +52 1, 044, 045
 * and 01 prefixes are dropped, as since August 2019) and the North American plan (+1 and ten digits). Ten bare digits stay as they are:
 * either country could have issued them. A caller identity can be forged: a number is a claim.
 */
export const phone: IdentifierType = {
  name: 'phone',
  title: 'Telephone number',
  personal: true,
  canonicalise(raw) {
    const written = raw.normalize('NFKC').trim()
    const digits = written.replace(/[^0-9]/g, '')
    if (digits.length < 7) return verdict(digits, false, 'wrong_length')
    if (isRepeated(digits) || digits === '1234567890') return verdict(digits, null, 'generic_value')
    const international = internationalDigits(written, digits)
    if (international === undefined) {
      if (digits.length > 15) return verdict(digits, false, 'wrong_length')
      return digits.length === 10 ? verdict(digits, null, 'country_unknown') : verdict(digits, null, 'not_checked')
    }
    const canonical = `+${international}`
    if (international.startsWith('52')) return national(canonical, international.slice(2), /^[2-9][0-9]{9}$/)
    if (international.startsWith('1')) return national(canonical, international.slice(1), /^[2-9][0-9]{2}[2-9][0-9]{6}$/)
    return international.length >= 8 && international.length <= 15
      ? verdict(canonical, null, 'not_checked')
      : verdict(canonical, false, 'wrong_length')
  },
}

function internationalDigits(written: string, digits: string): string | undefined {
  if (/^\(?\+/.test(written)) return withoutMobileOne(digits)
  if (digits.startsWith('011') && digits.length > 12) return withoutMobileOne(digits.slice(3))
  if (digits.startsWith('00') && digits.length > 11) return withoutMobileOne(digits.slice(2))
  if (/^04[45][0-9]{10}$/.test(digits)) return `52${digits.slice(3)}`
  if (/^01[0-9]{10}$/.test(digits)) return `52${digits.slice(2)}`
  if (/^52[0-9]{10}$/.test(digits) || /^521[0-9]{10}$/.test(digits)) return withoutMobileOne(digits)
  if (/^1[2-9][0-9]{9}$/.test(digits)) return digits
  return undefined
}

function withoutMobileOne(digits: string): string {
  return /^521[0-9]{10}$/.test(digits) ? `52${digits.slice(3)}` : digits
}

function national(canonical: string, number: string, shape: RegExp): ReturnType<IdentifierType['canonicalise']> {
  if (isRepeated(number)) return verdict(canonical, null, 'generic_value')
  if (number.length !== 10) return verdict(canonical, false, 'wrong_length')
  return shape.test(number) ? verdict(canonical, null, 'no_check_digit') : verdict(canonical, false, 'wrong_shape')
}
