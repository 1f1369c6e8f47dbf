import { canonicalBytes } from '@enlace/core'
import type { Decision } from '@enlace/policy'
import type { ReleasePlace } from '@enlace/proof/node'
import { recallDefaultHours } from '@enlace/records'
import type { TransactionSql } from 'postgres'
import { type DecisionRow, decisionsWritten, insertDecisions, standsAlone } from '../store/decisions.ts'
import type { Writing } from '../store/log-writer.ts'
import { insertRecall } from '../store/recalls.ts'
import { positionsWritten } from '../store/write-records.ts'
import { type DecidedBy, decisionDocument, outgoingDraft } from './decision-document.ts'
import { isHome, type Judged, logFor } from './judged.ts'

export type WriteDecisions = (
  writing: Writing,
  judged: readonly Judged[],
  by: DecidedBy,
) => Promise<{ readonly ids: Promise<readonly number[]>; readonly seqs: readonly number[] }>

/** Journals the decisions, appends what leaves to the partners' logs and keeps the rows; gives decision ids and the journal positions. */
export function createWriteDecisions(options: {
  readonly journalId: number
  readonly now: () => Date
  readonly signRelease: (agency: string, place: ReleasePlace) => Promise<Uint8Array>
}): WriteDecisions {
  const { journalId } = options
  return async (writing, judged, by) => {
    const at = options.now()
    const byAgency = [...Map.groupBy(judged, (item) => item.record.agency)]
    const journaled = await writing.append(
      journalId,
      byAgency.map(([agency, items]) => ({
        type: 'decision',
        at,
        body: { agency, key: 'day' as const, items: items.map((item) => canonicalBytes(decisionDocument(item, by, at))) },
      })),
    )
    const seqOf = new Map(byAgency.map(([agency], i) => [agency, journaled[i] as number]))
    const places = new Map<Judged, { logId: number; seq: number }>()
    for (const [logId, items] of Map.groupBy(
      judged.filter((item) => item.decision.outcome === 'release'),
      logFor,
    )) {
      const drafts = items.map((item) => outgoingDraft(item, at, by.mode, options.signRelease))
      const seqs = await writing.append(logId, drafts, items[0]?.partner.seen(logId))
      for (const [i, item] of items.entries()) places.set(item, { logId, seq: seqs[i] as number })
    }
    const rows = judged.map((item): DecisionRow => {
      const { decision } = item
      return {
        seq: seqOf.get(item.record.agency) as number,
        versionSeq: item.record.seq,
        partner: item.partner.party,
        agency: item.record.agency,
        outcome: decision.outcome,
        reason: isHome(decision) ? decision.reason : decision.explanation.code,
        agreement: isHome(decision) ? null : decision.under,
        without: [...new Set([...withoutOf(decision), ...(item.outgoing?.removed ?? [])])].sort(),
        tearLines: item.outgoing?.torn ?? [],
        decidedBy: by.mode === 'officer' ? [by.first ?? [], by.actor.user].flat().join(', ') : null,
        decidedAt: at,
        outLog: places.get(item)?.logId ?? null,
        outSeq: places.get(item)?.seq ?? null,
        ...(item.ofHold === true ? { ofHold: true } : {}),
        ...(item.consent === undefined ? {} : { consentSeq: item.consent.said.seq }),
        partnerId: item.outgoing?.ids.has(String(item.record.object.id)) ?? false,
      }
    })
    const positions = [...places].map(([item, place]) => ({ seq: item.record.seq, logId: place.logId, logSeq: place.seq }))
    if (positions.length > 0) writing.beside({ parts: writing.sql`left_to as (${positionsWritten(writing.sql, positions)})` })
    for (const [item, place] of places) if (item.record.revoked) writing.queue(noteRevoked(writing.sql, item, place, seqOf, at))
    const seqs = rows.map((row) => row.seq)
    if (rows.length === 0 || by.mode !== 'rule' || !rows.every(standsAlone)) return { ids: insertDecisions(writing.sql, rows), seqs }
    // Nobody asks for the number of what a rule decided.
    writing.beside({ parts: writing.sql`decided as (${decisionsWritten(writing.sql, rows)})` })
    return { ids: Promise.resolve([]), seqs }
  }
}

/** A revoked version that leaves is a recall: its tree is followed like that of any other. */
async function noteRevoked(
  tx: TransactionSql,
  { record, partner }: Judged,
  place: { readonly logId: number; readonly seq: number },
  seqOf: ReadonlyMap<string, number>,
  at: Date,
): Promise<void> {
  const { rid, agency, kind } = record
  const purgeBy = new Date(at.getTime() + recallDefaultHours * 3_600_000)
  const said = { direction: 'out', reason: 'revoked', state: 'open', answer: null } as const
  const seq = seqOf.get(agency) as number
  await insertRecall(tx, { ...said, rid, partner: partner.party, agency, kind, purgeBy, seq, logId: place.logId, logSeq: place.seq, at })
}

function withoutOf(decision: Decision): readonly string[] {
  return decision.outcome === 'release' || decision.outcome === 'ask' ? decision.without : []
}
