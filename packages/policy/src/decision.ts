import type { Addressee } from '@enlace/records'
import { type Explanation, explain } from './explanation.ts'

/** Every reason for which a record stays home. The sentence of each is `withhold_<reason>` in decisions.json. */
export const withholdReasons = [
  'addressed_elsewhere',
  'addressee_not_covered',
  'agreement_ended',
  'agreement_not_started',
  'ai_made_as_evidence',
  'classification_differs',
  'condition_not_met',
  'consent_ended',
  'consent_refused',
  'consent_withdrawn',
  'direction_not_covered',
  'force_or_targeting',
  'home_only',
  'id_not_rewritable',
  'invalid_after_redaction',
  'kind_not_covered',
  'label_of_another',
  'marking_above_ceiling',
  'military_may_not_receive',
  'no_agreement',
  'no_immigration_limit',
  'no_legal_basis',
  'no_permitted_use',
  'not_ours_to_release',
  'partner_ids_break_consent',
  'permitted_use_not_accepted',
  'personal_data_refused',
  'recalled',
  'recipient_is_self',
  'requirement_missing',
  'revoked',
  'source_recalled',
  'too_large',
] as const
export type WithholdReason = (typeof withholdReasons)[number]

/** Why what could leave waits: a rights flag that nobody answered, or one that was answered with a stop. Sentences: `hold_<reason>` in decisions.json. */
export const holdReasons = ['rights_flag', 'rights_stop'] as const
export type HoldReason = (typeof holdReasons)[number]

/** Goes out now, without the named fields, to the named compartment of the recipient. */
export type Released = {
  readonly outcome: 'release'
  /** `<agreement id>/<agreement version>`, or `share` inside a party. */
  readonly under: string
  /** Names of fields struck from the copy that leaves; sorted. */
  readonly without: readonly string[]
  /** Selectors of parts marked above the recipient's ceiling: each gives way to its tear-line, or is struck. Sorted; absent: none. */
  readonly marked?: readonly string[]
  /** Limits that the copy gets beside its author's, because of who receives it. Absent: none. */
  readonly addedUses?: readonly string[]
  /** The addressee that the copy names because its author named none. Absent: it stands as written. */
  readonly addedTo?: Addressee
  readonly mode: 'automatic' | 'officer'
  readonly toAgency: string
  /** Days after which the recipient must not hold the copy; null when the agreement sets none. */
  readonly retentionDays: number | null
  readonly explanation: Explanation
}

/** Waits for the releasing officer of the owner agency. */
export type Asked = Omit<Released, 'outcome' | 'mode'> & { readonly outcome: 'ask' }

/** Stays home by rule. */
export type Withheld = { readonly outcome: 'withhold'; readonly reason: WithholdReason; readonly explanation: Explanation }

/** Would leave or be asked about, and waits until the reason is gone: then it is decided again. */
export type Held = { readonly outcome: 'hold'; readonly reason: HoldReason; readonly explanation: Explanation }

/** Stays home by an officer's word. */
export type Denied = { readonly outcome: 'deny'; readonly under: string; readonly explanation: Explanation }

export type Decision = Released | Asked | Withheld | Held | Denied

/** A record stays home, and says why. */
export function withhold(reason: WithholdReason, values: Explanation['values'] = {}): Withheld {
  return { outcome: 'withhold', reason, explanation: explain(`withhold_${reason}`, values) }
}

/** What could leave waits. */
export function hold(reason: HoldReason): Held {
  return { outcome: 'hold', reason, explanation: explain(`hold_${reason}`) }
}

/** What would leave by rule alone waits for a person when its type of document is cleared inside the party first. */
export function holdForClearance<Other extends Withheld | Held>(decision: Released | Asked | Other): Released | Asked | Other {
  if (decision.outcome !== 'release') return decision
  const { mode: _mode, ...rest } = decision
  return { ...rest, outcome: 'ask', explanation: explain('ask_clearance') }
}
