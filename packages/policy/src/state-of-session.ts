import { endOfDate } from './end-of-date.ts'

/** What a party says of a session. */
export type SaidState = 'planned' | 'held' | 'postponed' | 'cancelled'

/** Where a session stands: what all who speak say, or that they differ, or that its day passed and nobody said what became of it. */
export type SessionStanding = SaidState | 'unknown' | 'differs'

export type SessionWarning = 'no_evidence' | 'one_party' | 'held_ahead' | 'rival_state' | 'rival_day' | 'rival_place'

/** One account of a session by the party whose node wrote it; `at`: when it says it was made (RFC 3339). */
export type SessionAccount = {
  readonly id: string
  readonly from: string
  readonly at: string
  readonly state: SaidState
  /** A day, a month or a year (YYYY, YYYY-MM, YYYY-MM-DD). */
  readonly day: string | undefined
  readonly postponedTo: string | undefined
  readonly place: string | undefined
  readonly hasEvidence: boolean
}

export type PartyAccount = {
  readonly party: string
  readonly state: SaidState
  /** The record that says so. */
  readonly said: string
  readonly hasEvidence: boolean
  readonly day: string | null
  readonly place: string | null
}

export type SessionState = {
  readonly standing: SessionStanding
  readonly parties: readonly PartyAccount[]
  /** The most exact day that nobody contradicts; of days that differ, none. */
  readonly day: string | null
  /** The last day in time that it may fall on: the latest of what the parties say. */
  readonly lastDay: string | null
  readonly place: string | null
  readonly warnings: readonly SessionWarning[]
}

/**
 * Where a session stands on a day (YYYY-MM-DD): a function of the set of its accounts, in whatever order they came. Each party's account is its own; time
 * alone makes nothing held (docs/formats/programme.md).
 */
export function stateOfSession(accounts: readonly SessionAccount[], today: string): SessionState {
  const parties = partiesOf(accounts)
  const days = distinctDays(parties.flatMap(({ day }) => day ?? []))
  const places = [...new Map(parties.flatMap(({ place }) => (place === null ? [] : [[fold(place), place] as const]))).values()]
  const lastDay =
    days
      .flatMap((day) => endOfDate(day) ?? [])
      .toSorted()
      .at(-1) ?? null
  const states = [...new Set(parties.map(({ state }) => state))]
  const [first] = states
  const awaited = first === 'planned' || first === 'postponed'
  const standing: SessionStanding =
    first === undefined ? 'unknown' : states.length > 1 ? 'differs' : awaited && lastDay !== null && today > lastDay ? 'unknown' : first
  const isAhead = parties.some(({ state, day }) => state === 'held' && day !== null && day > today.slice(0, day.length))
  return {
    standing,
    parties,
    day: days.length === 1 ? (days[0] ?? null) : null,
    lastDay,
    place: places.length === 1 ? (places[0] ?? null) : null,
    warnings: [
      ...mark(
        'no_evidence',
        parties.some(({ hasEvidence }) => !hasEvidence),
      ),
      ...mark('one_party', parties.length === 1),
      ...mark('held_ahead', isAhead),
      ...mark('rival_state', states.length > 1),
      ...mark('rival_day', days.length > 1),
      ...mark('rival_place', places.length > 1),
    ],
  }
}

function partiesOf(accounts: readonly SessionAccount[]): readonly PartyAccount[] {
  const ordered = accounts.toSorted((a, b) => compare(a.at, b.at) || compare(a.id, b.id))
  return [...Map.groupBy(ordered, ({ from }) => from)]
    .toSorted(([a], [b]) => compare(a, b))
    .flatMap(([party, told]) => {
      const last = told.at(-1)
      if (last === undefined) return []
      const { id, state, hasEvidence, postponedTo } = last
      // What it was postponed to is its day from then on; postponed without a day, its former day is no longer its day.
      const days = told.flatMap((one) => (one.state === 'postponed' ? [one.postponedTo ?? null] : one.day === undefined ? [] : [one.day]))
      const day = state === 'postponed' ? (postponedTo ?? null) : (days.at(-1) ?? null)
      const place = told.findLast((one) => one.place !== undefined)?.place ?? null
      return [{ party, state, said: id, hasEvidence, day, place }]
    })
}

/** Days, months and years that say different things: what lies inside another one is only more exact. */
function distinctDays(said: readonly string[]): readonly string[] {
  const all = [...new Set(said)]
  return all.filter((day) => !all.some((other) => other !== day && other.startsWith(`${day}-`))).toSorted()
}

function fold(place: string): string {
  return place
    .normalize('NFD')
    .replaceAll(/[\p{M}\p{P}\s]/gu, '')
    .toLowerCase()
}

function mark(code: SessionWarning, applies: boolean): readonly SessionWarning[] {
  return applies ? [code] : []
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
