import type { Label } from '@enlace/records'

type Values = Readonly<Record<string, string | number>>

/** Words of a pack in both languages. */
export type Both = Readonly<Record<'es' | 'en', string>>

/** Where the words of a document come from: the node's catalogues in one language, which need not be the reader's interface. */
export type Words = {
  /** BCP 47 tag for the file, for numbers and for dates. */
  readonly tag: string
  /** IANA name of the zone that times are printed in. */
  readonly zone: string
  /** A sentence of the area `documents`. */
  readonly say: (key: string, values?: Values) => string
  /** A sentence of the area `documents` in another language; undefined for one that the node does not speak. */
  readonly sayIn: (language: string, key: string, values?: Values) => string | undefined
  /** A sentence of any area, or undefined: for codes that a newer node may have made. */
  readonly find: (area: string, key: string, values?: Values) => string | undefined
  /** The words of a kind's label. */
  readonly label: (label: Label) => string
  /** The words of a pack in this language, in English or any other where it has none. */
  readonly pick: (words: Readonly<Record<string, string>> | null) => string | undefined
  readonly partyName: (party: string) => string
  readonly agencyName: (agency: string) => string
  /** The title of a record that what is printed refers to, by its id. */
  readonly titleOf?: (id: string) => string | undefined
}

/** An instant with its zone, to the minute or the second; text that is no instant comes back as it is. */
export function sayInstant(instant: string, words: Words, options: { readonly seconds?: boolean } = {}): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return new Intl.DateTimeFormat(words.tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(options.seconds === true ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
    timeZone: words.zone,
    timeZoneName: 'short',
  }).format(at)
}

/** A day, month or year, no more exact than it was written. */
export function sayDay(day: string, words: Words): string {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(day)
  if (parts === null) return day
  const [, year = '', month, date] = parts
  const at = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(date ?? 1)))
  if (month === undefined || Number.isNaN(at.getTime())) return day
  return new Intl.DateTimeFormat(words.tag, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
    ...(date === undefined ? {} : { day: 'numeric' }),
  }).format(at)
}

/** A number with the language's separators. */
export function sayNumber(value: number, words: Words): string {
  return new Intl.NumberFormat(words.tag, { maximumFractionDigits: 6 }).format(value)
}

/** The day of an instant in words, as deeds and notes write it: no figure can be changed by a stroke. Years 2001 to 2099; others in figures. */
export function sayDayInWords(at: Date, words: Words): string {
  const parts = new Intl.DateTimeFormat('en', { day: 'numeric', year: 'numeric', timeZone: words.zone }).formatToParts(at)
  const part = (type: 'day' | 'year') => Number(parts.find((one) => one.type === type)?.value)
  const [day, year] = [words.say('words.days').split('|')[part('day') - 1], words.say('words.numbers').split('|')[part('year') - 2001]]
  const month = new Intl.DateTimeFormat(words.tag, { month: 'long', timeZone: words.zone }).format(at)
  if (day === undefined || year === undefined) return sayDay(at.toISOString().slice(0, 10), words)
  return words.say('words.day', { day, month, year: words.say('words.year', { year }) })
}
