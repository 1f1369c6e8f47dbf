import { type DatePrecision, parseRoughDate, type RoughDate } from '../parse-rough-date.ts'

/** A day, month or year as a text words it. `value` is null where the words name a day that does not exist, or hang on a day that nobody knows. */
export type DateFound = {
  readonly words: string
  readonly start: number
  readonly end: number
  readonly value: string | null
  readonly precision: DatePrecision | null
  /** How the value is known: written in full, worked out from the day of publication, or the nearest year was taken. */
  readonly reading: RoughDate['reading'] | null
  readonly fault: 'no_such_day' | 'no_basis' | null
}

const monthsEn = 'January|February|March|April|May|June|July|August|September|October|November|December'
const monthsEs = 'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre'
const weekdaysEn = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday'
const weekdaysEs = 'lunes|martes|miércoles|jueves|viernes|sábado|domingo'

const written: Readonly<Record<'es' | 'en', readonly RegExp[]>> = {
  en: [
    new RegExp(`\\b(?:${monthsEn})\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?\\b`, 'gu'),
    new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${monthsEn})(?:\\s+\\d{4})?\\b`, 'gu'),
    new RegExp(`\\b(?:${monthsEn})\\s+(?:of\\s+)?\\d{4}\\b`, 'gu'),
    new RegExp(`(?<=\\b(?:in|by|until|during|since)\\s)(?:${monthsEn.replace('May|', '')})\\b`, 'gu'),
    new RegExp(`\\b(?:this|next|last)\\s+(?:${weekdaysEn}|month|year)\\b`, 'giu'),
    /\b(?:today|yesterday|tomorrow)\b/giu,
  ],
  es: [
    new RegExp(`(?<!\\p{L})\\d{1,2}[º°]?\\s+de\\s+(?:${monthsEs})(?:\\s+(?:de|del)\\s+\\d{4})?(?!\\p{L})`, 'giu'),
    new RegExp(`(?<!\\p{L})(?:${monthsEs})\\s+(?:de|del)\\s+\\d{4}(?!\\p{L})`, 'giu'),
    new RegExp(`(?<=(?<!\\p{L})(?:en|para|hasta|durante|desde)\\s)(?:${monthsEs})(?!\\p{L})`, 'giu'),
    new RegExp(`(?<!\\p{L})(?:este|próximo|pasado)\\s+(?:${weekdaysEs})(?!\\p{L})`, 'giu'),
    /(?<!\p{L})(?:hoy|ayer|el próximo mes|el mes pasado|el próximo año|el año pasado|este año)(?!\p{L})/giu,
  ],
}
const iso = /(?<![\p{L}\p{N}-])\d{4}-\d{2}-\d{2}(?![\p{N}-])/gu

/**
 * The dates of a text, in its order; of two that overlap the longer. `publishedOn` (YYYY-MM-DD, or less) is what relative words and missing years hang on;
 * without it they keep their words and no value. A day that does not exist (30 February) is found and marked, never moved.
 */
export function datesIn(text: string, language: 'es' | 'en', publishedOn: string | undefined): readonly DateFound[] {
  const matches = [iso, ...written[language]].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ words: match[0], start: match.index, end: match.index + match[0].length })),
  )
  const longest = matches.filter(
    (one) =>
      !matches.some((other) => other !== one && other.start <= one.start && other.end >= one.end && other.words.length > one.words.length),
  )
  return longest.toSorted((a, b) => a.start - b.start).map((one) => ({ ...one, ...read(one, text, language, publishedOn) }))
}

type Reading = Pick<DateFound, 'value' | 'precision' | 'reading' | 'fault'>

function read(
  { words, start }: { readonly words: string; readonly start: number },
  text: string,
  language: 'es' | 'en',
  on: string | undefined,
): Reading {
  const plain = words
    .replace(/[º°]/u, '')
    .replace(/,/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .replace(/^(?:el|la) /iu, '')
  const hasYear = /\d{4}/.test(plain)
  const isFull = on !== undefined && on.length === 10
  if (!isFull && !hasYear) return { value: null, precision: null, reading: null, fault: 'no_basis' }
  const parsed = parseRoughDate(plain, { now: new Date(`${isFull ? on : '2000-01-01'}T12:00:00Z`), locale: language })
  if (!parsed.ok) return { value: null, precision: null, reading: null, fault: 'no_such_day' }
  const { value, precision, reading } = parsed.value
  const isPast = reading === 'year_assumed' && /(?:pasad[oa]|last|previous)\s+$/iu.test(text.slice(Math.max(0, start - 12), start))
  return {
    value: isPast && isFull && value > on ? `${Number(value.slice(0, 4)) - 1}${value.slice(4)}` : value,
    precision,
    reading,
    fault: null,
  }
}
