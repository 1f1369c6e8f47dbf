import type { Found } from './recognise-found.ts'
import { instantAt, isZone, wallAt } from './zone-clock.ts'

const dayMs = 86_400_000

/**
 * The instant that a recognised time of day means, RFC 3339 in UTC: on the day beside it, else the next time that clock shows it after
 * `now` (or, with `past`, the last time before). Undefined for a zone that nobody knows or a form it cannot read.
 */
export function instantOf(time: Found, day: Found | undefined, now: Date, zone: string, past: boolean): string | undefined {
  if (/^[0-9]{4}-/.test(time.canonical)) return time.canonical
  const clock = /^T([0-9]{2}):([0-9]{2})(Z?)$/.exec(time.canonical)
  if (clock === null) return undefined
  const zoned = clock[3] === 'Z' ? 'UTC' : zone
  const local = localDay(now, zoned)
  if (local === undefined) return undefined
  const on = (date: string) => {
    const wall = Date.parse(`${date}T${clock[1]}:${clock[2]}:00Z`)
    return Number.isNaN(wall) ? undefined : new Date(instantAt(wall, zoned)).toISOString()
  }
  if (day !== undefined) return on(statedDay(day, local))
  const today = on(local)
  if (today === undefined) return undefined
  const differenceMs = Date.parse(today) - now.getTime()
  // Ten minutes of grace: a message about "14:30" pasted at 14:35 speaks of today.
  if (past && differenceMs > 600_000) return on(shift(local, -1))
  if (!past && differenceMs < -600_000) return on(shift(local, 1))
  return today
}

function statedDay(day: Found, local: string): string {
  if (day.canonical === 'tomorrow') return shift(local, 1)
  if (day.canonical === 'yesterday') return shift(local, -1)
  if (day.canonical === 'today') return local
  return day.canonical.startsWith('--') ? `${local.slice(0, 4)}${day.canonical.slice(1)}` : day.canonical
}

function shift(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** The day that it is in a zone, YYYY-MM-DD; undefined for a zone that nobody knows. */
export function localDay(instant: Date, zone: string): string | undefined {
  return isZone(zone) ? new Date(wallAt(instant.getTime(), zone)).toISOString().slice(0, 10) : undefined
}
