import { uuidV7 } from '@enlace/core'
import {
  appendLeafHashes,
  type Body,
  commitItem,
  commitmentRoot,
  decodeFrontier,
  encodeBody,
  encodeFrontier,
  encodeLeaf,
  encodeSealedBody,
  type Frontier,
  leafHash,
  type ReleasePlace,
  sealedMembers,
  sealingKeyBytes,
} from '@enlace/proof/node'
import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres'
import { sealBodyBytes } from './bodies.ts'
import type { DayKeys } from './day-keys.ts'
import { drawRandom } from './draw-random.ts'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'
import { sealSealingKey } from './sealing-key.ts'
import { fillsTile, writeFullTiles } from './tree.ts'

/** What an entry is to say; its place, commitments and salts are made when it is appended. */
export type EntryDraft = {
  /** Leaf type. */
  readonly type: string
  /** When the author says it happened. */
  readonly at: Date
  /** Further leaf members, flat: for an answer, which entry it answers. Never personal data. */
  readonly members?: Readonly<Record<string, string | number>>
  readonly body?: BodyDraft
}

export type BodyDraft = {
  /** Whose master key wraps the key of this body. */
  readonly agency: string
  /**
   * The key it is sealed under: its own when absent; `day` for what is never erased by itself; a slot for a further copy of a record, which
   * must become unreadable together with the first.
   */
  readonly key?: 'day' | { readonly slot: number }
  /** What the items are; a STIX object and what goes with it when absent. */
  readonly contentType?: string
  /** Raw bytes, committed to one by one. */
  readonly items: readonly Uint8Array[]
  /** The release decision, for an entry that leaves. */
  readonly release?: Uint8Array
  /** Signs the release; undefined where a standing rule of the agreement releases. */
  readonly sign?: (place: ReleasePlace) => Promise<Uint8Array>
  /** It travels sealed, and its key is handed over only once it is receipted. */
  readonly receiptFirst?: boolean
}

export type Built = {
  readonly leaf: Uint8Array
  readonly hash: Uint8Array
  readonly seq: number
  readonly slot?: number
  readonly sealed?: Uint8Array
  /** The key that it travels under, sealed like the body; with `at`, when it was written. */
  readonly key?: { readonly sealed: Uint8Array; readonly at: Date }
}

/** Where an entry came to stand, and the slot of its body's key. */
export type Placed = { readonly seq: number; readonly slot?: number }

/** The end of a log whose lock this transaction holds. */
export type LockedLog = { readonly origin: string; readonly size: number; readonly frontier: Frontier }

/** Entries ready to be written behind a log's end, and the end that they make. */
export type BuiltEntries = { readonly entries: readonly Built[]; readonly end: LockedLog }

/** Makes entries for behind a log's end. Keys are durable in the keystore when this resolves, so before any row can commit. */
export async function buildEntries(
  keystore: Keystore,
  dayKeys: DayKeys,
  log: LockedLog,
  drafts: readonly EntryDraft[],
  seen = 0,
): Promise<BuiltEntries> {
  const slots = await findKeys(keystore, dayKeys, drafts)
  const entries: Built[] = []
  for (const [i, draft] of drafts.entries()) entries.push(await buildEntry(log.origin, log.size + i, draft, slots[i], seen))
  const frontier = appendLeafHashes(
    log.frontier,
    entries.map((entry) => entry.hash),
  )
  return { entries, end: { ...log, size: frontier.size, frontier } }
}

/**
 * Takes the log's lock for this transaction and reads where it ends. A log has a single writer three times over: the advisory lock, the
 * primary key (log, seq), and the compare-and-swap on size. Throws when the log is frozen or has ended, or its frontier is damaged.
 */
export async function lockForAppend(sql: TransactionSql, logId: number): Promise<LockedLog> {
  // A row that somebody changed while this waited for the lock is read again as it then stands: that is what `for update` does.
  const [row] = await sql<{ origin: string; size: number; frontier: Uint8Array; frozen: string | null }[]>`
    with held as materialized (select pg_advisory_xact_lock(7301, ${logId}))
    select origin, size, frontier, coalesce(frozen, case when ended_at is not null then 'epoch_ended' end) as frozen
    from log, held where log_id = ${logId} for update of log`
  if (row === undefined) throw new Error(`no log ${logId}`)
  if (row.frozen !== null) throw new LogFrozen(row.origin, row.frozen)
  const frontier = decodeFrontier(row.size, row.frontier)
  if (!frontier.ok) throw new Error(`frontier of ${row.origin} is damaged`)
  return { origin: row.origin, size: row.size, frontier: frontier.value }
}

/** A log that shows two histories or damaged bytes takes no more entries. */
export class LogFrozen extends Error {
  readonly origin: string
  readonly reason: string
  constructor(origin: string, reason: string) {
    super(`log ${origin} is frozen: ${reason}`)
    this.name = 'LogFrozen'
    this.origin = origin
    this.reason = reason
  }
}

/** Entries to be written behind the end of one log, as it was read under the lock. */
export type LogWrite = { readonly logId: number; readonly from: LockedLog; readonly built: BuiltEntries }

/**
 * Writes entries behind the ends of logs, each of them once, moves the ends and writes the tiles that became full. Throws when another writer moved
 * one first.
 */
export async function writeEntries(sql: TransactionSql, writes: readonly LogWrite[]): Promise<void> {
  if (writes.length === 0) return
  const done = await sql`with ${entriesWritten(sql, writes)}
    update log set size = given.size, frontier = given.frontier from ${endsGiven(sql, writes)} where log.log_id = given.log_id and log.size = given.was`
  if (done.count !== writes.length) {
    throw new Error(`${writes.map(({ from }) => from.origin).join(', ')}: written by somebody else`)
  }
  await writeBeyondEntries(sql, writes)
}

/** What few entries have: keys that they travel under, and tiles that they fill. */
async function writeBeyondEntries(sql: TransactionSql, writes: readonly LogWrite[]): Promise<void> {
  for (const { logId, from, built } of writes) {
    for (const { seq, key } of built.entries) {
      if (key === undefined) continue
      await sql`insert into sealed_entry (log_id, seq, state, key, at) values (${logId}, ${seq}, 'awaiting', ${key.sealed as Buffer}, ${key.at})`
    }
    await writeFullTiles(sql, logId, from.size, built.end.size)
  }
}

/** What a piece of work stood on was changed by somebody else; nothing of it is written. */
export class LogMoved extends Error {
  override readonly name = 'LogMoved'
}

/** A write that goes into the statement of others: named parts of it, and which of them must have written how many rows. */
export type StatementPart = {
  readonly parts: PendingQuery<Row[]>
  readonly must?: { readonly name: string; readonly rows: number; readonly otherwise: string }
}

/**
 * Writes entries behind the ends of logs as they were read, under their locks, and with them what else belongs to the same piece of work, in one
 * statement: every part of it sees the store as it was before. Throws when a log does not end where it was read, is frozen or has ended.
 */
export async function writeEntriesWith(sql: TransactionSql, writes: readonly LogWrite[], beside: readonly StatementPart[]): Promise<void> {
  if (beside.length === 0 && writes.length === 0) return
  const moved = sql`held as materialized (
      select log_id, pg_advisory_xact_lock(7301, log_id) from unnest(${numbers(
        sql,
        writes.map(({ logId }) => logId).toSorted((a, b) => a - b),
      )}::int[]) as log_id
    ), moved as (
      update log set size = given.size, frontier = given.frontier from held, ${endsGiven(sql, writes)}
      where held.log_id = given.log_id and log.log_id = given.log_id and log.size = given.was and log.frontier = given.before
        and frozen is null and ended_at is null returning log.log_id
    )`
  const parts = [...(writes.length === 0 ? [] : [sql`${moved}, ${entriesWritten(sql, writes)}`]), ...beside.map((one) => one.parts)]
  const musts = [
    ...(writes.length === 0
      ? []
      : [
          {
            name: 'moved',
            rows: writes.length,
            otherwise: `${writes.map(({ from }) => from.origin).join(', ')}: written by somebody else`,
          },
        ]),
    ...beside.flatMap(({ must }) => must ?? []),
  ]
  const counts = musts.map(({ name }) => sql`(select count(*)::int from ${sql(name)})`)
  const joined = (fragments: readonly PendingQuery<Row[]>[]) => fragments.reduce((all, one) => sql`${all}, ${one}`)
  const [counted] = await sql<{ counts: number[] }[]>`with ${joined(parts)}
    select array[${counts.length === 0 ? sql`0` : joined(counts)}]::int[] as counts`
  for (const [i, { rows, otherwise }] of musts.entries()) if (counted?.counts[i] !== rows) throw new LogMoved(otherwise)
  await writeBeyondEntries(sql, writes)
}

/**
 * The same for one log of which this process knows the end, lock and commit included, in one statement. False, and nothing is written, when the end is
 * not where it was thought to be, the log is frozen or has ended, or there is more to write than entries and bodies.
 */
export async function writeEntriesAtOnce(sql: Sql, write: LogWrite): Promise<boolean> {
  const { logId, from, built } = write
  if (fillsTile(from.size, built.end.size) || built.entries.some(({ key }) => key !== undefined)) return false
  const [done] = await sql<{ moved: number }[]>`with held as materialized (select pg_advisory_xact_lock(7301, ${logId})), moved as (
      update log set size = given.size, frontier = given.frontier from held, ${endsGiven(sql, [write])}
      where log.log_id = given.log_id and log.size = given.was and frozen is null and ended_at is null returning log.log_id
    ), ${entriesWritten(sql, [write], sql`where exists (select from moved)`)}
    select count(*)::int as moved from moved`
  return done?.moved === 1
}

/** What both insert, as named parts of a statement. */
function entriesWritten(sql: Querier, writes: readonly LogWrite[], only = sql``) {
  const entries = writes.flatMap(({ logId, built }) => built.entries.map((entry) => ({ logId, ...entry })))
  const bodies = entries.filter((entry) => entry.sealed !== undefined)
  return sql`leaves as (
      insert into entry (log_id, seq, leaf, hash)
      select * from unnest(${numbers(
        sql,
        entries.map((entry) => entry.logId),
      )}::smallint[], ${numbers(
        sql,
        entries.map((entry) => entry.seq),
      )}::bigint[], ${bytes(
        sql,
        entries.map((entry) => entry.leaf),
      )}::bytea[], ${bytes(
        sql,
        entries.map((entry) => entry.hash),
      )}::bytea[]) ${only}
    ), bodies as (
      insert into body (log_id, seq, slot, sealed)
      select * from unnest(${numbers(
        sql,
        bodies.map((entry) => entry.logId),
      )}::smallint[], ${numbers(
        sql,
        bodies.map((entry) => entry.seq),
      )}::bigint[], ${numbers(
        sql,
        bodies.map((entry) => entry.slot as number),
      )}::bigint[], ${bytes(
        sql,
        bodies.map((entry) => entry.sealed as Uint8Array),
      )}::bytea[]) ${only}
    )`
}

/** Where each log ended and is to end. */
function endsGiven(sql: Querier, writes: readonly LogWrite[]) {
  return sql`unnest(${numbers(
    sql,
    writes.map(({ logId }) => logId),
  )}::smallint[], ${numbers(
    sql,
    writes.map(({ from }) => from.size),
  )}::bigint[], ${numbers(
    sql,
    writes.map(({ built }) => built.end.size),
  )}::bigint[], ${bytes(
    sql,
    writes.map(({ built }) => encodeFrontier(built.end.frontier)),
  )}::bytea[], ${bytes(
    sql,
    writes.map(({ from }) => encodeFrontier(from.frontier)),
  )}::bytea[]) as given (log_id, was, size, frontier, before)`
}

function numbers(sql: Querier, values: readonly number[]) {
  return sql.array([...values], 20)
}

function bytes(sql: Querier, values: readonly Uint8Array[]) {
  return sql.array(
    values.map((value) => Buffer.from(value.buffer, value.byteOffset, value.length)),
    17,
  )
}

type Slot = { readonly slot: number; readonly key: Uint8Array }

/** The key of each draft's body, in order; new keys are durable when this resolves. Throws when the record that a copy belongs to was erased. */
async function findKeys(keystore: Keystore, dayKeys: DayKeys, drafts: readonly EntryDraft[]): Promise<(Slot | undefined)[]> {
  const own = drafts.keys().filter((i) => drafts[i]?.body !== undefined && drafts[i]?.body?.key === undefined)
  const allocated = new Map<number, Slot>()
  for (const [agency, indexes] of Map.groupBy(own, (i) => drafts[i]?.body?.agency as string)) {
    const slots = await keystore.allocate(agency, indexes.length)
    for (const [i, index] of indexes.entries()) allocated.set(index, slots[i] as Slot)
  }
  return await Promise.all(
    drafts.map(async ({ body, at }, i) => {
      if (body?.key === undefined) return allocated.get(i)
      if (body.key === 'day') return await dayKeys.find(body.agency, at)
      const found = keystore.read(body.key.slot)
      if (found === undefined) throw new Error('the record was erased meanwhile')
      return { slot: body.key.slot, key: found.key }
    }),
  )
}

async function buildEntry(origin: string, seq: number, draft: EntryDraft, slot: Slot | undefined, seen: number): Promise<Built> {
  const common = { at: draft.at.toISOString(), mid: uuidV7(draft.at.getTime(), drawRandom(10)), seen, seq, t: draft.type, v: 1 as const }
  if (draft.body === undefined || slot === undefined) {
    const leaf = encodeLeaf({ ...draft.members, ...common, n: 0 })
    return { leaf, hash: leafHash(leaf), seq }
  }
  const items = draft.body.items.map((bytes) => ({ salt: drawRandom(32), bytes }))
  const c = toText(commitmentRoot(items.map((item) => commitItem(item.salt, item.bytes))))
  const release = draft.body.release === undefined ? null : { salt: drawRandom(32), bytes: draft.body.release }
  const rel = release === null ? undefined : toText(commitmentRoot([commitItem(release.salt, release.bytes)]))
  const releaseSignature =
    draft.body.sign === undefined || rel === undefined ? new Uint8Array(0) : await draft.body.sign({ origin, seq, c, rel })
  const body: Body = { items, release, releaseSignature }
  const len = items.reduce((sum, item) => sum + item.bytes.length, 0)
  const encoded = encodeBody(body)
  const key = draft.body.receiptFirst === true ? drawRandom(sealingKeyBytes) : undefined
  const sealing = key === undefined ? {} : sealedMembers(key, encodeSealedBody(key, { origin, seq }, encoded))
  const about = {
    ...sealing,
    c,
    ct: draft.body.contentType ?? 'stix2.1',
    k: 1,
    len,
    n: items.length,
    ...(rel === undefined ? {} : { rel }),
  }
  const leaf = encodeLeaf({ ...draft.members, ...common, ...about })
  const made = { leaf, hash: leafHash(leaf), seq, slot: slot.slot, sealed: sealBodyBytes(slot.key, origin, seq, encoded) }
  return key === undefined ? made : { ...made, key: { sealed: sealSealingKey(slot.key, origin, seq, key), at: draft.at } }
}

function toText(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64url')
}
