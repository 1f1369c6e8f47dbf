/** Why a value got its verdict. English here; other languages in packs/locales under `identifier.reason.<code>`. */
export const identifierReasons = {
  check_digit_agrees: 'The check digit agrees.',
  check_digit_differs: 'The check digit does not agree with the rest: kept as written, read it again.',
  check_digit_missing: 'Written without its check digit.',
  check_digit_ambiguous: 'The check digit agrees, but for this number two different digits would.',
  check_digit_not_binding: 'The check digit does not agree; outside North America it need not.',
  no_check_digit: 'This kind of number carries no check digit.',
  not_checked: 'The rule for this number is not checked here.',
  country_unknown: 'Written without a country code: which country is not known.',
  generic_value: 'A filler or generic value: it is never matched.',
  obliterated: 'The mark was removed or cannot be read.',
  wrong_length: 'Not the length this kind of number has.',
  wrong_shape: 'Not the shape this kind of number has.',
  part_unknown: 'A part of it names nothing that exists: a state, a country, a bank.',
  plan_agrees: 'It fits the numbering plan of its country.',
  plan_differs: 'It does not fit the numbering plan of its country.',
  date_impossible: 'The date inside the number is not a calendar day.',
  empty: 'Nothing is written.',
  too_long: 'Longer than any identifier.',
  type_unknown: 'A type of identifier newer than this node.',
} as const

export type IdentifierReason = keyof typeof identifierReasons

/** The form to match on, and what the number says about itself. `valid` is null when it cannot tell. A warning, never a refusal. */
export type Canonical = { readonly canonical: string; readonly valid: boolean | null; readonly reason: IdentifierReason }

/** One family of identifiers, described once. */
export type IdentifierType = {
  readonly name: string
  /** English title; other languages in packs/locales under `identifier.<name>`. */
  readonly title: string
  /** A value of this type points at one person. */
  readonly personal: boolean
  /** The same string is issued by several authorities, so a match also needs country (and state). */
  readonly needsIssuer?: true
  /** Most characters that are read, where one is longer than `maxIdentifierLength`. */
  readonly maxLength?: number
  /** Letters and digits that readers confuse, for a *possible* match only, never for the canonical form. */
  readonly confusable?: Readonly<Record<string, string>>
  canonicalise(raw: string): Canonical
}

/** Most characters read as an identifier; but for types that say otherwise. */
export const maxIdentifierLength = 64

/** Upper case, compatibility forms folded (full-width digits), everything but letters, digits and `&` removed. */
export function compact(raw: string): string {
  return raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}&]/gu, '')
}

/** Names the verdict on a canonical form. */
export function verdict(canonical: string, valid: boolean | null, reason: IdentifierReason): Canonical {
  return { canonical, valid, reason }
}

/** The verdict of a check digit. */
export function checked(canonical: string, agrees: boolean): Canonical {
  return agrees ? verdict(canonical, true, 'check_digit_agrees') : verdict(canonical, false, 'check_digit_differs')
}

/** True when every character is the same: what people type into a field that must not stay empty. */
export function isRepeated(canonical: string): boolean {
  return canonical.length > 1 && canonical === canonical[0]!.repeat(canonical.length)
}

/** Sum of the values of characters times a weight by position, from the left. */
export function weightedSum(text: string, value: (character: string) => number, weight: (position: number) => number): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum += value(text[i]!) * weight(i)
  return sum
}

/** True for YYMMDD with a month and a day that some century has. */
export function isShortDate(text: string): boolean {
  const month = Number(text.slice(2, 4))
  const day = Number(text.slice(4, 6))
  const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return days !== undefined && day >= 1 && day <= days
}

/** The check digit that Luhn's rule gives a number (ISO/IEC 7812-1 annex B): every second digit from the right is doubled and its digits are added. */
export function luhnDigit(digits: string): string {
  const sum = Array.from(digits).reduceRight((total, digit, i) => {
    const value = Number(digit) * ((digits.length - i) % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

/** True for a day of the calendar: year in full, month and day from 1. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
