import type { BothLanguages, LegalCharacter } from './agreement.ts'
import type { MonthEnd } from './civil-day.ts'

/**
 * Units in which an instrument counts. Seconds, minutes and hours run day and night; days are days of the calendar that the rule names; `stated` has no
 * length of its own: the event that starts the clock says its last day.
 */
export const termUnits = ['seconds', 'minutes', 'hours', 'calendar_days', 'working_days', 'months', 'years', 'stated'] as const
export type TermUnit = (typeof termUnits)[number]
/** `count` is 0 for `stated`. */
export type Term = { readonly count: number; readonly unit: TermUnit }

/** The length of a term that runs day and night, in milliseconds; undefined for one that a calendar counts. */
export function elapsedMs({ count, unit }: Term): number | undefined {
  if (unit === 'seconds') return count * 1000
  if (unit === 'minutes') return count * 60_000
  return unit === 'hours' ? count * 3_600_000 : undefined
}

/** Where a rule stands and whether whoever wrote the pack read it there. `verified: false` is shown as such wherever the rule is. */
export type Sourced = { readonly article: string; readonly source: string; readonly verified: boolean }

/** The unit of what is left of a term that stands still: of months and years, and of a stated day, the days. */
export function unitLeft({ unit }: Term): TermUnit {
  return unit === 'months' || unit === 'years' || unit === 'stated' ? 'calendar_days' : unit
}

/**
 * Who has to act, or whose right it is: a side of the request, a party by its code, or the person sought. Sides become parties when somebody says who
 * asks whom.
 */
export type ClockOwner = string

/** Something that stops the count while it lasts; `needs` names what an event must say so that the pause can be found again (court, number). */
export type ClockPause = Sourced & {
  readonly id: string
  readonly title: BothLanguages
  readonly by: readonly string[]
  readonly until: readonly string[]
  readonly needs: readonly ('court' | 'number')[]
}

/** More time in the unit of the term, by whoever may give it, so many times at most. */
export type ClockExtension = Sourced & { readonly by: readonly string[]; readonly count: number; readonly times: number }

/** What heals a deadline that was missed, and for how long after it (null: at any time). Who was late stays on record. */
export type ClockCure = Sourced & { readonly by: readonly string[]; readonly within: Term | null; readonly title: BothLanguages }

/** One clock of an instrument. Events are codes of the pack's `events`. */
export type LegalClockRule = Sourced & {
  readonly id: string
  readonly title: BothLanguages
  /** `law`: stands in the instrument; `agreed`: in an arrangement under it; `proposed`: nobody agreed to it. */
  readonly standing: 'law' | 'agreed' | 'proposed'
  /** Whether how the days are counted was read in a source as well; the number of days is `verified`'s. */
  readonly methodVerified: boolean
  /** `duty`: somebody is late; `right`: it lapses and nobody is late; `custody`: the person is to be let go. */
  readonly nature: 'duty' | 'right' | 'custody'
  readonly owner: ClockOwner
  /** Authority of the pack that acts; null where the instrument leaves it to the party. */
  readonly authority: string | null
  readonly starts: readonly string[]
  readonly stops: readonly string[]
  /** Events with which there is nothing left to count, since the person was let go: the clock ends, and nobody was in time or late by it. */
  readonly ends: readonly string[]
  /** Whether a start behind a stop begins the clock anew, as each round of a supplement does. */
  readonly again: boolean
  /** Kind of record, duty or task of the node whose events this clock reads by themselves; null for one that only requests and the simulator name. */
  readonly runsFor: string | null
  readonly term: Term
  /** Whether the day of the start is the first day of the count. */
  readonly firstDay: 'excluded' | 'included'
  /** Where a last day goes that is no working day. */
  readonly lastDay: 'stays' | 'next_working'
  readonly monthEnd: MonthEnd
  /** A calendar by its id, or the side (`requesting`, `requested`) whose party's calendar counts. */
  readonly calendar: string
  readonly pauses: readonly ClockPause[]
  readonly extension: ClockExtension | null
  readonly cure: ClockCure | null
  readonly atEnd: { readonly title: BothLanguages; readonly yields: string | null }
}

/**
 * How diplomatic notes address an authority: its formal name, with the definite article of running text. The foreign ministry takes every note that no
 * instrument sends to a central authority.
 */
export type AddressedOffice = {
  readonly as: 'foreign_ministry' | 'central_authority'
  readonly name: BothLanguages
  readonly article: BothLanguages
}

export type Instrument = {
  readonly id: string
  readonly title: BothLanguages
  readonly short: BothLanguages
  readonly character: LegalCharacter | 'statute' | 'directive' | 'service_level'
  /** Parties bound; empty for a model that binds neither. */
  readonly parties: readonly string[]
  readonly reference: string
  readonly note: BothLanguages
  readonly validity: Sourced & { readonly from: string; readonly until: string | null; readonly note: BothLanguages }
  readonly calendars: Readonly<Record<string, string>>
  /** Instruments that run beside this one, by the party that is asked. */
  readonly beside: Readonly<Record<string, readonly string[]>>
  readonly events: Readonly<Record<string, BothLanguages>>
  readonly authorities: readonly {
    readonly id: string
    readonly party: string
    readonly name: BothLanguages
    readonly does: BothLanguages
    readonly addressed?: AddressedOffice
  }[]
  readonly articles: readonly (Sourced & { readonly says: BothLanguages })[]
  readonly documents: readonly (Sourced & { readonly id: string; readonly title: BothLanguages; readonly when: BothLanguages })[]
  readonly refusals: readonly (Sourced & {
    readonly id: string
    readonly title: BothLanguages
    readonly binding: 'must' | 'may'
    readonly says: BothLanguages
  })[]
  readonly clocks: readonly LegalClockRule[]
}
