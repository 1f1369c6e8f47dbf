import { canonicalBytes, type JsonObject } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import type { ReleasePlace } from '@enlace/proof/node'
import { isDraft } from '@enlace/records'
import type { EntryDraft } from '../store/append-entries.ts'
import type { StoredRecord } from '../store/stored-records.ts'
import { isHome, isSealed, type Judged } from './judged.ts'

/** Who decided: a standing rule, or an officer with the reason that was given. */
export type DecidedBy =
  | { readonly mode: 'rule' }
  | { readonly mode: 'officer'; readonly actor: Actor; readonly reason: string; readonly first?: string }

function draftOf(record: StoredRecord): string | undefined {
  return typeof record.envelope.draft_status === 'string' ? record.envelope.draft_status : undefined
}

export function decisionDocument({ record, partner, decision }: Judged, by: DecidedBy, at: Date): JsonObject {
  return {
    at: at.toISOString(),
    explanation: { code: decision.explanation.code, values: { ...decision.explanation.values } },
    outcome: decision.outcome,
    partner: partner.party,
    version: record.seq,
    ...(isHome(decision) ? { reason: decision.reason } : { under: decision.under }),
    ...(decision.outcome === 'release' || decision.outcome === 'ask'
      ? {
          to_agency: decision.toAgency,
          without: [...decision.without],
          ...(decision.marked === undefined ? {} : { marked: [...decision.marked] }),
        }
      : {}),
    ...(by.mode === 'officer'
      ? { officer: by.actor.user, reason_given: by.reason, ...(by.first === undefined ? {} : { first_officer: by.first }) }
      : {}),
    ...(decision.outcome === 'release' && isDraft(draftOf(record)) ? { as_draft: draftOf(record) as string } : {}),
  }
}

export function outgoingDraft(
  { record, partner, decision, outgoing, update }: Judged,
  at: Date,
  mode: 'rule' | 'officer',
  signRelease: (agency: string, place: ReleasePlace) => Promise<Uint8Array>,
): EntryDraft {
  if (decision.outcome !== 'release' || outgoing === undefined) throw new Error('only a release leaves')
  const release = {
    agreement: decision.under,
    by: { agency: record.agency, mode: mode === 'officer' ? 'officer' : 'standing' },
    decided_at: at.toISOString(),
    removed: [...outgoing.removed],
    ...(outgoing.ids.size === 0 ? {} : { partner_ids: [...outgoing.ids.values()].sort() }),
    ...(outgoing.torn.length === 0 ? {} : { tear_lines: [...outgoing.torn] }),
    to: { agency: decision.toAgency, party: partner.party },
    v: 1,
    ...(isDraft(draftOf(record)) ? { as_draft: draftOf(record) as string } : {}),
    ...(decision.retentionDays === null ? {} : { retention_days: decision.retentionDays }),
  }
  return {
    type: record.revoked ? 'recall' : update ? 'update' : 'offer',
    at,
    body: {
      agency: record.agency,
      key: { slot: record.slot },
      items: [outgoing.object, outgoing.envelope, ...[outgoing.files, outgoing.consent].filter((item) => item !== undefined)],
      release: canonicalBytes(release),
      receiptFirst: isSealed({ record, partner }),
      ...(mode === 'officer' ? { sign: (place: ReleasePlace) => signRelease(record.agency, place) } : {}),
    },
  }
}
