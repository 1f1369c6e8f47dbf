import { isoOf } from './civil-day.ts'
import { elapsedMs, type LegalClockRule } from './instrument.ts'
import type { LegalClock } from './legal-clock.ts'
import { localDay, startOfDay } from './zone-time.ts'

/**
 * The limit of a clock as people are told it, everywhere: the last day that still counts. Null where the law counts hours, whose limit is the instant
 * `dueAt`, and where nothing is due.
 */
export function lastDayOf({ term }: Pick<LegalClockRule, 'term'>, clock: Pick<LegalClock, 'dueOn'> | null): string | null {
  return clock === null || elapsedMs(term) !== undefined ? null : clock.dueOn
}

/**
 * The same where only the instant is kept that is too late (ISO): when that is the first of a day in one of the zones (IANA), the day before is the
 * last one. Null for any other instant, which is a limit of hours.
 */
export function lastDayBefore(tooLate: string, zones: readonly string[]): string | null {
  const ms = Date.parse(tooLate)
  const zone = zones.find((one) => startOfDay(localDay(ms, one), one) === ms)
  return zone === undefined ? null : isoOf(localDay(ms, zone) - 1)
}
