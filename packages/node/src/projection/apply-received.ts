import { equalBytes, fromBase64Url, isJsonObject, type JsonObject, parseJson } from '@enlace/core'
import { type Agreement, receivingAgency } from '@enlace/policy'
import { type Body, commitItem, commitmentRoot, type Leaf, leafHash, parseLeaf, releaseCommitment } from '@enlace/proof/node'
import { parseEnvelope, validateObject } from '@enlace/records'
import type { Sql, TransactionSql } from 'postgres'
import type { EntryDraft } from '../store/append-entries.ts'
import { openBody } from '../store/bodies.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { readBodies, readEntries, readLog, type StoredEntry } from '../store/logs.ts'
import { draftRecord, type RecordDraft } from '../store/record-draft.ts'
import type { PassStep } from '../store/steps.ts'
import { findKnownVersions, insertVersions, type Judged, judgeBatch, keyDraft } from '../store/write-records.ts'

const batchSize = 256
const maxItemBytes = 1_048_576

/** What one received entry turns into. */
type Read =
  | { readonly what: 'record'; readonly entry: StoredEntry; readonly draft: RecordDraft }
  | { readonly what: 'quarantine'; readonly entry: StoredEntry; readonly reason: string; readonly agency: string }
  | { readonly what: 'answer'; readonly entry: StoredEntry; readonly leaf: Leaf }
  | { readonly what: 'kept' }

/** The leaf types that carry a record; anything else that is not an answer is kept for a newer node. */
const carriesRecord = new Set(['offer', 'update', 'recall', 'request', 'result', 'note'])

/**
 * Applies what a partner's log brought, in log order: each entry becomes a record, or is quarantined, and is answered in the reverse log.
 * Journal, records, answers and the cursor commit together, so an entry is applied once whatever is killed in between. Only entries under
 * a checkpoint that we cosigned are applied. A bad body never blocks the ones behind it.
 */
export function createApply(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly journalId: number
  readonly inLogId: number
  readonly outLogId: number
  readonly outOrigin: string
  readonly ownParty: string
  readonly partner: string
  readonly defaultAgency: string
  readonly agreement: () => Agreement | undefined
  readonly now: () => Date
  readonly pass: PassStep
}): { step(): Promise<boolean> } {
  const { sql } = options

  async function step(): Promise<boolean> {
    const log = await readLog(sql, options.inLogId)
    const end = Math.min(log.checkpointSize, log.appliedSize + batchSize)
    if (log.appliedSize >= end) return false
    const [entries, bodies] = await Promise.all([
      readEntries(sql, log.logId, log.appliedSize, end),
      readBodies(sql, log.logId, log.appliedSize, end),
    ])
    const bodyOf = new Map(bodies.map((body) => [body.seq, body]))
    const read = entries.map((entry) => {
      const stored = bodyOf.get(entry.seq)
      return readEntry(entry, stored === undefined ? undefined : openBody(options.keystore, log.origin, stored))
    })
    await options.writer.transact(async (writing) => {
      const moved =
        await writing.sql`update log set applied_size = ${end} where log_id = ${log.logId} and applied_size = ${log.appliedSize}`
      if (moved.count !== 1) throw new Error(`${log.origin} was applied by somebody else`)
      const outcomes = await storeRecords(
        writing.sql,
        (drafts) => writing.append(options.journalId, drafts),
        read.filter((item) => item.what === 'record'),
        log.origin,
      )
      const quarantined = read.filter((item) => item.what === 'quarantine')
      await insertQuarantine(writing.sql, log.logId, quarantined, options.now())
      await insertAnswers(
        writing.sql,
        options.outLogId,
        read.flatMap((item) => (item.what === 'answer' && item.leaf.re_origin === options.outOrigin ? [item] : [])),
      )
      const answers = [
        ...outcomes.map(({ entry, code }) => ({ entry, type: 'ack', code })),
        ...quarantined.map(({ entry, reason }) => ({ entry, type: 'nack', code: reason })),
      ].sort((a, b) => a.entry.seq - b.entry.seq)
      await writing.append(
        options.outLogId,
        answers.map(({ entry, type, code }) => answerDraft(log.origin, entry, type, code, options.now())),
        log.checkpointSize,
      )
      options.pass('apply.written')
    })
    options.pass('apply.committed')
    return end < log.checkpointSize
  }

  function readEntry(entry: StoredEntry, body: Body | 'erased' | 'unreadable' | undefined): Read {
    const leaf = parseLeaf(entry.leaf)
    if (!leaf.ok) return { what: 'quarantine', entry, reason: 'leaf_malformed', agency: options.defaultAgency }
    if (leaf.value.t === 'ack' || leaf.value.t === 'nack') return { what: 'answer', entry, leaf: leaf.value }
    if (leaf.value.n === 0 || !carriesRecord.has(leaf.value.t)) return { what: 'kept' }
    if (body === undefined || typeof body === 'string') {
      return { what: 'quarantine', entry, reason: body === 'erased' ? 'body_erased' : 'body_malformed', agency: options.defaultAgency }
    }
    const draft = readRecord(leaf.value, body)
    return typeof draft === 'string'
      ? { what: 'quarantine', entry, reason: draft, agency: options.defaultAgency }
      : { what: 'record', entry, draft }
  }

  /** The record of a body, or why it is quarantined. Every check is on a stranger's bytes. */
  function readRecord(leaf: Leaf, body: Body): RecordDraft | string {
    if (!opensCommitments(leaf, body)) return 'commitment_differs'
    const [objectItem, envelopeItem] = body.items
    if (objectItem === undefined || envelopeItem === undefined) return 'items_missing'
    const object = readObject(objectItem.bytes)
    if (typeof object === 'string') return object
    const envelopeValue = readObject(envelopeItem.bytes)
    if (typeof envelopeValue === 'string') return 'envelope_malformed'
    const checked = validateObject(object, { from: 'partner' })
    if (!checked.ok) return 'object_invalid'
    const envelope = parseEnvelope(envelopeValue, { newerCodes: 'keep' })
    if (!envelope.ok) return 'envelope_invalid'
    const agreement = options.agreement()
    if (agreement === undefined) return 'no_agreement'
    const kindName = checked.value.kind?.name ?? 'unknown'
    const agency = receivingAgency(agreement, kindName, options.partner, envelope.value.to) ?? options.defaultAgency
    const newer = checked.value.kind === undefined || checked.value.newer.length > 0 || envelope.flags.some((flag) => flag.startsWith('newer_'))
    const covered = agreement.rules.some((rule) => rule.from === options.partner && rule.kinds.includes(kindName))
    const flags = [
      ...(newer ? ['newer_than_node'] : []),
      ...(covered ? [] : ['kind_not_in_agreement']),
      ...envelope.flags.filter((flag) => flag === 'tlp_differs'),
    ]
    return draftRecord({
      object,
      objectBytes: objectItem.bytes,
      kind: checked.value.kind,
      envelope: envelope.value,
      envelopeBytes: envelopeItem.bytes,
      agency,
      fromParty: options.partner,
      flags,
    })
  }

  async function storeRecords(
    tx: TransactionSql,
    append: (drafts: readonly EntryDraft[]) => Promise<number[]>,
    items: readonly (Read & { what: 'record' })[],
    origin: string,
  ): Promise<{ entry: StoredEntry; code: string }[]> {
    const now = options.now()
    const keyed = items.map((item) => keyDraft(options.searchKey, item.draft))
    const known = await findKnownVersions(
      tx,
      keyed.map((item) => item.rid),
    )
    const judged = judgeBatch(keyed, known, { now, ownParty: options.ownParty })
    const fresh = items.flatMap((item, i) => {
      const verdict = judged[i]
      const key = keyed[i]
      return verdict?.outcome === 'new' && key !== undefined ? [{ item, keyed: key, ...verdict }] : []
    })
    const seqs = await append(
      fresh.map(({ item }) => ({
        type: 'received',
        at: now,
        members: { re_origin: origin, re_seq: item.entry.seq, re_hash: Buffer.from(item.entry.hash).toString('base64url') },
      })),
    )
    const rows = fresh.map(({ item, keyed: key, latest, flags, modified }, i) => ({
      seq: seqs[i] as number,
      keyed: key,
      body: { logId: options.inLogId, seq: item.entry.seq },
      latest,
      flags,
      modified,
    }))
    await insertVersions(tx, options.searchKey, rows, { journalId: options.journalId, addedAt: now })
    return items.map((item, i) => ({ entry: item.entry, code: ackCode(judged[i]?.outcome) }))
  }

  return { step }
}

function ackCode(outcome: Judged['outcome'] | undefined): string {
  if (outcome === 'erased') return 'already_erased'
  return outcome === 'unchanged' ? 'already_held' : 'accepted'
}

function readObject(bytes: Uint8Array): JsonObject | string {
  const parsed = parseJson(bytes, { maxBytes: maxItemBytes, maxDepth: 32 })
  if (!parsed.ok) return `object_${parsed.reason}`
  return isJsonObject(parsed.value.value) ? parsed.value.value : 'object_not_an_object'
}

function opensCommitments(leaf: Leaf, body: Body): boolean {
  if (leaf.c === undefined || leaf.k !== 1 || body.items.length !== leaf.n) return false
  const c = fromBase64Url(leaf.c)
  const root = commitmentRoot(body.items.map((item) => commitItem(item.salt, item.bytes)))
  if (c === undefined || !equalBytes(c, root)) return false
  if (leaf.rel === undefined) return body.release === null
  const rel = fromBase64Url(leaf.rel)
  return rel !== undefined && body.release !== null && equalBytes(rel, releaseCommitment(body.release.salt, body.release.bytes))
}

function answerDraft(origin: string, entry: StoredEntry, type: string, code: string, at: Date): EntryDraft {
  return {
    type,
    at,
    members: { code, re_origin: origin, re_seq: entry.seq, re_hash: Buffer.from(leafHash(entry.leaf)).toString('base64url') },
  }
}

async function insertQuarantine(
  sql: TransactionSql,
  logId: number,
  items: readonly (Read & { what: 'quarantine' })[],
  at: Date,
): Promise<void> {
  for (const item of items) {
    await sql`insert into quarantine (log_id, seq, reason, agency, at) values (${logId}, ${item.entry.seq}, ${item.reason}, ${item.agency}, ${at})`
  }
}

/** Keeps what the partner answered about our entries; an answer about an entry we never wrote is ignored. */
async function insertAnswers(sql: TransactionSql, outLogId: number, answers: readonly (Read & { what: 'answer' })[]): Promise<void> {
  if (answers.length === 0) return
  await sql`insert into answer (log_id, seq, outcome, reason, at)
    select ${outLogId}, given.seq, given.outcome, given.reason, given.at
    from unnest(
      ${sql.array(
        answers.map(({ leaf }) => leaf.re_seq ?? -1),
        20,
      )}::bigint[],
      ${sql.array(
        answers.map(({ leaf }) => leaf.t),
        25,
      )}::text[],
      ${sql.array(
        answers.map(({ leaf }) => leaf.code ?? ''),
        25,
      )}::text[],
      ${sql.array(
        answers.map(({ leaf }) => leaf.at),
        25,
      )}::timestamptz[]) as given (seq, outcome, reason, at)
    join entry on entry.log_id = ${outLogId} and entry.seq = given.seq
    on conflict do nothing`
}
