import { type ClockRule, computeClock, type WorkEvent } from './compute-clock.ts'

/**
 * The instant (ISO, UTC) at which the next of these clocks runs out, whether or not it is past: what an inbox is ordered by. Undefined when
 * none runs: everything was met, or nothing has started.
 */
export function nextDue(rules: readonly ClockRule[], events: readonly WorkEvent[]): string | undefined {
  const running = rules.flatMap((rule) => {
    // Whether a clock still runs and when it is due depends on its events alone, so any instant serves.
    const clock = computeClock(rule, events, {}, '1970-01-01T00:00:00.000Z')
    return clock === undefined || clock.stoppedAt !== null ? [] : [clock.dueAt]
  })
  return running.sort()[0]
}
