import { dayOf } from './civil-day.ts'
import type { RequestForm } from './request-form.ts'
import type { RequestClockState } from './state-of-request.ts'
import { localDay } from './zone-time.ts'

/** A term in calendar days as a table keeps it: enough to say on any later day which day of how many it is. */
export type DayTerm = {
  readonly clock: string
  readonly instrument: string
  readonly of: number
  readonly zone: string
  /** Its last day; null while a pause is open. */
  readonly dueOn: string | null
  /** Days that were left when the open pause began. */
  readonly left: number | null
}

/**
 * The days of custody that a request counts down: those of the clock in calendar days that runs out first and that nothing has stopped. Undefined where
 * nobody is held on its account.
 */
export function custodyTermOf(clocks: readonly RequestClockState[]): DayTerm | undefined {
  const [first] = clocks
    .flatMap(({ rule, instrument, zone, clock }) =>
      clock !== null && zone !== null && clock.stoppedOn === null ? [{ rule, instrument, zone, clock }] : [],
    )
    .filter(({ rule }) => rule.nature === 'custody' && rule.term.unit === 'calendar_days')
    .sort((a, b) => (a.clock.dueOn ?? '9999').localeCompare(b.clock.dueOn ?? '9999'))
  if (first === undefined) return undefined
  const { rule, instrument, zone, clock } = first
  return {
    clock: rule.id,
    instrument,
    of: clock.steps.reduce((days, { code, count = 0 }) => (code.startsWith('extended_') ? days + count : days), rule.term.count),
    zone,
    dueOn: clock.dueOn,
    left: clock.left,
  }
}

/** Which day of the term it is at an instant (ISO): day 41 of 60. Behind the last day it counts on; while a court holds the term it stands still. */
export function dayOfTerm(term: DayTerm, now: string): number {
  if (term.dueOn === null) return term.of - (term.left ?? 0)
  return term.of - (dayOf(term.dueOn) - localDay(Date.parse(now), term.zone))
}

export type WantedDocument = RequestForm['documents'][number] & { readonly state: string }

/** The documents that a request needs of the person it is about, each as far as it has come; `soughtFor` unknown: of both sorts. */
export function documentsWanted(
  form: RequestForm,
  soughtFor: string | undefined,
  states: Readonly<Record<string, string>>,
): readonly WantedDocument[] {
  return form.documents
    .filter(({ when }) => when === undefined || soughtFor === undefined || when === soughtFor)
    .map((document) => ({ ...document, state: states[document.id] ?? 'missing' }))
}

/** How many of them nobody has, and how many there are without the translation that they need. */
export function countLacking(documents: readonly WantedDocument[]): { readonly missing: number; readonly untranslated: number } {
  return {
    missing: documents.filter(({ state }) => state === 'missing').length,
    untranslated: documents.filter(({ state, translation }) => translation && (state === 'drafted' || state === 'complete')).length,
  }
}
