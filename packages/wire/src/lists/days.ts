import type { Json } from '@enlace/core'

/** ISO day of a real calendar date, or undefined. */
export function isoDay(year: number, month: number, day: number): string | undefined {
  const ms = Date.UTC(year, month - 1, day)
  if (year < 1900 || year > 2100 || Number.isNaN(ms)) return undefined
  const iso = new Date(ms).toISOString().slice(0, 10)
  return Number(iso.slice(5, 7)) === month && Number(iso.slice(8)) === day ? iso : undefined
}

/** A value that is the ISO day of a real calendar date, or undefined. */
export function isoDayText(value: Json | undefined): string | undefined {
  const [, year, month, day] = typeof value === 'string' ? (/^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []) : []
  return isoDay(Number(year), Number(month), Number(day))
}

/** Last day of a calendar month `YYYY-MM`. */
export function lastDay(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10)
}

/** First day of the months that end with the calendar month `YYYY-MM`. */
export function firstDay(month: string, months = 1): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - months, 1)).toISOString().slice(0, 10)
}

/** The day after an ISO day. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** Every day written as dd/mm/yyyy in a text, earliest first. */
export function daysIn(text: string): string[] {
  const found = [...text.matchAll(/(?<!\d)(\d{2})\/(\d{2})\/(\d{4})(?!\d)/g)]
  return found
    .map(([, day, month, year]) => isoDay(Number(year), Number(month), Number(day)) ?? '')
    .filter((day) => day !== '')
    .sort()
}
