import type { Recall, RecallBranch } from '@enlace/api'
import type { RecallNode } from '@enlace/records'
import { readRecallTree, readReported } from '../store/recall-tree.ts'
import { readRecallWords } from '../store/recall-words.ts'
import { type RecallRow, recallStateOf } from '../store/recalls.ts'
import type { Desk } from './desk.ts'

/** Recalls as pages show them; their words and the record's id only for who may read the records. */
export async function showRecalls(desk: Desk, rows: readonly RecallRow[], reads: boolean): Promise<Recall[]> {
  const words = reads ? await readRecallWords(desk.sql, desk.keystore, rows) : new Map()
  const now = desk.now()
  const known = new Set(desk.partners.map(({ party }) => party))
  const behind = async (row: RecallRow) => {
    if (row.direction === 'out') return await readReported(desk.sql, desk.keystore, row)
    return row.relayed ? await readRecallTree(desk.sql, desk.keystore, row, { now, known }) : []
  }
  const trees = new Map(await Promise.all(rows.map(async (row) => [row.recallId, await behind(row)] as const)))
  return rows.map((row): Recall => {
    const said = words.get(row.recallId)
    const state = recallStateOf(row)
    const reverse = row.answerLogSeq === null ? null : { origin: reverseOf(row), seq: row.answerLogSeq }
    return {
      id: String(row.recallId),
      direction: row.direction === 'out' ? 'sent' : 'received',
      partner: row.partner,
      agency: row.agency,
      kind: row.kind,
      record: said?.id === undefined ? null : { id: said.id },
      reason: row.reason,
      words: reads ? (said?.words ?? '') : null,
      by: said?.by ?? null,
      state,
      overdue: row.state === 'open' && row.purgeBy <= now,
      purgeBy: row.purgeBy.toISOString(),
      toldAt: row.at.toISOString(),
      receivedAt: row.receivedAt?.toISOString() ?? null,
      hiddenAt: (row.direction === 'in' ? row.at : row.ack === 'ack' ? row.ackAt : null)?.toISOString() ?? null,
      refusedFor: row.ack === 'nack' ? (row.ackReason ?? '') : null,
      answeredAt: row.answeredAt?.toISOString() ?? null,
      answerWords: reads ? (said?.reply?.words ?? null) : null,
      purgedVersions: row.answer === 'purged' ? (said?.reply?.versions ?? null) : null,
      derived: row.direction === 'in' ? row.derived : (said?.reply?.derived ?? 0),
      position: { origin: row.origin, seq: row.logSeq },
      answerPosition: reverse,
      countersignedAt: countersigned(row)?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      author: row.author,
      authorWord: row.authorWord,
      passedOn: (trees.get(row.recallId) ?? []).map((node) => showBranch(node, now)),
      treePosition: row.treeSeq === null ? null : { origin: row.treeOrigin ?? '', seq: row.treeSeq },
    }
  })
}

function showBranch({ versions, answer, ...node }: RecallNode, now: Date): RecallBranch {
  const isOpen = !ended.has(node.state)
  return { ...node, via: [...node.via], overdue: isOpen && new Date(node.purgeBy) <= now, purgedVersions: versions, answerPosition: answer }
}

const ended: ReadonlySet<string> = new Set(['purged', 'already_erased', 'never_received', 'never_readable', 'withdrawn', 'replaced'])

/** What we read of the partner's log we cosigned before; of our own answer, when the partner did. */
function countersigned(row: RecallRow): Date | null {
  return row.direction === 'in' ? row.answerReceiptAt : row.answerLogSeq === null ? null : row.answeredAt
}

/** The log the other way: `node.a/out/b/1` answers `node.b/out/a/1`. */
function reverseOf({ origin, answerOrigin }: RecallRow): string {
  return answerOrigin ?? origin
}
