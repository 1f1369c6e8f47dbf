import { type ClearanceRoute, missingAttachments, type Silence } from './clearance.ts'
import { dueInstant, type WorkCalendars } from './deadline.ts'

/** What can happen to a document on its way. `silence` is written by the node's clock, everything else by a person. */
export const clearanceActs = ['open', 'comment', 'concur', 'non_concur', 'return', 'silence', 'withdraw', 'resubmit', 'replace'] as const
export type ClearanceAct = (typeof clearanceActs)[number]

/** One thing that happened, in the order of the journal. `by` is absent for what no person did. */
export type ClearanceEvent = { readonly act: ClearanceAct; readonly at: string; readonly by?: string }

export const clearanceStates = ['open', 'cleared', 'objected', 'returned', 'withdrawn', 'replaced'] as const
export type ClearanceState = (typeof clearanceStates)[number]

export type StepState = {
  readonly state: 'waiting' | 'open' | 'cleared' | 'objected' | 'returned'
  /** By a person's word or by silence; null while nobody has answered. */
  readonly how: 'person' | 'silence' | null
  readonly by: string | null
  readonly openedAt: string | null
  /** When silence takes effect or the step is late, known from the moment it opens; null: no term. */
  readonly dueAt: string | null
  readonly answeredAt: string | null
}

export type Clearance = {
  readonly state: ClearanceState
  /** 1 for the first time round; each resubmission starts anew. */
  readonly round: number
  /** The step that must answer, or whose objection stands; null when nobody has to. */
  readonly step: number | null
  readonly steps: readonly StepState[]
  /** What is to happen by itself, and when: only while the step is open and its silence means something. */
  readonly silence: { readonly means: Exclude<Silence, 'wait'>; readonly at: string } | null
  /** The term of the open step has passed. */
  readonly late: boolean
}

const waiting: StepState = { state: 'waiting', how: null, by: null, openedAt: null, dueAt: null, answeredAt: null }

/**
 * Where a document stands on its route, from what happened to it so far. Only events move it: an hour that has passed makes the step late, and
 * whoever runs the clock then writes the silence, so that a replay in ten years tells the same. Events that do not fit are without effect.
 */
export function computeClearance(
  route: ClearanceRoute,
  events: readonly ClearanceEvent[],
  calendars: WorkCalendars,
  now: string,
): Clearance {
  let at: Walk = { state: 'withdrawn', round: 0, step: null, steps: [] }
  for (const event of events) at = walk(at, event, route, calendars)
  const open = at.state === 'open' && at.step !== null ? at.steps[at.step] : undefined
  const means = at.step === null ? undefined : route.steps[at.step]?.silence
  const due = open?.dueAt ?? null
  return {
    ...at,
    silence: due === null || means === undefined || means === 'wait' ? null : { means, at: due },
    late: due !== null && Date.parse(due) <= Date.parse(now),
  }
}

type Walk = Pick<Clearance, 'state' | 'round' | 'step' | 'steps'>

function walk(at: Walk, event: ClearanceEvent, route: ClearanceRoute, calendars: WorkCalendars): Walk {
  if (event.act === 'open') return at.round === 0 ? begin(at, event, route, calendars) : at
  if (event.act === 'resubmit') return mayResubmit(at.state) ? begin(at, event, route, calendars) : at
  if (event.act === 'replace') return { ...at, state: 'replaced', step: null }
  if (event.act === 'withdraw') return at.state === 'open' || at.state === 'objected' ? { ...at, state: 'withdrawn', step: null } : at
  if (at.step === null || (at.state !== 'open' && at.state !== 'objected')) return at
  if (event.act === 'concur') return clear(at, at.step, event, 'person', route, calendars)
  if (event.act === 'return') return answer(at, at.step, event, 'returned')
  if (at.state !== 'open') return at
  if (event.act === 'non_concur') return answer(at, at.step, event, 'objected')
  if (event.act !== 'silence') return at
  const means = route.steps[at.step]?.silence
  if (means === 'clear') return clear(at, at.step, event, 'silence', route, calendars)
  return means === 'object' ? answer(at, at.step, event, 'objected') : at
}

/**
 * What silence will do to this document, and when; null where it means nothing, or where it cannot clear because an attachment is missing: only
 * a person can say that it is not needed, by returning the document to its author.
 */
export function silenceOf(route: ClearanceRoute, clearance: Clearance, envelope: Readonly<Record<string, unknown>>): Clearance['silence'] {
  const step = clearance.step === null ? undefined : route.steps[clearance.step]
  if (step === undefined || clearance.silence === null) return null
  return clearance.silence.means === 'clear' && missingAttachments(step, envelope).length > 0 ? null : clearance.silence
}

/** A document that was returned, withdrawn or objected to may be handed in again; one that is on its way or done may not. */
export function mayResubmit(state: ClearanceState): boolean {
  return state === 'returned' || state === 'withdrawn' || state === 'objected'
}

function begin(at: Walk, event: ClearanceEvent, route: ClearanceRoute, calendars: WorkCalendars): Walk {
  const steps = route.steps.map((_, i) => (i === 0 ? openStep(route, 0, event.at, calendars) : waiting))
  return { state: 'open', round: at.round + 1, step: 0, steps }
}

function openStep(route: ClearanceRoute, index: number, at: string, calendars: WorkCalendars): StepState {
  const within = route.steps[index]?.within ?? null
  return { ...waiting, state: 'open', openedAt: at, dueAt: within === null ? null : dueInstant(within, at, calendars) }
}

function clear(
  at: Walk,
  step: number,
  event: ClearanceEvent,
  how: 'person' | 'silence',
  route: ClearanceRoute,
  calendars: WorkCalendars,
): Walk {
  const cleared = { ...(at.steps[step] as StepState), state: 'cleared' as const, how, by: event.by ?? null, answeredAt: event.at }
  const next = step + 1
  if (next >= route.steps.length) return { ...at, state: 'cleared', step: null, steps: at.steps.with(step, cleared) }
  return { ...at, state: 'open', step: next, steps: at.steps.with(step, cleared).with(next, openStep(route, next, event.at, calendars)) }
}

function answer(at: Walk, step: number, event: ClearanceEvent, state: 'objected' | 'returned'): Walk {
  const how = event.act === 'silence' ? ('silence' as const) : ('person' as const)
  const answered = { ...(at.steps[step] as StepState), state, how, by: event.by ?? null, answeredAt: event.at }
  return { ...at, state, step: state === 'objected' ? step : null, steps: at.steps.with(step, answered) }
}
