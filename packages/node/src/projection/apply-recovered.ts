import { canonicalBytes, isJsonObject, type Json, type JsonObject, parseJson } from '@enlace/core'
import { type Body, type Leaf, parseBody, parseLeaf } from '@enlace/proof/node'
import {
  parseAttachedFiles,
  parseEnvelope,
  parseRecallNotice,
  type RecallNotice,
  recallContent,
  recallDefaultHours,
  rewriteIds,
  validateObject,
} from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import type { EntryDraft } from '../store/append-entries.ts'
import { openBodyBytes } from '../store/bodies.ts'
import { closeTaskOf, type DecisionRow, findDecided, insertDecisions } from '../store/decisions.ts'
import { releasedBy } from '../store/draft-again.ts'
import { recordDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter, Writing } from '../store/log-writer.ts'
import { readBodies, readEntries, type StoredEntry } from '../store/logs.ts'
import type { PartnerIds } from '../store/partner-ids.ts'
import { findStanding, insertRecall, withdrawRecall } from '../store/recalls.ts'
import { draftRecord, type RecordDraft, withFiles } from '../store/record-draft.ts'
import { recordItems } from '../store/record-items.ts'
import { listRecoveries, moveRecovered, type RecoveryRow } from '../store/recoveries.ts'
import type { PassStep } from '../store/steps.ts'
import { findKnownVersions, insertPositions, insertVersions, judgeBatch, type Keyed, keyDraft } from '../store/write-records.ts'

const batchSize = 64
const maxItemBytes = 1_048_576

/** The flag of a version that this node has only as the copy it once released. */
export const recoveredFlag = 'recovered'

type Sent = {
  readonly entry: StoredEntry
  readonly leaf: Leaf
  readonly draft: RecordDraft
  readonly agency: string
  readonly removed: readonly string[]
  readonly tearLines: readonly string[]
  readonly under: string
  readonly toAgency: string | null
  /** The copy holds ids that were made for the partner: the draft holds ours again, and its bytes are not the copy's. */
  readonly renamed: boolean
  /** Its own id is one of them. */
  readonly partnerId: boolean
}
type Notice = { readonly entry: StoredEntry; readonly agency: string; readonly notice: RecallNotice }

/**
 * Makes records of what an outbound log got back: each own copy that a partner had is a version again, flagged, with the decision that once let it
 * out, so that it is not released a second time; recalls stand again. A version that this store still has keeps its own bytes. Rows and cursor
 * commit together, so each entry is met once whatever is killed in between.
 */
export function createApplyRecovered(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly outLogId: number
  readonly outOrigin: string
  readonly ownParty: string
  readonly partner: string
  readonly agencies: readonly string[]
  /** Ids that we made for the partner: what left under one comes back under ours. */
  readonly partnerIds?: PartnerIds
  readonly now: () => Date
  readonly pass: PassStep
}): { step(): Promise<boolean> } {
  const { sql, keystore, outLogId, partner } = options

  async function step(): Promise<boolean> {
    const recovery = (await listRecoveries(sql, outLogId)).find((row) => row.applied < row.to)
    if (recovery === undefined) return false
    const end = Math.min(recovery.to, recovery.applied + batchSize)
    const [entries, bodies] = await Promise.all([
      readEntries(sql, outLogId, recovery.applied, end),
      readBodies(sql, outLogId, recovery.applied, end),
    ])
    const bodyOf = new Map(bodies.map((body) => [body.seq, openBodyBytes(keystore, options.outOrigin, body)]))
    const read = entries.flatMap((entry) => readSent(entry, bodyOf.get(entry.seq)) ?? [])
    await options.writer.transact((writing) => applyAll(writing, recovery, end, read))
    options.pass('recover.applied')
    return true
  }

  async function applyAll(writing: Writing, recovery: RecoveryRow, end: number, read: readonly (Sent | Notice)[]): Promise<void> {
    const versions = await storeVersions(
      writing,
      read.filter((item): item is Sent => 'draft' in item),
    )
    await noteDecisions(writing, versions)
    for (const item of read) {
      if ('notice' in item) await standAgain(writing, item)
      else if (item.draft.revoked) await standAgain(writing, { ...item, notice: revocation(item) })
    }
    await moveRecovered(writing.sql, recovery, end, versions.filter((version) => version.fresh).length)
  }

  type Stored = { readonly item: Sent; readonly seq: number; readonly fresh: boolean }

  async function storeVersions(writing: Writing, items: readonly Sent[]): Promise<Stored[]> {
    if (items.length === 0) return []
    const at = options.now()
    const keyed = items.map(({ draft }) => keyDraft(options.searchKey, draft))
    const known = await findKnownVersions(
      writing.sql,
      keyed.map((item) => item.rid),
    )
    const judged = judgeBatch(keyed, known, { now: at, ownParty: options.ownParty })
    const fresh: {
      readonly item: Sent
      readonly keyed: Keyed
      readonly latest: boolean
      readonly flags: readonly string[]
      modified: Date
    }[] = []
    const kept: Stored[] = []
    for (const [i, item] of items.entries()) {
      const [verdict, key] = [judged[i], keyed[i] as Keyed]
      // What left may lack fields that this store's own copy of the same version still has: that one stays.
      const own = known
        .get(Buffer.from(key.rid).toString('hex'))
        ?.find((row) => row.fromParty === options.ownParty && row.modified.getTime() === item.draft.modified?.getTime())
      if (own?.erased === true || verdict?.outcome === 'erased') await eraseCopy(writing, item.entry.seq)
      else if (own !== undefined) kept.push({ item, seq: own.seq, fresh: false })
      else if (verdict?.outcome === 'unchanged') kept.push({ item, seq: verdict.seq, fresh: false })
      else if (verdict?.outcome === 'new') fresh.push({ item, keyed: key, ...verdict })
    }
    const seqs = await writing.append(
      options.journalId,
      fresh.map(({ item }): EntryDraft => ({ type: 'recovered', at, members: placeOf(item.entry), ...(item.renamed ? bodyOf(item) : {}) })),
    )
    const rows = fresh.map(({ item, ...row }, i) => {
      const seq = seqs[i] as number
      return { ...row, seq, body: item.renamed ? { logId: options.journalId, seq } : { logId: outLogId, seq: item.entry.seq } }
    })
    writing.queue(insertVersions(writing.sql, options.searchKey, rows, { journalId: options.journalId, addedAt: at }))
    writing.queue(
      insertPositions(
        writing.sql,
        [...kept, ...fresh.flatMap(({ item }, i) => (item.renamed ? [{ item, seq: seqs[i] as number }] : []))].map(({ item, seq }) => ({
          seq,
          logId: outLogId,
          logSeq: item.entry.seq,
        })),
      ),
    )
    return [...kept, ...fresh.map(({ item }, i) => ({ item, seq: seqs[i] as number, fresh: true }))]
  }

  function placeOf(entry: StoredEntry): Record<string, string | number> {
    return { re_origin: options.outOrigin, re_seq: entry.seq, re_hash: Buffer.from(entry.hash).toString('base64url') }
  }

  /** This store knows that the record was erased: its copy does not come back. */
  async function eraseCopy(writing: Writing, seq: number): Promise<void> {
    const [stored] = await readBodies(writing.sql, outLogId, seq, seq + 1)
    if (stored?.slot != null) await keystore.erase([stored.slot])
    await writing.sql`update body set slot = null, sealed = null where log_id = ${outLogId} and seq = ${seq}`
  }

  async function noteDecisions(writing: Writing, versions: readonly Stored[]): Promise<void> {
    const decided = await findDecided(
      writing.sql,
      partner,
      versions.map(({ seq }) => seq),
    )
    const open = versions.filter(({ seq }) => !decided.has(seq))
    const drafts = open.map(({ item, seq }): EntryDraft => {
      const at = new Date(item.leaf.at)
      const items = [canonicalBytes(decisionDocument(item, seq, partner))]
      return { type: 'decision', at, body: { agency: item.agency, key: 'day', items } }
    })
    const seqs = await writing.append(options.journalId, drafts)
    const rows = open.map(
      ({ item, seq }, i): DecisionRow => ({
        ...{ seq: seqs[i] as number, versionSeq: seq, partner, agency: item.agency, outcome: 'release', reason: 'release_recovered' },
        ...{ agreement: item.under, without: item.removed, tearLines: item.tearLines, decidedBy: null, decidedAt: new Date(item.leaf.at) },
        ...{ outLog: outLogId, outSeq: item.entry.seq, partnerId: item.partnerId },
      }),
    )
    const ids = await insertDecisions(writing.sql, rows)
    for (const [i, id] of ids.entries()) await closeTaskOf(writing.sql, (rows[i] as DecisionRow).versionSeq, partner, id)
  }

  async function standAgain(writing: Writing, { entry, agency, notice: sent }: Notice): Promise<void> {
    const notice = { ...sent, id: await ownIdOf(writing.sql, sent.id) }
    const rid = recordDigest(options.searchKey, notice.id)
    const standing = await findStanding(writing.sql, rid, partner, 'out')
    const at = new Date(entry.at)
    const said = { type: 'recall', at, body: { agency, key: 'day' as const, items: [canonicalBytes({ ...recallDocument(notice, at) })] } }
    const [seq] = await writing.append(options.journalId, [said])
    if (notice.act === 'withdraw') {
      if (standing !== undefined) await withdrawRecall(writing.sql, standing.recallId, at, seq as number)
      return
    }
    const [version] = await writing.sql<{ kind: string }[]>`select kind from version where rid = ${Buffer.from(rid)}
      and from_party = ${options.ownParty} order by seq desc limit 1`
    await insertRecall(writing.sql, {
      ...{ rid, direction: 'out', partner, agency, kind: version?.kind ?? 'unknown', reason: notice.reason },
      ...{ purgeBy: new Date(notice.purgeBy), seq: seq as number, logId: outLogId, logSeq: entry.seq, at, state: 'open', answer: null },
    })
  }

  /** The id here of a record that a recall of ours names: one that was made for the partner stands for ours. */
  async function ownIdOf(tx: TransactionSql, id: string): Promise<string> {
    const own = options.partnerIds?.own(partner, id)
    if (own === undefined) return id
    const [left] = await tx`select from decision d join version v on v.seq = d.version_seq
      where v.rid = ${Buffer.from(recordDigest(options.searchKey, own))} and d.partner = ${partner} and d.partner_id limit 1`
    return left === undefined ? id : own
  }

  function recallDocument(notice: RecallNotice, at: Date): JsonObject {
    const common = { at: at.toISOString(), by: 'node', id: notice.id, words: notice.words }
    if (notice.act === 'withdraw') return { ...common, recall: 'withdrawn' }
    return { ...common, partners: [partner], purge_by: notice.purgeBy, reason: notice.reason, recall: 'made' }
  }

  function revocation({ entry, draft }: Sent): RecallNotice {
    const purgeBy = new Date(entry.at.getTime() + recallDefaultHours * 3_600_000).toISOString()
    return { act: 'recall', id: draft.id, reason: 'revoked', words: '', purgeBy }
  }

  /** What an own entry released or took back; undefined for answers, for what was erased, and for what carries neither. */
  function readSent(entry: StoredEntry, bytes: Uint8Array | 'erased' | 'unreadable' | undefined): Sent | Notice | undefined {
    const leaf = parseLeaf(entry.leaf)
    const body = bytes === undefined || typeof bytes === 'string' ? undefined : parseBody(bytes)
    if (!leaf.ok || body?.ok !== true || body.value.release === null) return undefined
    const named = releasedBy(body.value)
    const agency = named !== undefined && options.agencies.includes(named) ? named : (options.agencies[0] as string)
    if (leaf.value.ct === recallContent) {
      const notice = parseRecallNotice(body.value.items[0]?.bytes ?? new Uint8Array(0))
      return leaf.value.t === 'recall' && notice.ok ? { entry, agency, notice: notice.value } : undefined
    }
    return readRecord(entry, leaf.value, body.value, agency)
  }

  function readRecord(entry: StoredEntry, leaf: Leaf, body: Body, agency: string): Sent | undefined {
    const { object: sentBytes, envelope: envelopeBytes, files: filesBytes, consent } = recordItems(body.items)
    // What a third party wrote was passed on by us and is no record of ours.
    if (consent !== undefined) return undefined
    const release = readObject(body.release?.bytes)
    const made = textsOf(release?.partner_ids)
    const ids = new Map(made.flatMap((id) => [[id, options.partnerIds?.own(partner, id) ?? id]] as const))
    const written = sentBytes === undefined ? undefined : rewriteIds(sentBytes, ids)
    const objectBytes = written?.ok === true ? written.value : sentBytes
    const [sent, object, given] = [readObject(sentBytes), readObject(objectBytes), readObject(envelopeBytes)]
    if (objectBytes === undefined || envelopeBytes === undefined || object === undefined || given === undefined) return undefined
    const checked = validateObject(object, { from: 'partner' })
    const envelope = parseEnvelope(given, { newerCodes: 'keep' })
    const files = filesBytes === undefined ? undefined : parseAttachedFiles(filesBytes)
    if (!checked.ok || !envelope.ok || release === undefined || files?.ok === false) return undefined
    const [removed, tearLines] = [textsOf(release.removed), textsOf(release.tear_lines)]
    const draft = draftRecord({
      ...{ object, objectBytes, kind: checked.value.kind, envelope: envelope.value, envelopeBytes },
      ...{
        agency,
        fromParty: options.ownParty,
        flags: [recoveredFlag, ...(removed.length + tearLines.length > 0 ? ['recovered_reduced'] : [])],
      },
    })
    const to = isJsonObject(release.to) && typeof release.to.agency === 'string' ? release.to.agency : null
    const under = typeof release.agreement === 'string' ? release.agreement : ''
    const whole = filesBytes === undefined || files === undefined ? draft : withFiles(draft, files.value, filesBytes)
    const names = { renamed: made.length > 0, partnerId: made.includes(String(sent?.id)) }
    return { entry, leaf, draft: whole, agency, removed, tearLines, under, toAgency: to, ...names }
  }

  return { step }
}

function decisionDocument({ leaf, removed, under, toAgency }: Sent, version: number, partner: string): JsonObject {
  return {
    at: leaf.at,
    explanation: { code: 'release_recovered', values: {} },
    outcome: 'release',
    partner,
    version,
    under,
    ...(toAgency === null ? {} : { to_agency: toAgency }),
    without: [...removed],
  }
}

/** The body of a version that is not the copy that left: with the ids that this node knows. */
function bodyOf({ draft, agency }: Sent): Pick<EntryDraft, 'body'> {
  const items = [draft.objectBytes, draft.envelopeBytes, ...(draft.filesBytes === undefined ? [] : [draft.filesBytes])]
  return { body: { agency, items } }
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}

function readObject(bytes: Uint8Array | undefined): JsonObject | undefined {
  const parsed = bytes === undefined ? undefined : parseJson(bytes, { maxBytes: maxItemBytes, maxDepth: 32 })
  return parsed?.ok === true && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
}
