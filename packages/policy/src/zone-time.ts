import { instantAt, wallAt } from '@enlace/records'
import type { CivilDay } from './civil-day.ts'

const dayMs = 86_400_000

/** The local day of an instant (milliseconds). Throws RangeError for an unknown zone. */
export function localDay(ms: number, zone: string): CivilDay {
  return Math.floor(wallAt(ms, zone) / dayMs)
}

/** The instant (milliseconds) at which a local day begins. */
export function startOfDay(day: CivilDay, zone: string): number {
  return instantAt(day * dayMs, zone)
}
