import { instantAt } from '@enlace/records'
import { localDay } from './zone-time.ts'

/** When a party works: its zone, its hours on working days (ISO numbers, Monday is 1) and the days off. Wall-clock text is `HH:MM`. */
export type WorkCalendar = {
  readonly zone: string
  readonly days: readonly number[]
  readonly opens: string
  readonly closes: string
  /** ISO dates. */
  readonly holidays: readonly string[]
}

/**
 * How long something may wait. `elapsed` runs day and night; `working` counts only the hours of a calendar; `hour` is the first time that the
 * clock shows `at` on a working day, not sooner than `leastSeconds` after the start, so that nobody is given minutes.
 */
export type Deadline =
  | { readonly count: 'elapsed'; readonly seconds: number }
  | { readonly count: 'working'; readonly minutes: number; readonly calendar: string }
  | { readonly count: 'hour'; readonly at: string; readonly leastSeconds: number; readonly calendar: string }

export type WorkCalendars = Readonly<Record<string, WorkCalendar>>

/** Longest search for a working day: more days off in a row are a mistake in the calendar. */
const maxDays = 400
const dayMs = 86_400_000

/**
 * The instant at which a wait that began at `start` (ISO) ends, as an ISO instant in UTC. Throws RangeError for a calendar that is not there
 * or has no working day within a year: packs are checked when they are read.
 */
export function dueInstant(deadline: Deadline, start: string, calendars: WorkCalendars): string {
  const startMs = Date.parse(start)
  if (deadline.count === 'elapsed') return instant(startMs + deadline.seconds * 1000)
  const calendar = calendars[deadline.calendar]
  if (calendar === undefined) throw new RangeError(`no calendar ${deadline.calendar}`)
  return deadline.count === 'working'
    ? afterWorking(startMs, deadline.minutes, calendar)
    : atHour(startMs + deadline.leastSeconds * 1000, deadline.at, calendar)
}

function atHour(earliestMs: number, at: string, calendar: WorkCalendar): string {
  for (const day of workingDays(earliestMs, calendar)) {
    const ms = instantOf(day, at, calendar.zone)
    if (ms >= earliestMs) return instant(ms)
  }
  throw new RangeError('no working day')
}

function afterWorking(startMs: number, minutes: number, calendar: WorkCalendar): string {
  let leftMs = minutes * 60_000
  for (const day of workingDays(startMs, calendar)) {
    const from = Math.max(startMs, instantOf(day, calendar.opens, calendar.zone))
    const spanMs = Math.max(0, instantOf(day, calendar.closes, calendar.zone) - from)
    if (leftMs <= spanMs) return instant(from + leftMs)
    leftMs -= spanMs
  }
  throw new RangeError('no working day')
}

/** The working days of a calendar from the local day of an instant on, as ISO dates. */
function* workingDays(fromMs: number, calendar: WorkCalendar): Generator<string> {
  const first = localDay(fromMs, calendar.zone) * dayMs
  for (let i = 0; i < maxDays; i++) {
    const date = new Date(first + i * dayMs)
    const day = instant(date.getTime()).slice(0, 10)
    const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay()
    if (calendar.days.includes(weekday) && !calendar.holidays.includes(day)) yield day
  }
}

/** The instant at which a wall clock of the zone shows a time (`HH:MM`) of a day (ISO). */
function instantOf(day: string, time: string, zone: string): number {
  return instantAt(Date.parse(`${day}T${time}:00Z`), zone)
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
