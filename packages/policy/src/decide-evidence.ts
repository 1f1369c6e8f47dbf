import { type Agreement, agreementReference } from './agreement.ts'
import { isInForce } from './decide-release.ts'
import type { HoldReason } from './decision.ts'
import { type Explanation, explain } from './explanation.ts'
import type { Role } from './may-do.ts'

/** Every reason for which a proof is not opened. The sentence of each is `evidence_refuse_<reason>` in decisions.json. */
export const evidenceRefusals = [
  'ai_made',
  'consent_missing',
  'inspector_for_others',
  'limit_not_evidence',
  'limit_no_court',
  'limit_no_onward',
  'no_agreement',
  'notice_missing',
  'order_missing',
  'order_not_from_court',
  'order_refused',
  'recipient_not_covered',
  'rights_flag',
  'rights_stop',
  'role',
] as const
export type EvidenceRefusal = (typeof evidenceRefusals)[number]

/** What whoever hands the file over must know; the sentence of each is `evidence_warn_<warning>` in decisions.json. */
export const evidenceWarnings = [
  'agreement_ended',
  'ai_made',
  'author_unasked',
  'limit_set_aside',
  'locates_person',
  'notify_after',
  'personal_data',
] as const
export type EvidenceWarning = { readonly code: (typeof evidenceWarnings)[number]; readonly values: Explanation['values'] }

export type EvidenceRequest = {
  readonly role: Role
  readonly self: string
  /** The party that gets the file, or a code of the agreement's `may_show_to`. */
  readonly recipient: string
  /** How much is shown: everything, only what lets others open what they hold, or only that the entry exists. */
  readonly show: 'record' | 'opening' | 'entry'
  readonly ground: 'proof_use' | 'court_order'
  /** The court's order: court, number, date. */
  readonly order: string
  /** Parties whose consent is at hand, besides the own. */
  readonly consents: readonly string[]
  /** Parties that were told of the court's order before. */
  readonly notified: readonly string[]
  readonly today: string
  readonly record: {
    /** The party that wrote it. */
    readonly from: string
    /** Parties in whose logs it lies: where it went and where it came from. */
    readonly partners: readonly string[]
    readonly permittedUse: readonly string[]
    readonly origin: string
    readonly locatedPerson: boolean
    readonly personal: boolean
    /** A rights flag holds it, or what it refers to; absent: none does. */
    readonly paused?: HoldReason | undefined
  }
}

export type EvidenceDecision =
  | {
      readonly outcome: 'open'
      readonly ground: 'proof_use' | 'court_order' | 'own_record'
      /** Agreements whose clause on proofs was applied. */
      readonly under: readonly string[]
      readonly warnings: readonly EvidenceWarning[]
      readonly explanation: Explanation
    }
  | { readonly outcome: 'refuse'; readonly reason: EvidenceRefusal; readonly explanation: Explanation }

/**
 * Decides whether the proof of a record may be opened to somebody: the clause on proofs of the agreement with every party whose log it lies in
 * (agreements, `proof_use`), and the limits that its author set. Each party may always be shown what it wrote or received itself. A record that
 * never left its party is for that party to show. Only what a court orders sets an author's limits aside, where the clause lets it.
 */
export function decideEvidence(request: EvidenceRequest, agreementWith: (partner: string) => Agreement | undefined): EvidenceDecision {
  const { record, recipient } = request
  const mayOpen =
    request.role === 'releasing-officer' || request.role === 'inspector' || (request.role === 'legal-adviser' && recipient === 'counsel')
  if (!mayOpen) return refuse('role')
  if (request.role === 'inspector' && recipient !== 'inspector') return refuse('inspector_for_others')
  // What a flag fears for a person is not kept from whoever oversees or defends them, and the bare entry says nothing of anybody.
  const held = record.paused !== undefined && request.show !== 'entry' && recipient !== 'inspector' && recipient !== 'counsel'
  if (held) return refuse(record.paused)
  const ordered = request.ground === 'court_order'
  if (ordered && recipient !== 'court') return refuse('order_not_from_court')
  if (ordered && request.order.trim() === '') return refuse('order_missing')

  const limit = ordered ? undefined : brokenLimit(request)
  if (limit !== undefined) return refuse(limit, { from: record.from })

  const concerned = record.partners.includes(recipient) ? [recipient] : record.partners
  const under: string[] = []
  const warnings: EvidenceWarning[] = []
  for (const partner of concerned) {
    const agreement = agreementWith(partner)
    if (agreement === undefined) return refuse('no_agreement', { party: partner })
    const refused = clauseRefuses(request, partner, agreement)
    if (refused !== undefined) return refused
    under.push(agreementReference(agreement))
    if (!isInForce(agreement, request.today)) warnings.push({ code: 'agreement_ended', values: { agreement: agreement.id } })
    if (ordered && agreement.proofUse.onCourtOrder === 'notify_after') warnings.push({ code: 'notify_after', values: { party: partner } })
  }
  const ground = under.length === 0 && !ordered ? 'own_record' : request.ground
  return {
    outcome: 'open',
    ground,
    under,
    warnings: [...warnings, ...warningsOf(request)],
    explanation: explain(`evidence_open_${ground}`),
  }
}

/** A limit that the author set and nobody but the author lifts. */
function brokenLimit({ record, recipient, self, consents, show }: EvidenceRequest): EvidenceRefusal | undefined {
  if (recipient === 'court' && show === 'record' && record.origin === 'ai_made') return 'ai_made'
  if (record.from === self || record.partners.includes(recipient)) return undefined
  if (recipient === 'court' && record.permittedUse.includes('no_court')) return 'limit_no_court'
  if (recipient === 'court' && !record.permittedUse.includes('evidence')) return 'limit_not_evidence'
  if (record.permittedUse.includes('no_onward') && !consents.includes(record.from)) return 'limit_no_onward'
  return undefined
}

function clauseRefuses(request: EvidenceRequest, partner: string, { id, proofUse }: Agreement): EvidenceDecision | undefined {
  const { recipient, record, self } = request
  if (recipient === partner) return undefined
  if (request.ground === 'court_order') {
    if (proofUse.onCourtOrder === 'refuse') return refuse('order_refused', { agreement: id })
    const told = proofUse.onCourtOrder === 'notify_after' || request.notified.includes(partner)
    return told ? undefined : refuse('notice_missing', { party: partner })
  }
  if (!proofUse.mayShowTo.includes(recipient)) return refuse('recipient_not_covered', { agreement: id, recipient })
  // Whoever opens the proof consents by doing so.
  const needed = proofUse.consent === 'both' ? [partner] : proofUse.consent === 'author' && record.from !== self ? [record.from] : []
  const missing = needed.find((party) => !request.consents.includes(party))
  return missing === undefined ? undefined : refuse('consent_missing', { party: missing })
}

function warningsOf({ record, ground, self, show, recipient }: EvidenceRequest): EvidenceWarning[] {
  const limits = record.permittedUse.filter((use) => use.startsWith('no_'))
  const ordered = ground === 'court_order'
  const warned: readonly (readonly [EvidenceWarning['code'], boolean])[] = [
    ['ai_made', ordered && record.origin === 'ai_made'],
    ['author_unasked', ordered && record.from !== self],
    ['limit_set_aside', ordered && (limits.includes('no_court') || limits.includes('no_onward'))],
    ['locates_person', record.locatedPerson && show === 'record'],
    ['personal_data', record.personal && show === 'record' && !record.partners.includes(recipient)],
  ]
  return warned.flatMap(([code, holds]) => (holds ? [{ code, values: {} }] : []))
}

function refuse(reason: EvidenceRefusal, values: Explanation['values'] = {}): EvidenceDecision {
  return { outcome: 'refuse', reason, explanation: explain(`evidence_refuse_${reason}`, values) }
}
