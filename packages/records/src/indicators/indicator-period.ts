/** `rolling_year`: twelve months that end with a month, published every month. */
export type Frequency = 'day' | 'month' | 'quarter' | 'half_year' | 'year' | 'rolling_year'
export type YearType = 'calendar' | 'us_fiscal'
/** First and last day, both YYYY-MM-DD. */
export type Period = { readonly start: string; readonly end: string }

const months: Readonly<Record<Exclude<Frequency, 'day'>, number>> = { month: 1, quarter: 3, half_year: 6, year: 12, rolling_year: 1 }

/** The period of a frequency that holds a day (YYYY-MM-DD); of a rolling year the month by which it moves on. A U.S. fiscal year, and so its halves and quarters, begins on 1 October. */
export function periodOf(day: string, frequency: Frequency, year: YearType = 'calendar'): Period {
  if (frequency === 'day') return { start: day, end: day }
  const length = months[frequency]
  const first = year === 'us_fiscal' ? 9 : 0
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  const start = month - ((((month - first) % length) + length) % length)
  return { start: dayOf(monthAt(start, 1)), end: dayOf(monthAt(start + length, 0)) }
}

/** Whether a period is one that the frequency has. */
export function isPeriodOf({ start, end }: Period, frequency: Frequency, year: YearType = 'calendar'): boolean {
  const first = periodOf(start, frequency, year)
  if (frequency !== 'rolling_year') return first.start === start && first.end === end
  const month = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1
  return first.start === start && dayOf(monthAt(month + 12, 0)) === end
}

/** First day of the first period that begins after a day. */
export function nextPeriodStart(day: string, frequency: Frequency, year: YearType = 'calendar'): string {
  return dayAfter(periodOf(day, frequency, year).end)
}

/** The day after a day. */
export function dayAfter(day: string): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + 86_400_000)
}

/** Months are counted from January of year 0; day 0 of one is the last day of the month before it. */
function monthAt(count: number, day: number): number {
  return Date.UTC(Math.floor(count / 12), count % 12, day)
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
