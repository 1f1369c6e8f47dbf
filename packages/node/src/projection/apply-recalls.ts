import { isJsonObject, parseJson } from '@enlace/core'
import { type ConsentProof, type Leaf, leafHash } from '@enlace/proof/node'
import { parseRecallNotice, type RecallNotice, readConsent, recallDefaultHours } from '@enlace/records'
import type { TransactionSql } from 'postgres'
import { noteTold } from '../store/business-receipts.ts'
import { hideRecord, showAll } from '../store/hidden.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import { findHold } from '../store/legal-holds.ts'
import type { Writing } from '../store/log-writer.ts'
import { type Log, readLog, type StoredEntry } from '../store/logs.ts'
import { newerVersion, noteNewer } from '../store/newer-versions.ts'
import {
  type AuthorWord,
  answerRecall,
  findStanding,
  insertRecall,
  noteAnswer,
  noteTree,
  type RecallAnswer,
  recallAck,
  unknownKind,
  withdrawRecall,
} from '../store/recalls.ts'
import { closeSealed } from '../store/sealed-entries.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { checkAuthorWord, type KeysOfAuthor } from './check-author-word.ts'

/** A recall as a notice; with `word` one that a holder passes on for its author, whose own word came with it or could not be shown. */
export type RecallNews = {
  readonly entry: StoredEntry
  readonly leaf: Leaf
  readonly notice: RecallNotice
  readonly word: { readonly author: string; readonly proof?: ConsentProof } | undefined
}
/** A version that its author revoked. */
type Revoked = { readonly entry: StoredEntry; readonly id: string }
/** One that takes back; a revoked version names no entry. */
type Taking = {
  readonly entry: StoredEntry
  readonly leaf: Leaf | undefined
  readonly notice: RecallNotice & { act: 'recall' }
  readonly word: RecallNews['word']
}
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
  readonly keystore: Keystore
  readonly keysOfAuthor?: KeysOfAuthor
  readonly now: () => Date
}) {
  const { partner } = options

  /** Recalls in log order; call once the records of the same batch are written. Revoked versions answer as the records that they are. */
  async function apply(writing: Writing, log: Log, notices: readonly RecallNews[], revoked: readonly Revoked[]): Promise<Answer[]> {
    const answers: Answer[] = []
    const all = [
      ...notices,
      ...revoked.map(({ entry, id }) => ({ entry, leaf: undefined, notice: revocation(entry, id), word: undefined })),
    ].toSorted((a, b) => a.entry.seq - b.entry.seq)
    for (const { entry, leaf, notice, word } of all) {
      const isNotice = notices.some((item) => item.entry === entry)
      const code =
        notice.act === 'withdraw'
          ? await withdraw(writing, log, { entry, notice, word })
          : await recall(writing, log, { entry, leaf, notice, word })
      if (isNotice) answers.push({ entry, type: isRefused(code) ? 'nack' : 'ack', code })
    }
    return answers
  }

  /** A revoked version is a recall without words: it says no reason and no deadline of its own. */
  function revocation(entry: StoredEntry, id: string): Taking['notice'] {
    const purgeBy = new Date(entry.at.getTime() + recallDefaultHours * 3_600_000).toISOString()
    return { act: 'recall', id, reason: 'revoked', words: '', purgeBy }
  }

  async function recall(writing: Writing, log: Log, { entry, leaf, notice, word }: Taking): Promise<string> {
    const { sql } = writing
    const rid = recordDigest(options.searchKey, notice.id)
    const versions = await sql<{ seq: number; fromParty: string; agency: string; kind: string; erased: boolean }[]>`
      select seq, from_party as "fromParty", agency, kind, erased_at is not null as erased from version
      where rid = ${rid as Buffer} order by latest desc, seq desc`
    const theirs = versions.filter((version) => version.fromParty === partner)
    // A holder takes back what it passed on; of a record that we have from others alone it is told that nothing of it came from there.
    if (theirs.length === 0 && versions.length > 0 && word === undefined) return 'recall_not_yours'
    const live = theirs.find((version) => !version.erased)
    const isAwaited = theirs.length === 0 && leaf !== undefined && (await isOnItsWay(sql, log, leaf))
    const isUnread = leaf !== undefined && (await keepUnread(sql, leaf))
    const nothing: RecallAnswer | null = isUnread ? 'never_readable' : isAwaited ? null : 'never_received'
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
      ...(word === undefined ? {} : { author: word.author, authorWord: await judgeWord(sql, word, notice, live?.seq) }),
    })
    // What was never received may still come by another way, and is hidden then.
    if (answer !== 'already_erased') await hideRecord(sql, recallId, rid, partner)
    const hold = answer === null ? await findHold(sql, rid) : undefined
    if (hold !== undefined) await answerRecall(sql, recallId, { answer: 'legal_hold', at, seq: null })
    return recallAck(answer)
  }

  /** What came sealed and waits for its key is never read: it is destroyed as it is. False where the entry that a recall names is no such one. */
  async function keepUnread(sql: TransactionSql, { re_origin: origin, re_seq: seq }: Leaf): Promise<boolean> {
    const logId = options.theirLogs.get(origin ?? '')
    return logId !== undefined && seq !== undefined && (await closeSealed(sql, logId, seq, 'recalled', options.now()))
  }

  /** Whether the entry that a recall names lies in another log of the same partner and was not applied yet: it comes, and is hidden then. */
  async function isOnItsWay(sql: TransactionSql, here: Log, { re_origin: origin, re_seq: seq }: Leaf): Promise<boolean> {
    const logId = options.theirLogs.get(origin ?? '')
    if (logId === undefined || logId === here.logId || seq === undefined) return false
    return (await readLog(sql, logId)).appliedSize <= seq
  }

  async function withdraw(
    writing: Writing,
    log: Log,
    { entry, notice, word }: Pick<Taking, 'entry' | 'word'> & { readonly notice: RecallNotice },
  ): Promise<string> {
    const { sql } = writing
    const rid = recordDigest(options.searchKey, notice.id)
    const standing = await findStanding(sql, rid, partner, 'in')
    const [held] = await sql<{ seq: number }[]>`select seq from version where rid = ${rid as Buffer} and from_party = ${partner}
      and latest and erased_at is null`
    // Hiding on a doubtful word harms nobody; showing again what an author took back would.
    if (word?.proof !== undefined && (await judgeWord(sql, word, notice, held?.seq)) === 'invalid') return 'recall_word_invalid'
    const seq = await journal(writing, log, entry)
    if (standing === undefined) return 'no_recall_stands'
    await withdrawRecall(sql, standing.recallId, options.now(), seq)
    await showAll(sql, standing.recallId)
    return 'shown_again'
  }

  /**
   * What the word of an author is worth that came with a recall passed on: it is about this record or the consent under which our copy came, and
   * says the same. Of a copy that is gone, nobody can say any more whose it was and under which consent.
   */
  async function judgeWord(
    sql: TransactionSql,
    { author, proof }: NonNullable<RecallNews['word']>,
    notice: RecallNotice,
    heldSeq: number | undefined,
  ): Promise<AuthorWord> {
    if (proof === undefined) return 'not_shown'
    const [held] = heldSeq === undefined ? [] : await readStoredRecords(sql, options.keystore, [heldSeq])
    const passedOn = isJsonObject(held?.envelope.passed_on) ? held.envelope.passed_on : undefined
    if (passedOn !== undefined && passedOn.from !== author) return 'invalid'
    if (!says(proof.object, notice, typeof passedOn?.consent === 'string' ? passedOn.consent : undefined)) return 'invalid'
    return checkAuthorWord(proof, { author, holder: partner, keysOfAuthor: options.keysOfAuthor })
  }

  /** What the partner says about our recalls and our records, and of copies that it passed on to us: a purge, an objection, how many of its agencies were given one. */
  async function note(writing: Writing, log: Log, items: readonly Told[]): Promise<void> {
    for (const { entry, leaf } of items) {
      if (leaf.t === newerVersion) {
        const copy = { logId: options.theirLogs.get(leaf.re_origin ?? '') as number, seq: leaf.re_seq ?? -1 }
        const told = { hash: Buffer.from(leaf.re_hash ?? '', 'base64url'), at: options.now(), logId: log.logId, logSeq: entry.seq }
        if (await noteNewer(writing.sql, copy, told)) await journal(writing, log, entry)
        continue
      }
      const logId = options.ownLogs.get(leaf.re_origin ?? '') as number
      const said = { seq: leaf.re_seq ?? -1, hash: Buffer.from(leaf.re_hash ?? '', 'base64url'), at: entry.at }
      const noted =
        leaf.t === 'recall-tree'
          ? await noteTree(writing.sql, logId, { ...said, logId: log.logId, answerLogSeq: entry.seq })
          : leaf.t === 'recall-done'
            ? await noteAnswer(writing.sql, logId, { ...said, answer: leaf.code ?? '', answerLogId: log.logId, answerLogSeq: entry.seq })
            : await noteTold(writing.sql, logId, { ...said, what: leaf.t, count: countOf(leaf), answerLogSeq: entry.seq })
      if (noted) await journal(writing, log, entry)
    }
  }

  /** Whether a leaf is one of these, about a log of ours; or says of a copy in the partner's own logs that its author has a newer version. */
  function isTold(leaf: Leaf): boolean {
    if (leaf.t === newerVersion) return options.theirLogs.has(leaf.re_origin ?? '')
    return (leaf.t === 'recall-done' || leaf.t === 'recall-tree' || leaf.t === 'disseminated') && options.ownLogs.has(leaf.re_origin ?? '')
  }

  async function journal(writing: Writing, log: Log, entry: StoredEntry): Promise<number> {
    const hash = Buffer.from(leafHash(entry.leaf)).toString('base64url')
    const members = { re_origin: log.origin, re_seq: entry.seq, re_hash: hash }
    const [seq] = await writing.append(options.journalId, [{ type: 'received', at: options.now(), members }])
    return seq as number
  }

  return { apply, note, isTold }
}

function isRefused(code: string): boolean {
  return code === 'recall_not_yours' || code === 'recall_word_invalid'
}

/** Whether an author's own words say what a holder passes on: the same of this record, or of the consent under which the copy came. */
function says(bytes: Uint8Array, notice: RecallNotice, consent: string | undefined): boolean {
  const own = parseRecallNotice(bytes)
  if (own.ok) return own.value.act === notice.act && (own.value.id === notice.id || own.value.id === consent)
  const parsed = parseJson(bytes, { maxBytes: 1_048_576, maxDepth: 32 })
  const stated = parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
  const revoked = stated === undefined ? undefined : readConsent(stated)
  if (stated === undefined || revoked?.revoked !== true || notice.act !== 'recall') return false
  return revoked.about.includes(notice.id) && (consent === undefined || stated.id === consent)
}

function countOf(leaf: Leaf): number {
  return typeof leaf.to === 'number' && leaf.to > 0 ? leaf.to : 0
}
