import type { Instrument, LegalClockRule } from './instrument.ts'
import { computeLegalClock, type LegalClock } from './legal-clock.ts'
import type { WorkDays } from './work-days.ts'
import type { WorkEvent } from './work-event.ts'

/** A clock of an instrument that runs by itself for a kind of record, a duty or a task of the node, with the calendar that it is counted by. */
export type WorkClock = { readonly instrument: Instrument; readonly rule: LegalClockRule; readonly calendar: WorkDays }

/** Those clocks by what they run for. */
export type WorkClocks = ReadonlyMap<string, readonly WorkClock[]>

/** Gathers the clocks that run for records, duties and tasks. Throws RangeError for a calendar that is not there: packs are checked when they are read. */
export function openWorkClocks(instruments: Iterable<Instrument>, calendarOf: (id: string) => WorkDays): WorkClocks {
  const found = new Map<string, WorkClock[]>()
  for (const instrument of instruments)
    for (const rule of instrument.clocks) {
      if (rule.runsFor === null) continue
      // Where a side would say whose calendar counts, the term runs day and night, which is as long in each.
      const side = rule.calendar === 'requesting' || rule.calendar === 'requested'
      const calendar = calendarOf(side ? (Object.values(instrument.calendars)[0] ?? '') : rule.calendar)
      found.set(rule.runsFor, [...(found.get(rule.runsFor) ?? []), { instrument, rule, calendar }])
    }
  return found
}

/** One of them as it stands; undefined while nothing has started it. `now` (ISO) decides only the state. */
export function computeWorkClock({ rule, calendar }: WorkClock, events: readonly WorkEvent[], now: string): LegalClock | undefined {
  const answer = computeLegalClock(rule, events, calendar, now)
  return answer.ok ? answer.clock : undefined
}

/**
 * The instant (ISO, UTC) at which the next of these clocks runs out, whether or not it is past: what an inbox is ordered by. Undefined when
 * none runs: everything was met, or nothing has started.
 */
export function nextDue(clocks: readonly WorkClock[], events: readonly WorkEvent[]): string | undefined {
  const running = clocks.flatMap((each) => {
    // Whether a clock still runs and when it is due depends on its events alone, so any instant serves.
    const clock = computeWorkClock(each, events, '1970-01-01T00:00:00.000Z')
    return clock === undefined || clock.stoppedAt !== null || clock.dueAt === null ? [] : [clock.dueAt]
  })
  return running.sort()[0]
}
