import type { ClearanceRoute } from './clearance.ts'
import { type Clearance, mayResubmit } from './compute-clearance.ts'
import { type Actor, mayDo } from './may-do.ts'

/** What a person can do to a document on its way. */
export const personalActs = ['comment', 'concur', 'non_concur', 'return', 'withdraw', 'resubmit'] as const
export type PersonalAct = (typeof personalActs)[number]

export type OnItsWay = {
  readonly route: ClearanceRoute
  readonly clearance: Clearance
  /** The agency that wrote the document, and the account that handed it in where the node knows it. */
  readonly agency: string
  readonly author: string | null
}

/** Agencies that see a document on its way beside the one that wrote it: those whose step has been reached. */
export function shownTo({ route, clearance, agency }: OnItsWay): readonly string[] {
  const reached = route.steps.filter((_, i) => (clearance.steps[i]?.state ?? 'waiting') !== 'waiting')
  return [...new Set(reached.map((step) => step.agency))].filter((name) => name !== agency)
}

/**
 * What this person may do to it now. Nobody clears what they wrote, and nobody clears two steps of one round: nothing leaves on one officer's
 * word. The author's agency may take it back until it is cleared, and hand it in again afterwards; whoever may act may also comment.
 */
export function mayClear(actor: Actor, given: OnItsWay): readonly PersonalAct[] {
  const { route, clearance, agency, author } = given
  if (!mayDo(actor, 'clearance.act', { agency, sharedWith: shownTo(given) }).allowed) return []
  const acts: PersonalAct[] = []
  const step = clearance.step === null ? undefined : route.steps[clearance.step]
  const answering = step?.agency === actor.agency && step.role === actor.role && actor.user !== author
  const before = clearance.steps.some((one, i) => i !== clearance.step && one.state === 'cleared' && one.by === actor.user)
  if (answering && !before) acts.push('concur', ...(clearance.state === 'open' ? (['non_concur'] as const) : []), 'return')
  if (actor.agency === agency && mayDo(actor, 'record.create', { agency }).allowed) {
    if (clearance.state === 'open' || clearance.state === 'objected') acts.push('withdraw')
    if (mayResubmit(clearance.state)) acts.push('resubmit')
  }
  if (clearance.state !== 'replaced') acts.unshift('comment')
  return acts
}

/** Whether the document waits for this very person: their inbox shows it. */
export function waitsFor(actor: Actor, given: OnItsWay): boolean {
  const acts = mayClear(actor, given)
  return acts.includes('concur') || (acts.includes('resubmit') && given.clearance.state !== 'withdrawn')
}
