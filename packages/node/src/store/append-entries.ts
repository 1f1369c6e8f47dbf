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
import type { TransactionSql } from 'postgres'
import { sealBodyBytes } from './bodies.ts'
import type { DayKeys } from './day-keys.ts'
import { drawRandom } from './draw-random.ts'
import type { Keystore } from './keystore.ts'
import { sealSealingKey } from './sealing-key.ts'
import { writeFullTiles } from './tree.ts'

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
  // Sent together, answered in order: the row is read once the lock is held.
  const [, [row]] = await Promise.all([
    sql`select pg_advisory_xact_lock(7301, ${logId})`.execute(),
    sql<{ origin: string; size: number; frontier: Uint8Array; frozen: string | null }[]>`
      select origin, size, frontier, coalesce(frozen, case when ended_at is not null then 'epoch_ended' end) as frozen from log where log_id = ${logId} for update`.execute(),
  ])
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

/**
 * Writes entries behind a log's end, as it was read under the lock, moves the end and writes the tiles that became full. Throws when another
 * writer moved it first.
 */
export async function writeEntries(
  sql: TransactionSql,
  logId: number,
  from: LockedLog,
  { entries: built, end }: BuiltEntries,
): Promise<void> {
  const bodies = built.filter((entry) => entry.sealed !== undefined)
  const numbers = (values: readonly number[]) => sql.array([...values], 20)
  const bytes = (values: readonly Uint8Array[]) =>
    sql.array(
      values.map((value) => Buffer.from(value.buffer, value.byteOffset, value.length)),
      17,
    )
  const done = await sql`with leaves as (
      insert into entry (log_id, seq, leaf, hash)
      select ${logId}, * from unnest(${numbers(built.map((entry) => entry.seq))}::bigint[],
        ${bytes(built.map((entry) => entry.leaf))}::bytea[], ${bytes(built.map((entry) => entry.hash))}::bytea[])
    ), bodies as (
      insert into body (log_id, seq, slot, sealed)
      select ${logId}, * from unnest(${numbers(bodies.map((entry) => entry.seq))}::bigint[],
        ${numbers(bodies.map((entry) => entry.slot as number))}::bigint[], ${bytes(bodies.map((entry) => entry.sealed as Uint8Array))}::bytea[])
    )
    update log set size = ${end.size}, frontier = ${encodeFrontier(end.frontier)} where log_id = ${logId} and size = ${from.size}`
  if (done.count !== 1) throw new Error(`log ${logId} was written by somebody else`)
  for (const { seq, key } of built) {
    if (key === undefined) continue
    await sql`insert into sealed_entry (log_id, seq, state, key, at) values (${logId}, ${seq}, 'awaiting', ${key.sealed as Buffer}, ${key.at})`
  }
  await writeFullTiles(sql, logId, from.size, end.size)
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
