import { formatDay } from '../language/format.ts'

/** A period as the reader's language writes it: `2025-03`, `2025-Q1`, `2025`, `FY2025`. */
export function sayPeriod(period: string, tag: string, brief = false): string {
  const month = /^(\d{4})-(\d{2})$/.exec(period)
  if (month === null) return period
  if (!brief) return formatDay(period, tag)
  const at = new Date(Date.UTC(Number(month[1]), Number(month[2]) - 1, 1))
  return new Intl.DateTimeFormat(tag, { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(at)
}
