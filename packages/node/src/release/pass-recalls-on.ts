import { canonicalBytes, equalBytes } from '@enlace/core'
import { parseLeaf, type ReleasePlace, sha256 } from '@enlace/proof/node'
import { encodeRecallTree, type RecallNotice, recallContent } from '@enlace/records'
import type { Sql } from 'postgres'
import { LogFrozen } from '../store/append-entries.ts'
import { newestFor, readConsents } from '../store/consents.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { readEntries } from '../store/logs.ts'
import { readRecallTree } from '../store/recall-tree.ts'
import { readRecallWords } from '../store/recall-words.ts'
import { findRecall, insertRecall, withdrawRecall } from '../store/recalls.ts'
import {
  findPassedOn,
  findStandingRelay,
  findToEnd,
  findToPassOn,
  findTreesToTell,
  insertRelayed,
  markPassedOn,
  markTreeTold,
  type NotPassedOn,
  type PassedOnCopy,
  type RecallToEnd,
  type RecallToPassOn,
  type TreeToTell,
} from '../store/relayed-recalls.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { createSendRecall, type RecallPartner } from './send-recall.ts'

const batchSize = 64

/**
 * What a holder owes an author whose record it passed on with consent: to pass its recall on at once to each third party that got a copy, with the
 * author's own word; the same when the consent is taken back, and when either is given back; and to tell the author how far each has come, in its
 * own log. Every part looks up what is owed, so a crash loses nothing and repeats nothing. A recall that comes round again finds nothing that was
 * not taken back, and ends.
 */
export function createPassRecallsOn(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly partners: () => readonly RecallPartner[]
  readonly signRelease: (agency: string, place: ReleasePlace) => Promise<Uint8Array>
  /** The item that shows an entry of a partner's log to others; undefined when it cannot be shown. */
  readonly proveWord: (logId: number, seq: number) => Promise<Uint8Array | undefined>
  readonly now: () => Date
}) {
  const { sql, writer, keystore, journalId } = options
  const send = createSendRecall(options)

  /** Does what is owed now; true while more waits. */
  async function step(): Promise<boolean> {
    const taken = await findToPassOn(sql, batchSize)
    for (const recall of taken) await passOn(recall)
    const given = await findToEnd(sql, batchSize)
    for (const ended of given) await end(ended)
    for (const tree of await findTreesToTell(sql, batchSize)) await tell(tree)
    return taken.length === batchSize || given.length === batchSize
  }

  async function passOn(recall: RecallToPassOn): Promise<void> {
    const copies = await findPassedOn(sql, recall)
    if (copies.length > 0) {
      // A revoked version is the whole record, of which a third party may see less: its author's word cannot be shown there.
      const [notice] = (await readWords(recall.recallId)) ?? []
      const isShown = recall.reason !== 'revoked' || copies.some((copy) => copy.byConsent)
      const word = isShown ? await options.proveWord(recall.logId, recall.logSeq) : undefined
      for (const copy of copies) await passOnTo(recall, copy, { words: notice?.words ?? '', id: notice?.id, word })
    }
    await sql.begin(async (tx) => await markPassedOn(tx, recall.recallId, options.now()))
  }

  async function readWords(recallId: number) {
    const row = await findRecall(sql, recallId)
    return row === undefined ? undefined : [...(await readRecallWords(sql, keystore, [row])).values()]
  }

  type Said = { readonly words: string; readonly id: string | undefined; readonly word: Uint8Array | undefined }

  async function passOnTo(recall: RecallToPassOn, copy: PassedOnCopy, said: Said): Promise<void> {
    const failed = await whyNot(copy, recall.author)
    const id = copy.byConsent ? await idUnderConsent(copy) : said.id
    try {
      await writer.transact(async (writing) => {
        await writing.lock(journalId)
        if (failed !== undefined || id === undefined)
          return await insertRelayed(writing.sql, recall.recallId, copy, { failed: failed ?? 'not_named' })
        const standing = await findStandingRelay(writing.sql, copy.rid, copy.partner)
        if (standing !== undefined) return await insertRelayed(writing.sql, recall.recallId, copy, { outRecall: standing })
        const at = options.now()
        const { author, purgeBy } = recall
        const reason = copy.byConsent ? 'consent_withdrawn' : recall.reason
        const notice: RecallNotice = { act: 'recall', id, reason, words: said.words, purgeBy: purgeBy.toISOString() }
        const document = canonicalBytes({
          ...{ at: at.toISOString(), from: author, id, partners: [copy.partner], purge_by: purgeBy.toISOString() },
          ...{ reason, recall: 'passed_on', words: said.words },
        })
        const { agency, kind, rid, partner } = copy
        const [seq] = await writing.append(journalId, [{ type: 'recall', at, body: { agency, key: 'day', items: [document] } }])
        const place = await send(writing, copy, { notice, agency, at, passedOn: { from: author, word: said.word } })
        const outRecall = await insertRecall(writing.sql, {
          ...{ rid, partner, agency, kind, reason, purgeBy, at, author, ...place },
          ...{ direction: 'out', seq: seq as number, state: 'open', answer: null },
        })
        await insertRelayed(writing.sql, recall.recallId, copy, { outRecall })
      })
    } catch (cause) {
      if (!(cause instanceof LogFrozen)) throw cause
      await sql.begin(async (tx) => await insertRelayed(tx, recall.recallId, copy, { failed: 'log_frozen' }))
    }
  }

  /** Why a third party is not told: it is no partner any more, or went on under a consent that is not the author's newest word. */
  async function whyNot(copy: PassedOnCopy, author: string): Promise<NotPassedOn | undefined> {
    if (copy.byConsent) {
      const newest = newestFor(await readConsents(sql, keystore, copy.rid, author), copy.partner)
      const granted = newest?.answer === 'granted' || newest?.answer === 'granted_with_conditions'
      if (newest !== undefined && granted && !newest.revoked && newest.until >= options.now().toISOString().slice(0, 10))
        return 'newer_consent'
    }
    return options.partners().some(({ party }) => party === copy.partner) ? undefined : 'no_partner'
  }

  /** The id of a record whose consent was taken back: the consent names it. */
  async function idUnderConsent({ consentSeq, rid }: PassedOnCopy): Promise<string | undefined> {
    const [consent] = consentSeq === null ? [] : await readStoredRecords(sql, keystore, [consentSeq])
    const named = consent?.object.object_refs
    const ids = Array.isArray(named) ? (named as readonly unknown[]).filter((one) => typeof one === 'string') : []
    return ids.find((one) => equalBytes(recordDigest(options.searchKey, one), rid))
  }

  async function end(ended: RecallToEnd): Promise<void> {
    const { rid, partner, agency, author } = ended
    const row = await findRecall(sql, ended.outRecall)
    const made = row === undefined ? undefined : (await readRecallWords(sql, keystore, [row])).get(ended.outRecall)
    const word = await wordAt(ended.endSeq)
    await writer.transact(async (writing) => {
      await writing.lock(journalId)
      const at = options.now()
      const document = canonicalBytes({ at: at.toISOString(), from: author, made: ended.seq, recall: 'withdrawal_passed_on' })
      const [seq] = await writing.append(journalId, [{ type: 'recall', at, body: { agency, key: 'day', items: [document] } }])
      const copy = { partner, logId: ended.logId, origin: ended.origin, seq: ended.copySeq, hash: ended.hash, rid }
      if (made?.id !== undefined)
        await send(writing, copy, { notice: { act: 'withdraw', id: made.id, words: '' }, agency, at, passedOn: { from: author, word } })
      await withdrawRecall(writing.sql, ended.outRecall, at, seq as number)
    })
  }

  /** The item that shows the entry of a partner's log which a journal entry is about. */
  async function wordAt(journalSeq: number): Promise<Uint8Array | undefined> {
    const [entry] = await readEntries(sql, journalId, journalSeq, journalSeq + 1)
    const leaf = entry === undefined ? undefined : parseLeaf(entry.leaf)
    if (leaf?.ok !== true || leaf.value.re_origin === undefined || leaf.value.re_seq === undefined) return undefined
    const [log] = await sql<{ logId: number }[]>`select log_id as "logId" from log where origin = ${leaf.value.re_origin}`
    return log === undefined ? undefined : await options.proveWord(log.logId, leaf.value.re_seq)
  }

  async function tell(tree: TreeToTell): Promise<void> {
    const partner = options.partners().find(({ party }) => party === tree.author)
    const lane = partner?.lanes.find(({ inLogId }) => inLogId === tree.logId)
    if (partner === undefined || lane === undefined) return
    const known = new Set(options.partners().map(({ party }) => party))
    const nodes = await readRecallTree(sql, keystore, tree, { now: options.now(), known })
    const item = encodeRecallTree(nodes)
    const digest = sha256(item)
    if (nodes.length === 0 || (tree.told !== null && equalBytes(digest, tree.told))) return
    try {
      await writer.transact(async (writing) => {
        const at = options.now()
        const about = { re_origin: tree.origin, re_seq: tree.logSeq, re_hash: Buffer.from(tree.hash).toString('base64url') }
        const body = { agency: tree.agency, key: 'day' as const, contentType: recallContent, items: [item] }
        await writing.append(lane.outLogId, [{ type: 'recall-tree', at, members: about, body }], partner.seen(lane.outLogId))
        await markTreeTold(writing.sql, tree.recallId, digest, at)
      })
    } catch (cause) {
      if (!(cause instanceof LogFrozen)) throw cause
    }
  }

  return { step }
}
