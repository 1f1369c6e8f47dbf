import { parseRecallTree, type RecallNode } from '@enlace/records'
import type { Sql } from 'postgres'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import { readRecallWords } from './recall-words.ts'
import { findRecall, type RecallRow, recallStateOf } from './recalls.ts'
import { readRelayed } from './relayed-recalls.ts'

/** A third party that had this long to receipt a recall and did not is said not to have been reached. */
const reachedWithinMs = 60_000

/**
 * Everybody behind this node whom a recall that came concerns, as this node knows it: whom it passed the recall on to, and whom those say that they
 * passed it on to. `known`: the parties that this node still exchanges with.
 */
export async function readRecallTree(
  sql: Sql,
  keystore: Keystore,
  recall: { readonly recallId: number; readonly purgeBy: Date },
  { now, known }: { readonly now: Date; readonly known: ReadonlySet<string> },
): Promise<readonly RecallNode[]> {
  const nodes: RecallNode[] = []
  for (const { partner, outRecall, failed } of await readRelayed(sql, recall.recallId)) {
    const row = outRecall === null ? undefined : await findRecall(sql, outRecall)
    if (row === undefined) {
      // Its author allows it by a newer word: nothing was taken back there.
      if (failed !== 'newer_consent') nodes.push(untold(partner, recall.purgeBy))
      continue
    }
    const state = recallStateOf(row)
    const reply = (await readRecallWords(sql, keystore, [row])).get(row.recallId)?.reply
    const late = now.getTime() - row.at.getTime() > reachedWithinMs || !known.has(partner)
    nodes.push({
      ...{ party: partner, via: [], state: state === 'told' && late ? 'unreached' : state },
      purgeBy: row.purgeBy.toISOString(),
      toldAt: row.at.toISOString(),
      receivedAt: row.receivedAt?.toISOString() ?? null,
      hiddenAt: row.ack === 'ack' ? (row.ackAt?.toISOString() ?? null) : null,
      answeredAt: row.answeredAt?.toISOString() ?? null,
      versions: row.answer === 'purged' ? (reply?.versions ?? 0) : 0,
      answer: row.answerLogSeq === null || row.answerOrigin === null ? null : { origin: row.answerOrigin, seq: row.answerLogSeq },
    })
    nodes.push(...(await readReported(sql, keystore, row)).map((node) => ({ ...node, via: [partner, ...node.via] })))
  }
  return nodes
}

/** What a holder says of whom it passed one of our recalls on to, as it stands in its log; nothing where it said nothing. */
export async function readReported(
  sql: Sql,
  keystore: Keystore,
  { treeLog, treeSeq }: Pick<RecallRow, 'treeLog' | 'treeSeq'>,
): Promise<readonly RecallNode[]> {
  if (treeLog === null || treeSeq === null) return []
  const [row] = await sql<
    { origin: string; seq: number; slot: number | null; sealed: Uint8Array | null }[]
  >`select origin, seq, slot, sealed
    from body join log using (log_id) where log_id = ${treeLog} and seq = ${treeSeq}`
  const body = row === undefined ? 'erased' : openBody(keystore, row.origin, row)
  const item = typeof body === 'string' ? undefined : body.items[0]
  return item === undefined ? [] : (parseRecallTree(item.bytes) ?? [])
}

function untold(party: string, purgeBy: Date): RecallNode {
  const nothing = { toldAt: null, receivedAt: null, hiddenAt: null, answeredAt: null, versions: 0, answer: null }
  return { party, via: [], state: 'not_told', purgeBy: purgeBy.toISOString(), ...nothing }
}
