/** Something that happened to a piece of work: a code (`sent`, `received`, `acknowledged` ...), an ISO instant and who did it. */
export type WorkEvent = { readonly code: string; readonly at: string; readonly by?: string }

/** One promise about time: which event starts it, which events stop it, and how long it may take. Rules live in `packs/clocks`. */
export type ClockRule = {
  readonly id: string
  readonly starts: readonly string[]
  readonly stops: readonly string[]
  readonly target: ClockTarget
}

/** How time is counted. Elapsed seconds run day and night; other counts (calendar or working days) join this union with their calendars. */
export type ClockTarget = { readonly count: 'elapsed'; readonly seconds: number }

/** Days on which a party's working time does not run, by calendar id; unused while every target is elapsed time. */
export type Calendars = Readonly<Record<string, { readonly holidays: readonly string[]; readonly zone: string }>>

export type ClockState = {
  readonly id: string
  readonly startedAt: string
  readonly dueAt: string
  readonly stoppedAt: string | null
  readonly state: 'running' | 'met' | 'late' | 'missed'
}

/**
 * The state of one clock: `running` before its due instant, `missed` after it, and once stopped `met` or `late`. On the due instant itself
 * a stop is still in time. Undefined while nothing has started it. Events may come in any order and repeat: the earliest start and stop count.
 */
export function computeClock(rule: ClockRule, events: readonly WorkEvent[], _calendars: Calendars, now: string): ClockState | undefined {
  const started = earliest(events, rule.starts)
  if (started === undefined) return undefined
  const dueMs = started + rule.target.seconds * 1000
  // A stop dated before the start (two nodes' clocks disagree) is a stop at once, not a negative time.
  const stop = earliest(events, rule.stops)
  const stopped = stop === undefined ? undefined : Math.max(stop, started)
  return {
    id: rule.id,
    startedAt: instant(started),
    dueAt: instant(dueMs),
    stoppedAt: stopped === undefined ? null : instant(stopped),
    state: stopped === undefined ? (Date.parse(now) <= dueMs ? 'running' : 'missed') : stopped <= dueMs ? 'met' : 'late',
  }
}

function earliest(events: readonly WorkEvent[], codes: readonly string[]): number | undefined {
  const times = events.filter((event) => codes.includes(event.code)).map((event) => Date.parse(event.at))
  return times.length === 0 ? undefined : Math.min(...times)
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
