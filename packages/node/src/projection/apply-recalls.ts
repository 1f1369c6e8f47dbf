import { type Leaf, leafHash } from '@enlace/proof/node'
import { type RecallNotice, recallDefaultHours } from '@enlace/records'
import type { TransactionSql } from 'postgres'
import { noteTold } from '../store/business-receipts.ts'
import { hideRecord, showAll } from '../store/hidden.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import { findHold } from '../store/legal-holds.ts'
import type { Writing } from '../store/log-writer.ts'
import { type Log, readLog, type StoredEntry } from '../store/logs.ts'
import {
  answerRecall,
  findStanding,
  insertRecall,
  noteAnswer,
  type RecallAnswer,
  recallAck,
  unknownKind,
  withdrawRecall,
} from '../store/recalls.ts'

/** A recall as a notice, or a version that its author revoked. */
type Notice = { readonly entry: StoredEntry; readonly leaf: Leaf; readonly notice: RecallNotice }
type Revoked = { readonly entry: StoredEntry; readonly id: string }
/** One that takes back; a revoked version names no entry. */
type Taking = { readonly entry: StoredEntry; readonly leaf: Leaf | undefined; readonly notice: RecallNotice & { act: 'recall' } }
type Told = { readonly entry: StoredEntry; readonly leaf: Leaf }
type Answer = { readonly entry: StoredEntry; readonly type: 'ack' | 'nack'; readonly code: string }

export type ApplyRecalls = ReturnType<typeof createApplyRecalls>

/**
 * Applies what a partner takes back (EXCHANGE 2.7): its record is hidden in the same transaction as everything else that came, whoever reads it,
 * with what was derived from it; an obligation with a deadline opens; the answer says honestly whether there was anything to hide. A party
 * takes back its own records alone.
 */
export function createApplyRecalls(options: {
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly ownLogs: ReadonlyMap<string, number>
  readonly theirLogs: ReadonlyMap<string, number>
  readonly partner: string
  readonly defaultAgency: string
  readonly now: () => Date
}) {
  const { partner } = options

  /** Recalls in log order; call once the records of the same batch are written. Revoked versions answer as the records that they are. */
  async function apply(writing: Writing, log: Log, notices: readonly Notice[], revoked: readonly Revoked[]): Promise<Answer[]> {
    const answers: Answer[] = []
    const all = [...notices, ...revoked.map(({ entry, id }) => ({ entry, leaf: undefined, notice: revocation(entry, id) }))].toSorted(
      (a, b) => a.entry.seq - b.entry.seq,
    )
    for (const { entry, leaf, notice } of all) {
      const isNotice = notices.some((item) => item.entry === entry)
      const code =
        notice.act === 'withdraw' ? await withdraw(writing, log, entry, notice.id) : await recall(writing, log, { entry, leaf, notice })
      if (isNotice) answers.push({ entry, type: code === 'recall_not_yours' ? 'nack' : 'ack', code })
    }
    return answers
  }

  /** A revoked version is a recall without words: it says no reason and no deadline of its own. */
  function revocation(entry: StoredEntry, id: string): Taking['notice'] {
    const purgeBy = new Date(entry.at.getTime() + recallDefaultHours * 3_600_000).toISOString()
    return { act: 'recall', id, reason: 'revoked', words: '', purgeBy }
  }

  async function recall(writing: Writing, log: Log, { entry, leaf, notice }: Taking): Promise<string> {
    const { sql } = writing
    const rid = recordDigest(options.searchKey, notice.id)
    const versions = await sql<{ fromParty: string; agency: string; kind: string; erased: boolean }[]>`
      select from_party as "fromParty", agency, kind, erased_at is not null as erased from version
      where rid = ${rid as Buffer} order by latest desc, seq desc`
    const theirs = versions.filter((version) => version.fromParty === partner)
    if (theirs.length === 0 && versions.length > 0) return 'recall_not_yours'
    const live = theirs.find((version) => !version.erased)
    const isAwaited = theirs.length === 0 && leaf !== undefined && (await isOnItsWay(sql, log, leaf))
    const nothing: RecallAnswer | null = isAwaited ? null : 'never_received'
    const answer: RecallAnswer | null = theirs.length === 0 ? nothing : live === undefined ? 'already_erased' : null
    const known = live ?? theirs[0]
    const at = options.now()
    const recallId = await insertRecall(sql, {
      rid,
      direction: 'in',
      partner,
      agency: known?.agency ?? options.defaultAgency,
      kind: known?.kind ?? unknownKind,
      reason: notice.reason,
      purgeBy: new Date(notice.purgeBy),
      seq: await journal(writing, log, entry),
      logId: log.logId,
      logSeq: entry.seq,
      at,
      state: answer === null ? 'open' : 'done',
      answer,
    })
    // What was never received may still come by another way, and is hidden then.
    if (answer !== 'already_erased') await hideRecord(sql, recallId, rid, partner)
    const hold = answer === null ? await findHold(sql, rid) : undefined
    if (hold !== undefined) await answerRecall(sql, recallId, { answer: 'legal_hold', at, seq: null })
    return recallAck(answer)
  }

  /** Whether the entry that a recall names lies in another log of the same partner and was not applied yet: it comes, and is hidden then. */
  async function isOnItsWay(sql: TransactionSql, here: Log, { re_origin: origin, re_seq: seq }: Leaf): Promise<boolean> {
    const logId = options.theirLogs.get(origin ?? '')
    if (logId === undefined || logId === here.logId || seq === undefined) return false
    return (await readLog(sql, logId)).appliedSize <= seq
  }

  async function withdraw(writing: Writing, log: Log, entry: StoredEntry, id: string): Promise<string> {
    const standing = await findStanding(writing.sql, recordDigest(options.searchKey, id), partner, 'in')
    const seq = await journal(writing, log, entry)
    if (standing === undefined) return 'no_recall_stands'
    await withdrawRecall(writing.sql, standing.recallId, options.now(), seq)
    await showAll(writing.sql, standing.recallId)
    return 'shown_again'
  }

  /** What the partner says about our recalls and our records: a purge, an objection, how many of its agencies were given one. */
  async function note(writing: Writing, log: Log, items: readonly Told[]): Promise<void> {
    for (const { entry, leaf } of items) {
      const logId = options.ownLogs.get(leaf.re_origin ?? '') as number
      const said = { seq: leaf.re_seq ?? -1, hash: Buffer.from(leaf.re_hash ?? '', 'base64url'), at: entry.at, answerLogSeq: entry.seq }
      const noted =
        leaf.t === 'recall-done'
          ? await noteAnswer(writing.sql, logId, { ...said, answer: leaf.code ?? '' })
          : await noteTold(writing.sql, logId, { ...said, what: leaf.t, count: countOf(leaf) })
      if (noted) await journal(writing, log, entry)
    }
  }

  /** Whether a leaf is one of these, about a log of ours. */
  function isTold(leaf: Leaf): boolean {
    return (leaf.t === 'recall-done' || leaf.t === 'disseminated') && options.ownLogs.has(leaf.re_origin ?? '')
  }

  async function journal(writing: Writing, log: Log, entry: StoredEntry): Promise<number> {
    const hash = Buffer.from(leafHash(entry.leaf)).toString('base64url')
    const members = { re_origin: log.origin, re_seq: entry.seq, re_hash: hash }
    const [seq] = await writing.append(options.journalId, [{ type: 'received', at: options.now(), members }])
    return seq as number
  }

  return { apply, note, isTold }
}

function countOf(leaf: Leaf): number {
  return typeof leaf.to === 'number' && leaf.to > 0 ? leaf.to : 0
}
