import { accept, type Result, refuse } from '@enlace/core'
import { isDraft } from '@enlace/records'
import type { Asked, Denied, Held, Released, Withheld } from './decision.ts'
import { explain } from './explanation.ts'
import { type Actor, mayDo } from './may-do.ts'

export type OfficerChoice = {
  readonly outcome: 'release' | 'deny'
  /** Names of fields to strike: all that the rule already strikes, and any more. */
  readonly without: readonly string[]
  readonly reason: string
  /** The officer says that a text which is not agreed leaves as what it is: a draft. */
  readonly asDraft?: boolean
}

export type OfficerRefusal =
  | 'not_permitted'
  | 'no_longer_releasable'
  | 'rights_flag'
  | 'rights_stop'
  | 'draft_not_agreed'
  | 'struck_field_restored'
  | 'field_unknown'
  | 'reason_missing'

/**
 * Turns what a releasing officer chose into a decision. `standing` is `decideRelease` asked again on the day of the choice, because the
 * agreement may have ended while the record waited; `fields` are the declared fields present in the record.
 * An officer may strike more fields, never fewer, and must say why. Refusals name the field in `detail.field`.
 */
export function applyOfficerDecision(
  standing: Released | Asked | Withheld | Held,
  choice: OfficerChoice,
  actor: Actor,
  record: { readonly agency: string; readonly fields: readonly string[]; readonly envelope?: { readonly draft_status?: string } },
): Result<Released | Denied, OfficerRefusal> {
  const allowed = mayDo(actor, 'release_task.decide', { agency: record.agency })
  if (!allowed.allowed) return refuse('not_permitted', { why: allowed.reason })
  if (choice.reason.trim() === '') return refuse('reason_missing', { field: '/reason' })
  if (choice.outcome === 'deny') {
    const under = standing.outcome === 'withhold' || standing.outcome === 'hold' ? '' : standing.under
    return accept({ outcome: 'deny', under, explanation: explain('deny_officer', { agency: record.agency }) })
  }
  if (standing.outcome === 'hold') return refuse(standing.reason, { field: '/outcome' })
  if (standing.outcome === 'withhold') return refuse('no_longer_releasable', { why: standing.reason })
  const draft = record.envelope?.draft_status
  if (isDraft(draft) && choice.asDraft !== true) return refuse('draft_not_agreed', { field: '/asDraft', status: draft ?? '' })
  const restored = standing.without.find((name) => !choice.without.includes(name))
  if (restored !== undefined) return refuse('struck_field_restored', { field: '/without', name: restored })
  const unknown = choice.without.find((name) => !record.fields.includes(name))
  if (unknown !== undefined) return refuse('field_unknown', { field: '/without', name: unknown })
  const without = [...new Set(choice.without)].sort()
  return accept({
    ...standing,
    outcome: 'release',
    mode: 'officer',
    without,
    explanation: explain('release_officer', { agency: record.agency, struck: without.length }),
  })
}
