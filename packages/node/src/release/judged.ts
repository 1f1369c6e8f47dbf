import { type Agreement, type Decision, type Held, isReceiptedFirst, type RecordFacts, type Withheld } from '@enlace/policy'
import type { FieldMark } from '@enlace/records'
import type { HeldConsent } from '../store/consents.ts'
import type { Lane } from '../store/log-names.ts'
import type { StoredRecord } from '../store/stored-records.ts'

/** A partner as the release stage sees it: where released copies go, and under what. */
export type ReleasePartner = {
  readonly party: string
  readonly agreement: Agreement | undefined
  readonly outLogId: number
  /** The log of what must not wait; absent while the partner's node keeps none, and then everything goes the other way. */
  readonly flashLogId?: number | undefined
  /** Whether its node knows entries that are receipted before they can be read; absent: it does not. */
  readonly takesSealed?: boolean
  /** How much of the partner's log of the same lane we have receipted: what an outgoing entry can have known. */
  readonly seen: (outLogId: number) => number
}

export type Outgoing = {
  readonly object: Uint8Array
  readonly envelope: Uint8Array
  /** The list of attached files that go with it; undefined when none do. */
  readonly files?: Uint8Array
  /** The consent of its author, in a copy that is passed on. */
  readonly consent?: Uint8Array
  readonly removed: readonly string[]
  /** Selectors of fields in which a tear-line stands for the full text. */
  readonly torn: readonly string[]
  /** Ids in it that were made for this partner, by those that they stand for. */
  readonly ids: ReadonlyMap<string, string>
}

export type Judged = {
  readonly record: StoredRecord
  readonly partner: ReleasePartner
  readonly decision: Decision
  readonly lane: Lane
  readonly outgoing?: Outgoing
  readonly update: boolean
  readonly consent?: ProvenConsent
  readonly ids?: FactsBeside['ids']
  /** It was held, and is decided again. */
  readonly ofHold?: boolean
}

/** A consent that this node holds, with the item that shows it to others. */
export type ProvenConsent = { readonly said: HeldConsent; readonly item: Uint8Array }

/** What a decision depends on beside the version itself. */
export type FactsBeside = Pick<RecordFacts, 'recalled' | 'sourceRecalled' | 'rights' | 'about' | 'consent'> & {
  /** Marks of the record that this one translates. */
  readonly translated?: readonly FieldMark[]
  /** The proof of that consent. */
  readonly held?: ProvenConsent
  /** Ids that leave as others, where the agreement speaks of them. */
  readonly ids?: ReadonlyMap<string, string> | 'impossible'
}

/** Stays home or waits: either has a reason, and neither has terms. */
export function isHome(decision: Decision): decision is Withheld | Held {
  return decision.outcome === 'withhold' || decision.outcome === 'hold'
}

/** A partner whose node does not know sealed entries gets nothing under an agreement that asks for them, rather than plain text. */
export function isHeldBack({ agreement, takesSealed }: Pick<ReleasePartner, 'agreement' | 'takesSealed'>): boolean {
  return agreement?.receiptBeforeRead !== undefined && takesSealed !== true
}

/** Whether a record is to be receipted before it can be read. A recall must work at once. */
export function isSealed({ record, partner }: Pick<Judged, 'record' | 'partner'>): boolean {
  return !record.revoked && isReceiptedFirst(partner.agreement, record.kind)
}

/** The log that a released copy goes to. */
export function logFor({ partner, lane }: Judged): number {
  return lane === 'flash' ? (partner.flashLogId ?? partner.outLogId) : partner.outLogId
}

export function logsOf({ outLogId, flashLogId }: ReleasePartner): number[] {
  return flashLogId === undefined ? [outLogId] : [outLogId, flashLogId]
}
