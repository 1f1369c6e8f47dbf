import { canonicalBytes, Fault } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import type { ReleasePlace } from '@enlace/proof/node'
import { encodeRecallReply, type RecallNotice, type RecallReason, recallContent } from '@enlace/records'
import type { Sql } from 'postgres'
import type { EntryDraft } from '../store/append-entries.ts'
import { LogFrozen } from '../store/append-entries.ts'
import { findUntold, markTold } from '../store/business-receipts.ts'
import { beginAtEnd, readPosition, savePosition } from '../store/followers.ts'
import { hideNewlyDerived, showAgain } from '../store/hidden.ts'
import { readJournalDocuments } from '../store/journal-documents.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter } from '../store/log-writer.ts'
import type { PartnerIds } from '../store/partner-ids.ts'
import {
  answerRecall,
  awaitsArrival,
  findOwedAnswers,
  findRecall,
  findSentCopies,
  findStanding,
  insertRecall,
  type OwedAnswer,
  placeAnswer,
  reopenArrived,
  withdrawRecall,
} from '../store/recalls.ts'
import { passesOn } from '../store/relayed-recalls.ts'
import { createSendRecall, type RecallPartner } from './send-recall.ts'

export type RecallStage = ReturnType<typeof createRecall>

const follower = { name: 'recalls', version: 1 }
const batchSize = 256

/**
 * The author's side of a recall, and the holder's answers. A recall is an officer's decision, signed with the agency's release key like any
 * other that leaves; it names the copy that it takes back and goes to whoever got one, whatever the agreement says today.
 */
export function createRecall(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly party: string
  readonly partners: () => readonly RecallPartner[]
  readonly signRelease: (agency: string, place: ReleasePlace) => Promise<Uint8Array>
  /** Ids that are made for partners: a recall names the one that the copy has there. */
  readonly partnerIds?: PartnerIds
  readonly now: () => Date
}) {
  const { sql, writer, journalId } = options
  const send = createSendRecall(options)

  /**
   * Takes a record back from these partners, or from all that got it. Throws Fault `nothing_to_recall` when none of them did, and
   * `recall_stands` when it was taken back from all of them already.
   */
  async function recall(request: {
    readonly id: string
    readonly agency: string
    readonly kind: string
    readonly partners: readonly string[] | undefined
    readonly reason: RecallReason
    readonly words: string
    readonly purgeBy: Date
    readonly actor: Actor
  }): Promise<{ readonly seq: number; readonly partners: readonly string[] }> {
    const { id, agency, kind, reason, words, purgeBy, actor } = request
    const rid = recordDigest(options.searchKey, id)
    return await writer.transact(async (writing) => {
      await writing.lock(journalId)
      const copies = (await findSentCopies(writing.sql, rid, options.party)).filter(
        (copy) => request.partners === undefined || request.partners.includes(copy.partner),
      )
      if (copies.length === 0) throw new Fault('nothing_to_recall', {})
      const standing = await Promise.all(copies.map((copy) => findStanding(writing.sql, rid, copy.partner, 'out')))
      const told = copies.filter((_, i) => standing[i] === undefined)
      if (told.length === 0) throw new Fault('recall_stands', {})
      const at = options.now()
      const notice: RecallNotice = { act: 'recall', id, reason, words, purgeBy: purgeBy.toISOString() }
      const partners = told.map((copy) => copy.partner)
      const document = canonicalBytes({
        at: at.toISOString(),
        by: actor.user,
        id,
        partners,
        purge_by: purgeBy.toISOString(),
        reason,
        recall: 'made',
        words,
      })
      const [seq] = await writing.append(journalId, [{ type: 'recall', at, body: { agency, key: 'day', items: [document] } }])
      for (const copy of told) {
        const place = await send(writing, copy, { notice, agency, at })
        await insertRecall(writing.sql, {
          rid,
          direction: 'out',
          partner: copy.partner,
          agency,
          kind,
          reason,
          purgeBy,
          seq: seq as number,
          ...place,
          at,
          state: 'open',
          answer: null,
        })
      }
      return { seq: seq as number, partners }
    }, 'first')
  }

  type Writing = Parameters<Parameters<LogWriter['transact']>[0]>[0]

  async function originOf(logId: number): Promise<string | undefined> {
    const [row] = await sql<{ origin: string }[]>`select origin from log where log_id = ${logId}`
    return row?.origin
  }

  /** Takes a recall back: the holder shows the record again if it still has it. Throws Fault `recall_unknown` or `recall_over`. */
  async function withdraw(request: { readonly recallId: number; readonly words: string; readonly actor: Actor }): Promise<{ seq: number }> {
    const { recallId, words, actor } = request
    return await writer.transact(async (writing) => {
      await writing.lock(journalId)
      const row = await findRecall(writing.sql, recallId)
      if (row === undefined || row.direction !== 'out') throw new Fault('recall_unknown', {})
      // A revoked version is part of the record: STIX knows no way back from it.
      if (row.state === 'withdrawn' || row.state === 'replaced' || row.reason === 'revoked') throw new Fault('recall_over', {})
      // What was passed on for its author ends when the author says so.
      if (await passesOn(writing.sql, recallId)) throw new Fault('recall_over', {})
      const said = (await readJournalDocuments(sql, options.keystore, [row.seq])).get(row.seq)
      const copy = (await findSentCopies(writing.sql, row.rid, options.party)).find((one) => one.partner === row.partner)
      if (typeof said?.id !== 'string' || copy === undefined) throw new Fault('recall_unknown', {})
      const at = options.now()
      const document = canonicalBytes({ at: at.toISOString(), by: actor.user, id: said.id, made: row.seq, recall: 'withdrawn', words })
      const body = { agency: row.agency, key: 'day' as const, items: [document] }
      const [seq] = await writing.append(journalId, [{ type: 'recall', at, body }])
      await send(writing, copy, { notice: { act: 'withdraw', id: said.id, words }, agency: row.agency, at })
      await withdrawRecall(writing.sql, recallId, at, seq as number)
      return { seq: seq as number }
    })
  }

  /** Says to a partner why what it took back is kept. Throws Fault `recall_unknown` or `recall_over`. */
  async function object(request: { readonly recallId: number; readonly words: string; readonly actor: Actor }): Promise<{ seq: number }> {
    const { recallId, words, actor } = request
    return await writer.transact(async (writing) => {
      const row = await findIncoming(writing, recallId)
      if (row.state !== 'open') throw new Fault('recall_over', {})
      const at = options.now()
      const document = canonicalBytes({ at: at.toISOString(), by: actor.user, made: row.seq, recall: 'objected', words })
      const body = { agency: row.agency, key: 'day' as const, items: [document] }
      const [seq] = await writing.append(journalId, [{ type: 'recall', at, body }])
      await answerRecall(writing.sql, recallId, { answer: 'objected', at, seq: seq as number })
      return { seq: seq as number }
    })
  }

  /** Shows a derived record again on an officer's word that nothing of what was taken back is in it. Throws Fault `recall_unknown`. */
  async function restore(request: {
    readonly recallId: number
    readonly id: string
    readonly reason: string
    readonly actor: Actor
  }): Promise<{ seq: number }> {
    const { recallId, id, reason, actor } = request
    return await writer.transact(async (writing) => {
      const row = await findIncoming(writing, recallId)
      const at = options.now()
      const document = canonicalBytes({ at: at.toISOString(), by: actor.user, id, made: row.seq, reason, recall: 'shown_again' })
      const body = { agency: row.agency, key: 'day' as const, items: [document] }
      const [seq] = await writing.append(journalId, [{ type: 'recall', at, body }])
      if (!(await showAgain(writing.sql, recallId, recordDigest(options.searchKey, id), at))) throw new Fault('record_unknown', {})
      return { seq: seq as number }
    })
  }

  async function findIncoming(writing: Writing, recallId: number) {
    const row = await findRecall(writing.sql, recallId)
    if (row === undefined || row.direction !== 'in') throw new Fault('recall_unknown', {})
    return row
  }

  /** Sends what is owed: answers to recalls and word of what was shared, and hides what was written since about hidden records. */
  async function step(): Promise<boolean> {
    await hideLater()
    let more = false
    for (const partner of options.partners()) for (const lane of partner.lanes) more = (await answer(partner, lane)) || more
    return more
  }

  async function hideLater(): Promise<void> {
    const position = await readPosition(sql, follower.name, follower.version)
    const [row] = await sql<{ top: number | null; concerned: boolean }[]>`select max(seq) as top, exists (
        select from hidden where shown_again_at is null) or ${awaitsArrival(sql)} as concerned from version`
    const top = row?.top ?? -1
    if (top <= position) return
    if (row?.concerned !== true) return await savePosition(sql, follower.name, follower.version, position, top)
    await sql.begin(async (tx) => {
      await hideNewlyDerived(tx, position, top)
      await reopenArrived(tx)
      await savePosition(tx, follower.name, follower.version, position, top)
    })
  }

  async function answer(partner: RecallPartner, { inLogId, outLogId }: RecallPartner['lanes'][number]): Promise<boolean> {
    const [owed, untold] = await Promise.all([findOwedAnswers(sql, inLogId, 1), findUntold(sql, inLogId, partner.party, 1)])
    if (owed.length === 0 && untold.length === 0) return false
    try {
      return await writer.transact(async (writing) => {
        const answers = await findOwedAnswers(writing.sql, inLogId, batchSize)
        const shared = await findUntold(writing.sql, inLogId, partner.party, batchSize)
        const words = await wordsOf(answers)
        const at = options.now()
        const origin = (await originOf(inLogId)) ?? ''
        const about = (seq: number, hash: Uint8Array) => ({
          re_origin: origin,
          re_seq: seq,
          re_hash: Buffer.from(hash).toString('base64url'),
        })
        const drafts: EntryDraft[] = [
          ...answers.map((item): EntryDraft => answerDraft(item, about(item.logSeq, item.hash), words.get(item.recallId) ?? '', at)),
          ...shared.map(
            (item): EntryDraft => ({
              type: 'disseminated',
              at,
              members: { ...about(item.logSeq, item.hash), to: item.agencies },
            }),
          ),
        ]
        const seqs = await writing.append(outLogId, drafts, partner.seen(outLogId))
        for (const [i, item] of answers.entries()) await placeAnswer(writing.sql, item.recallId, outLogId, seqs[i] as number)
        for (const item of shared) await markTold(writing.sql, item.rid, at)
        return answers.length === batchSize || shared.length === batchSize
      })
    } catch (cause) {
      // A log that shows damage or two histories takes nothing; what is owed stays owed.
      if (cause instanceof LogFrozen) return false
      throw cause
    }
  }

  /** The holder's words that go with an objection; a purge goes without. */
  async function wordsOf(answers: readonly OwedAnswer[]): Promise<Map<number, string>> {
    const objected = answers.filter((item) => item.answer === 'objected' && item.answerSeq !== null)
    const documents = await readJournalDocuments(
      sql,
      options.keystore,
      objected.map((item) => item.answerSeq as number),
    )
    return new Map(
      objected.map((item) => {
        const said = documents.get(item.answerSeq as number)?.words
        return [item.recallId, typeof said === 'string' ? said : '']
      }),
    )
  }

  return { begin: async () => await beginAtEnd(sql, follower.name, follower.version), recall, withdraw, object, restore, step }
}

function answerDraft(item: OwedAnswer, about: Readonly<Record<string, string | number>>, words: string, at: Date): EntryDraft {
  const purged = item.answer === 'purged'
  return {
    type: 'recall-done',
    at,
    members: { ...about, code: item.answer },
    body: {
      agency: item.agency,
      key: 'day',
      contentType: recallContent,
      items: [
        encodeRecallReply({
          words,
          method: purged ? 'keys_destroyed' : 'none',
          versions: purged ? item.versions : 0,
          derived: item.derived,
        }),
      ],
    },
  }
}
