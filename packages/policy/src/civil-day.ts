/** A day of the proleptic Gregorian calendar without a time, as whole days since 1970-01-01. */
export type CivilDay = number

/**
 * What to do when adding months meets a day that the month does not have (31 January + 1 month): `down` takes the last day of that month, `up` the
 * first of the next, `refuse` answers nothing. These are the three roundings of Catala's dates-calc (Monat, Fromherz, Merigoux, ESOP 2024).
 */
export const monthEnds = ['down', 'up', 'refuse'] as const
export type MonthEnd = (typeof monthEnds)[number]

const dayMs = 86_400_000

/** The day of an ISO date; NaN when the text is none. Impossible dates (30 February) are none. */
export function dayOf(iso: string): CivilDay {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return Number.NaN
  const ms = Date.parse(`${iso}T00:00:00Z`)
  return isoOf(ms / dayMs) === iso ? ms / dayMs : Number.NaN
}

/** Dates that were printed before: a clock prints several, and its neighbours the same ones. */
const printed = new Map<CivilDay, string>()
const maxPrinted = 50_000

/** The ISO date of a day; empty for what is no day. */
export function isoOf(day: CivilDay): string {
  const known = printed.get(day)
  if (known !== undefined) return known
  const text = Number.isFinite(day) ? new Date(day * dayMs).toISOString().slice(0, 10) : ''
  if (printed.size >= maxPrinted) printed.clear()
  printed.set(day, text)
  return text
}

/** The day of the week, ISO 8601: Monday is 1, Sunday 7. 1970-01-01 was a Thursday. */
export function weekdayOf(day: CivilDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

export function yearOf(day: CivilDay): number {
  return new Date(day * dayMs).getUTCFullYear()
}

/** The day of a year, month (1-12, others carry into the years) and day (others carry into the months). */
export function dayFrom(year: number, month: number, day: number): CivilDay {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / dayMs
}

/**
 * A day so many months later (or earlier). Years are twelve months each: they are added before anything is rounded, as dates-calc does, so that
 * a leap day plus one year and one month is rounded once, at the end. Undefined when the month lacks the day and `monthEnd` is `refuse`.
 */
export function addMonths(day: CivilDay, months: number, monthEnd: MonthEnd): CivilDay | undefined {
  const date = new Date(day * dayMs)
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1 + months, date.getUTCDate()]
  const last = dayFrom(year, month + 1, 0)
  const wanted = dayFrom(year, month, 1) + dayOfMonth - 1
  if (wanted <= last) return wanted
  return monthEnd === 'down' ? last : monthEnd === 'up' ? last + 1 : undefined
}
