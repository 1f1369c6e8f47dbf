import { endOfDate } from './end-of-date.ts'
import type { SessionState } from './state-of-session.ts'

/** How often a body has to meet, and since when it exists (a day, a month or a year). */
export type Beat = { readonly everyDays: number; readonly from: string | undefined }

export type BeatState = {
  /** The last day (YYYY-MM-DD) on which it is said to have met; null before the first. */
  readonly lastHeld: string | null
  /** Days since then, or since it was made; null where neither is known. */
  readonly days: number | null
  readonly everyDays: number
  /** The last day on which the next session is in time. */
  readonly dueBy: string | null
  readonly isMissed: boolean
  /** The first day for which a session is planned, from today on. */
  readonly nextPlanned: string | null
  /** It is in time now, and what is planned, or nothing, comes after the limit. */
  readonly willMiss: boolean
}

/**
 * Whether a body keeps its beat on a day (YYYY-MM-DD). Only a session that a party says was held counts: a plan, a postponed session and one of which
 * nothing is known stop no count (docs/formats/programme.md).
 */
export function beatOfMechanism(beat: Beat, sessions: readonly Pick<SessionState, 'parties'>[], today: string): BeatState {
  const told = sessions.flatMap(({ parties }) => parties.flatMap(({ state, day }) => (day === null ? [] : [{ state, day }])))
  const held = told.flatMap(({ state, day }) => (state === 'held' ? (endOfDate(day) ?? []) : [])).filter((day) => day <= today)
  const lastHeld = held.toSorted().at(-1) ?? null
  const planned = told.flatMap(({ state, day }) => (state === 'planned' || state === 'postponed' ? (endOfDate(day) ?? []) : []))
  const nextPlanned = planned.filter((day) => day >= today).toSorted()[0] ?? null
  // Known by month or year only, it is counted from the end of it: no alarm that might be false.
  const since = lastHeld ?? (beat.from === undefined ? null : endOfDate(beat.from))
  const days = since === null || since > today ? null : daysBetween(since, today)
  const dueBy = since === null ? null : new Date(Date.parse(since) + beat.everyDays * dayMs).toISOString().slice(0, 10)
  const isMissed = dueBy !== null && today > dueBy
  const willMiss = !isMissed && dueBy !== null && nextPlanned !== null && nextPlanned > dueBy
  return { lastHeld, days, everyDays: beat.everyDays, dueBy, isMissed, nextPlanned, willMiss }
}

const dayMs = 86_400_000

/** Whole days from one day to a later one (YYYY-MM-DD); negative the other way. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}
