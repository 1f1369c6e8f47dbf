import { accept, type Result, refuse } from '@enlace/core'
import { isDate } from './instant.ts'
import { localDay } from './recognise-instant.ts'
import { toTokens } from './recognise-tokens.ts'
import { monthPhrases, phraseAt } from './recognise-words.ts'

/** How exact a day was written. The value says it too, by its length: it is what the record keeps. */
export type DatePrecision = 'year' | 'month' | 'day'

/**
 * A day as somebody wrote it, resolved. `value`: YYYY, YYYY-MM or YYYY-MM-DD (ISO 8601). `reading`: `written` when the words alone say it,
 * `relative` when it hangs on today, `year_assumed` when the nearest year was taken, `order_assumed` when it could be read as day and month
 * or as month and day. Everything but `written` is shown to the writer before it is kept.
 */
export type RoughDate = {
  readonly value: string
  readonly precision: DatePrecision
  readonly reading: 'written' | 'relative' | 'year_assumed' | 'order_assumed'
}

type Context = {
  readonly now: Date
  /** Tells only which of 03/04 is the month: English reads it first. */
  readonly locale: string
  /** IANA zone in which `now` has a day; UTC when absent. */
  readonly zone?: string
}

/** Longest text that counts as a date. */
export const maxRoughDate = 60

/** How exact a written date is (`2026`, `2026-01`, `2026-01-15`); sentences differ by it: «el 15 de enero», but «en enero». */
export function precisionOf(date: string): DatePrecision {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day'
}

/**
 * Reads a day, month or year as an officer writes it, in Spanish or English: `2026`, `enero de 2026`, `3 Sept`, `15/01/2026`, `este viernes`,
 * `hace 3 días`, `last month`. Pure: the clock comes in. Never guesses beyond its table: what it cannot read whole is refused.
 */
export function parseRoughDate(text: string, context: Context): Result<RoughDate, 'not_a_rough_date'> {
  const written = text.trim()
  if (written === '' || written.length > maxRoughDate) return refuse('not_a_rough_date')
  const today = localDay(context.now, context.zone ?? 'UTC')
  const found = readNumbers(written, context.locale) ?? (today === undefined ? undefined : readWords(written, today))
  if (found === undefined || !isDate(found.value, true) || !isPlausible(found.value)) return refuse('not_a_rough_date')
  return accept({ ...found, precision: precisionOf(found.value) })
}

type Reading = Pick<RoughDate, 'value' | 'reading'>

function isPlausible(value: string): boolean {
  const year = Number(value.slice(0, 4))
  return year >= 1850 && year <= 2150
}

function readNumbers(text: string, locale: string): Reading | undefined {
  const iso = /^([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?$/.exec(text)
  if (iso !== null) return written(join(iso[1]!, iso[2], iso[3]))
  const monthYear = /^([0-9]{1,2})[/.-]([0-9]{4})$/.exec(text)
  if (monthYear !== null) return written(join(monthYear[2]!, monthYear[1]))
  const parts = /^([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})$/.exec(text)
  if (parts === null) return undefined
  const year = parts[4]!.length === 2 ? `20${parts[4]}` : parts[4]!
  const dayFirst = join(year, parts[3], parts[1])
  const monthFirst = join(year, parts[1], parts[3])
  const order = locale.startsWith('en') ? [monthFirst, dayFirst] : [dayFirst, monthFirst]
  const possible = order.filter((value) => isDate(value))
  const [first, second] = possible
  if (first === undefined) return undefined
  return { value: first, reading: second === undefined || second === first ? 'written' : 'order_assumed' }
}

function readWords(text: string, today: string): Reading | undefined {
  const all = toTokens(text)
  const month = readMonth(all, today)
  if (month !== undefined) return month
  const words = all.map((token) => token.word).filter((word) => !articles.has(word))
  return readNear(words.join(' '), today) ?? readWeekday(words, today) ?? readDistance(words, today)
}

const articles: ReadonlySet<string> = new Set(['the', 'el', 'la', 'on', 'of', 'del'])

/** `3 de septiembre de 2026`, `Sept 3rd, 2026`, `enero 2026`, `March`. Without a year the nearest one counts. */
function readMonth(tokens: ReturnType<typeof toTokens>, today: string): Reading | undefined {
  const rest = tokens.filter((token) => !['de', 'del', 'the', 'el', 'of', 'on'].includes(token.word))
  const at = rest.findIndex((_, i) => phraseAt(monthPhrases, rest, i) !== undefined)
  if (at < 0) return undefined
  const month = phraseAt(monthPhrases, rest, at)!.code
  const numbers = rest.filter((_, i) => i !== at).map((token) => token.word.replace(/^([0-9]{1,2})(?:st|nd|rd|th|o|ro)$/, '$1'))
  if (numbers.some((word) => !/^[0-9]{1,4}$/.test(word)) || at > 1) return undefined
  const [a, b] = numbers
  if (numbers.length === 0) return { value: nearestYear((year) => join(year, month), today), reading: 'year_assumed' }
  if (numbers.length === 1 && a!.length === 4) return written(join(a!, month))
  if (numbers.length === 1 && a!.length <= 2) return { value: nearestYear((year) => join(year, month, a), today), reading: 'year_assumed' }
  if (numbers.length === 2 && a!.length <= 2 && b!.length === 4) return written(join(b!, month, a))
  return undefined
}

/** The year that brings a month or day nearest to today; a leap day only exists in some. */
function nearestYear(make: (year: string) => string, today: string): string {
  const year = Number(today.slice(0, 4))
  const distance = (value: string) => Math.abs(Date.parse(value) - Date.parse(today.slice(0, value.length)))
  const values = [year, year - 1, year + 1].map((each) => make(String(each))).filter((value) => isDate(value, true))
  return values.sort((a, b) => distance(a) - distance(b))[0] ?? ''
}

function readNear(said: string, today: string): Reading | undefined {
  for (const [unit, amount, phrases] of near) {
    if ((phrases as readonly string[]).includes(said)) return { value: move(today, unit, amount), reading: 'relative' }
  }
  return undefined
}

type Unit = 'day' | 'month' | 'year'

const near: readonly (readonly [Unit, number, readonly string[]])[] = [
  ['day', 0, ['today', 'hoy', 'now', 'ahora']],
  ['day', -1, ['yesterday', 'ayer']],
  ['day', 1, ['tomorrow', 'manana']],
  ['day', -2, ['day before yesterday', 'anteayer', 'antier', 'antes de ayer']],
  ['day', 2, ['day after tomorrow', 'pasado manana']],
  ['month', 0, ['this month', 'este mes']],
  ['month', -1, ['last month', 'mes pasado', 'mes anterior']],
  ['month', 1, ['next month', 'proximo mes', 'mes proximo', 'mes que viene', 'mes entrante']],
  ['year', 0, ['this year', 'este ano']],
  ['year', -1, ['last year', 'ano pasado', 'ano anterior']],
  ['year', 1, ['next year', 'proximo ano', 'ano proximo', 'ano que viene', 'ano entrante']],
]

const weekdays: readonly (readonly string[])[] = [
  ['sunday', 'sun', 'domingo', 'dom'],
  ['monday', 'mon', 'lunes', 'lun'],
  ['tuesday', 'tue', 'tues', 'martes', 'mar'],
  ['wednesday', 'wed', 'miercoles', 'mie'],
  ['thursday', 'thu', 'thurs', 'jueves', 'jue'],
  ['friday', 'fri', 'viernes', 'vie'],
  ['saturday', 'sat', 'sabado', 'sab'],
]

/** `this Friday` is the first from today on, `next` the first after today, `last` the last before today. */
function readWeekday(words: readonly string[], today: string): Reading | undefined {
  const at = words.findIndex((word) => weekdays.some((names) => names.includes(word)))
  if (at < 0) return undefined
  const wanted = weekdays.findIndex((names) => names.includes(words[at]!))
  const rest = words.filter((_, i) => i !== at).join(' ')
  const ahead = (wanted - new Date(today).getUTCDay() + 7) % 7
  const days = ['', 'this', 'este'].includes(rest)
    ? ahead
    : ['next', 'proximo', 'que viene', 'entrante'].includes(rest)
      ? ahead || 7
      : ['last', 'past', 'pasado', 'ultimo'].includes(rest)
        ? ahead - 7
        : undefined
  return days === undefined ? undefined : { value: move(today, 'day', days), reading: 'relative' }
}

const units: Readonly<Record<string, readonly [Unit, number]>> = {
  ...Object.fromEntries(['day', 'days', 'dia', 'dias'].map((word) => [word, ['day', 1] as const])),
  ...Object.fromEntries(['week', 'weeks', 'semana', 'semanas'].map((word) => [word, ['day', 7] as const])),
  ...Object.fromEntries(['month', 'months', 'mes', 'meses'].map((word) => [word, ['month', 1] as const])),
  ...Object.fromEntries(['year', 'years', 'ano', 'anos'].map((word) => [word, ['year', 1] as const])),
}
const one: ReadonlySet<string> = new Set(['a', 'an', 'one', 'un', 'una', 'uno'])

/** `3 days ago`, `hace una semana`, `in 2 months`, `dentro de 2 meses`: as exact as its unit. */
function readDistance(words: readonly string[], today: string): Reading | undefined {
  const plain = words.filter((word) => word !== 'de')
  const ago = plain[0] === 'hace' ? -1 : plain.at(-1) === 'ago' ? -1 : ['in', 'en', 'dentro'].includes(plain[0] ?? '') ? 1 : 0
  const [amount, unit, ...more] = plain.filter((word) => !['hace', 'ago', 'in', 'en', 'dentro'].includes(word))
  if (ago === 0 || amount === undefined || unit === undefined || more.length > 0 || !Object.hasOwn(units, unit)) return undefined
  const count = one.has(amount) ? 1 : /^[0-9]{1,3}$/.test(amount) ? Number(amount) : undefined
  const [step, size] = units[unit]!
  return count === undefined ? undefined : { value: move(today, step, ago * count * size), reading: 'relative' }
}

function move(today: string, unit: Unit, amount: number): string {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  if (unit === 'year') return String(year + amount)
  if (unit === 'month') return new Date(Date.UTC(year, month - 1 + amount, 1)).toISOString().slice(0, 7)
  return new Date(Date.parse(today) + amount * 86_400_000).toISOString().slice(0, 10)
}

function written(value: string): Reading {
  return { value, reading: 'written' }
}

function join(year: string, month?: string, day?: string): string {
  return [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter((part) => part !== undefined).join('-')
}
