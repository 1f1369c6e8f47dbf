import type { Instrument, LegalClockRule } from './instrument.ts'
import { type ClockNeed, computeLegalClock, type LegalClock, type LegalEvent } from './legal-clock.ts'
import type { WorkDays } from './work-days.ts'

/** A start that nobody reported: the event is taken to happen on the last day of the clock that leads to it. */
export type Assumption = { readonly event: string; readonly on: string; readonly instrument: string; readonly clock: string }

export type SimulatedClock = {
  readonly instrument: string
  readonly rule: LegalClockRule
  /** Party whose calendar counts, and the calendar. */
  readonly calendar: WorkDays
  /** The owner as a party where a side was meant; `person` and the like stay. */
  readonly owner: string
  readonly assumes: Assumption | null
} & ({ readonly clock: LegalClock; readonly need: null } | { readonly clock: null; readonly need: ClockNeed })

export type Simulation = {
  readonly instruments: readonly Instrument[]
  readonly requesting: string
  readonly requested: string
  readonly calendarOf: (id: string) => WorkDays
  readonly events: readonly LegalEvent[]
  /** ISO instant that decides what is late. */
  readonly now: string
}

/**
 * Counts every clock of the instruments. A clock that nothing has started is counted from the latest day on which another clock lets its start happen
 * (the act that stops it, or what its end yields), and says so: the answer to "when at the latest, if everybody takes the whole term?".
 */
export function simulateClocks(simulation: Simulation): readonly SimulatedClock[] {
  const rules = simulation.instruments.flatMap((instrument) => instrument.clocks.map((rule) => ({ instrument, rule })))
  const found: (SimulatedClock | undefined)[] = rules.map(({ instrument, rule }) => countOne(simulation, instrument, rule, null))
  // Each round lets the clocks of the last one lead to others; a ring of clocks ends because each is counted once.
  for (let round = 0; round < rules.length; round++) {
    let moved = false
    for (const [i, { instrument, rule }] of rules.entries()) {
      if (found[i]?.need?.needs !== 'start') continue
      const assumes = leadTo(rule, found)
      if (assumes === undefined) continue
      const counted = countOne(simulation, instrument, rule, assumes)
      if (counted.clock === null) continue
      found[i] = counted
      moved = true
    }
    if (!moved) break
  }
  return found.filter((one) => one !== undefined)
}

function countOne(simulation: Simulation, instrument: Instrument, rule: LegalClockRule, assumes: Assumption | null): SimulatedClock {
  const { requesting, requested } = simulation
  const partyOf = (name: string) => (name === 'requesting' ? requesting : name === 'requested' ? requested : name)
  const calendar = simulation.calendarOf(instrument.calendars[partyOf(rule.calendar)] ?? rule.calendar)
  const owner = partyOf(rule.owner)
  const events = assumes === null ? simulation.events : [...simulation.events, { code: assumes.event, at: assumes.on }]
  const answer = computeLegalClock({ ...rule, owner }, events, calendar, simulation.now)
  const shared = { instrument: instrument.id, rule, calendar, owner, assumes }
  return answer.ok ? { ...shared, clock: answer.clock, need: null } : { ...shared, clock: null, need: answer }
}

/** The earliest end of a running clock that would bring one of the events that start this one. */
function leadTo(rule: LegalClockRule, found: readonly (SimulatedClock | undefined)[]): Assumption | undefined {
  const leads = found.flatMap((one): Assumption[] => {
    if (one?.clock == null || one.clock.dueOn === null || one.clock.stoppedOn !== null) return []
    const brings = one.rule.nature === 'right' ? [one.rule.atEnd.yields ?? ''] : one.rule.stops
    const event = rule.starts.find((code) => brings.includes(code))
    return event === undefined ? [] : [{ event, on: one.clock.dueOn, instrument: one.instrument, clock: one.rule.id }]
  })
  return leads.sort((a, b) => a.on.localeCompare(b.on))[0]
}
