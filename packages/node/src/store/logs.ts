import type { Checkpoint } from '@enlace/proof/node'
import type { Sql, TransactionSql } from 'postgres'
import type { Lane } from './log-names.ts'

/** A log this node keeps: its own journal, an outbound log to a partner, or the mirror of a partner's log to us. */
export type Log = {
  readonly logId: number
  readonly origin: string
  readonly role: 'journal' | 'out' | 'in'
  readonly partner: string | null
  readonly epoch: number
  readonly lane: Lane
  /** Whether the partner's node keeps a log of this lane: nothing new is appended to one that it does not. */
  readonly ready: boolean
  /** Whether the partner's node knows entries that are receipted before they can be read; said of the routine log. */
  readonly takesSealed: boolean
  /** Durable entries. */
  readonly size: number
  readonly frontier: Uint8Array
  /** Last checkpoint: signed by us (journal, out) or cosigned by us (in). A signed note. */
  readonly checkpoint: string | null
  readonly checkpointSize: number
  /** Role in: the partner's newest checkpoint, whose entries may not all be here yet. */
  readonly pending: string | null
  readonly pendingSize: number
  /** Role out: what the partner's cosignature covers, and its lines. */
  readonly receipt: string | null
  readonly receiptedSize: number
  readonly receiptedAt: Date | null
  /** Role in: entries that the projection has applied. */
  readonly appliedSize: number
  readonly held: boolean
  readonly frozen: string | null
  readonly frozenAt: Date | null
  readonly evidence: string | null
  /** When it ended: it goes on as the next epoch. */
  readonly endedAt: Date | null
}

/** A signed note, and what its signer knows of it at that moment: the tree it names and the last entries that were read back for it. */
export type SignedTree = {
  readonly text: string
  readonly size: number
  readonly checkpoint?: Checkpoint
  readonly readBack?: readonly StoredEntry[]
}

export type Querier = Sql | TransactionSql

const columns = `log_id as "logId", origin, role, partner, epoch, lane, ready, takes_sealed as "takesSealed", size, frontier, checkpoint, checkpoint_size as "checkpointSize",
  pending, pending_size as "pendingSize", receipt, receipted_size as "receiptedSize", receipted_at as "receiptedAt",
  applied_size as "appliedSize", held, frozen, frozen_at as "frozenAt", evidence, ended_at as "endedAt"`

/** Opens a log by its origin, creating it empty the first time: on the routine lane and ready unless said otherwise. */
export async function openLog(
  sql: Querier,
  log: Pick<Log, 'origin' | 'role' | 'partner' | 'epoch'> & Partial<Pick<Log, 'lane' | 'ready'>>,
): Promise<Log> {
  const { origin, role, partner, epoch, lane = 'routine', ready = true } = log
  await sql`insert into log (origin, role, partner, epoch, lane, ready)
    values (${origin}, ${role}, ${partner}, ${epoch}, ${lane}, ${ready}) on conflict (origin) do nothing`
  const [row] = await sql<Log[]>`select ${sql.unsafe(columns)} from log where origin = ${log.origin}`
  if (row === undefined) throw new Error('log vanished')
  return row
}

/** The log as it stands now. Throws when there is none: ids come from `openLog`. */
export async function readLog(sql: Querier, logId: number): Promise<Log> {
  const [row] = await sql<Log[]>`select ${sql.unsafe(columns)} from log where log_id = ${logId}`
  if (row === undefined) throw new Error(`no log ${logId}`)
  return row
}

/** Every log of the node, the journal first. */
export async function listLogs(sql: Querier): Promise<Log[]> {
  return await sql<Log[]>`select ${sql.unsafe(columns)} from log order by role = 'journal' desc, partner, role, lane desc, epoch`
}

/** The logs of one direction and lane with a partner, the first epoch first. */
export async function listEpochs(sql: Querier, log: Pick<Log, 'partner' | 'role' | 'lane'>): Promise<Log[]> {
  return await sql<Log[]>`select ${sql.unsafe(columns)} from log
    where partner = ${log.partner} and role = ${log.role} and lane = ${log.lane} order by epoch`
}

export type StoredEntry = { readonly seq: number; readonly leaf: Uint8Array; readonly hash: Uint8Array; readonly at: Date }

/** Entries [start, end) in order. */
export async function readEntries(sql: Querier, logId: number, start: number, end: number): Promise<StoredEntry[]> {
  return await sql<
    StoredEntry[]
  >`select seq, leaf, hash, at from entry where log_id = ${logId} and seq >= ${start} and seq < ${end} order by seq`
}

export type StoredBody = {
  readonly seq: number
  readonly slot: number | null
  readonly sealed: Uint8Array | null
  /** The key that it travels under where it is receipted before it can be read, sealed like the body. */
  readonly key?: Uint8Array | null
}

/** Sealed bodies of entries [start, end) that have one, in order. */
export async function readBodies(sql: Querier, logId: number, start: number, end: number): Promise<StoredBody[]> {
  return await sql<
    StoredBody[]
  >`select seq, slot, sealed, (select key from sealed_entry s where s.log_id = body.log_id and s.seq = body.seq) as key
    from body where log_id = ${logId} and seq >= ${start} and seq < ${end} order by seq`
}

/** Entries [start, end) and the sealed bodies of those that have one, both in order, by one question. */
export async function readEntriesAndBodies(
  sql: Querier,
  logId: number,
  start: number,
  end: number,
): Promise<{ readonly entries: StoredEntry[]; readonly bodies: StoredBody[] }> {
  const rows = await sql<(StoredEntry & StoredBody & { readonly hasBody: boolean })[]>`
    select e.seq, leaf, hash, e.at, body.seq is not null as "hasBody", slot, sealed, s.key from entry e
    left join body on body.log_id = e.log_id and body.seq = e.seq and body.seq >= ${start} and body.seq < ${end}
    left join sealed_entry s on s.log_id = e.log_id and s.seq = e.seq and s.seq >= ${start} and s.seq < ${end}
    where e.log_id = ${logId} and e.seq >= ${start} and e.seq < ${end} order by e.seq`
  return {
    entries: rows.map(({ seq, leaf, hash, at }) => ({ seq, leaf, hash, at })),
    bodies: rows.flatMap(({ seq, hasBody, slot, sealed, key }) => (hasBody ? [{ seq, slot, sealed, key: key ?? null }] : [])),
  }
}

/** Where a log stands, and what it holds from one place on. */
export type LogTail = {
  readonly standing: Pick<Log, 'size' | 'receiptedSize' | 'checkpointSize' | 'frozen' | 'held'>
  readonly entries: readonly StoredEntry[]
  readonly bodies: readonly StoredBody[]
}

/** The log as it stands with at most `limit` entries from `start` on, and the sealed bodies of those that have one, by one question. */
export async function readTail(sql: Querier, logId: number, start: number, limit: number): Promise<LogTail> {
  const end = start + limit
  const rows = await sql<
    (Omit<StoredEntry, 'seq'> & StoredBody & LogTail['standing'] & { readonly hasBody: boolean; readonly hasEntry: boolean })[]
  >`
    select log.size, receipted_size as "receiptedSize", checkpoint_size as "checkpointSize", frozen, held, e.seq is not null as "hasEntry",
      e.seq, leaf, hash, e.at, body.seq is not null as "hasBody", slot, sealed, s.key
    from log left join entry e on e.log_id = log.log_id and e.log_id = ${logId} and e.seq >= ${start} and e.seq < ${end}
    left join body on body.log_id = e.log_id and body.seq = e.seq and body.seq >= ${start} and body.seq < ${end}
    left join sealed_entry s on s.log_id = e.log_id and s.seq = e.seq and s.seq >= ${start} and s.seq < ${end}
    where log.log_id = ${logId} order by e.seq`
  const [first] = rows
  if (first === undefined) throw new Error(`no log ${logId}`)
  const { size, receiptedSize, checkpointSize, frozen, held } = first
  return {
    standing: { size, receiptedSize, checkpointSize, frozen, held },
    entries: rows.flatMap(({ hasEntry, seq, leaf, hash, at }) => (hasEntry ? [{ seq, leaf, hash, at }] : [])),
    bodies: rows.flatMap(({ seq, hasBody, slot, sealed, key }) => (hasBody ? [{ seq, slot, sealed, key: key ?? null }] : [])),
  }
}

/** The first entry after `start` with which the sealed bodies of [start, end) take more than `maxBytes` together; undefined when they do not. */
export async function findBodyBeyond(
  sql: Querier,
  logId: number,
  start: number,
  end: number,
  maxBytes: number,
): Promise<number | undefined> {
  const [row] = await sql<{ seq: number }[]>`select seq from (
      select seq, sum(octet_length(sealed)) over (order by seq) as total from body
      where log_id = ${logId} and seq >= ${start} and seq < ${end}) as running
    where total > ${maxBytes} and seq > ${start} order by seq limit 1`
  return row?.seq
}

/** Notes that the partner's node keeps this log. */
export async function markReady(sql: Querier, logId: number): Promise<void> {
  await sql`update log set ready = true where log_id = ${logId} and not ready`
}

/** Notes whether the partner's node knows sealed entries, as its last hello said. */
export async function markTakesSealed(sql: Querier, logId: number, takes: boolean): Promise<void> {
  await sql`update log set takes_sealed = ${takes} where log_id = ${logId} and takes_sealed <> ${takes}`
}

/** Records a checkpoint that we sign or cosign, only if it is newer than the one kept. False: somebody else was first. */
export async function saveCheckpoint(sql: Querier, logId: number, size: number, checkpoint: string): Promise<boolean> {
  const done = await sql`update log set checkpoint = ${checkpoint}, checkpoint_size = ${size}
    where log_id = ${logId} and checkpoint_size <= ${size} and size >= ${size} and frozen is null`
  return done.count === 1
}

/** Records what the partner's receipt covers. An older receipt never replaces a newer one. */
export async function saveReceipt(sql: Querier, logId: number, size: number, lines: string, checkpoint: string, at: Date): Promise<void> {
  await sql`with kept as (
      insert into receipt (log_id, size, lines, at) values (${logId}, ${size}, ${lines}, ${at}) on conflict do nothing)
    update log set receipt = ${checkpoint + lines}, receipted_size = ${size}, receipted_at = ${at}
    where log_id = ${logId} and receipted_size < ${size}`
}

/** The partner's first receipt that covers an entry. */
export async function findReceiptOver(
  sql: Querier,
  logId: number,
  seq: number,
): Promise<{ readonly size: number; readonly lines: string } | undefined> {
  const [row] = await sql<{ size: number; lines: string }[]>`select size, lines from receipt
    where log_id = ${logId} and size > ${seq} order by size limit 1`
  return row
}

/** Keeps the partner's newest checkpoint; its entries follow. */
export async function savePending(sql: Querier, logId: number, oldSize: number, size: number, checkpoint: string): Promise<boolean> {
  const done = await sql`update log set pending = ${checkpoint}, pending_size = ${size}
    where log_id = ${logId} and pending_size = ${oldSize} and frozen is null`
  return done.count === 1
}

/** Stops a log for good until two people open a new epoch; keeps why, and the contradicting statements as evidence. */
export async function freezeLog(sql: Querier, logId: number, reason: string, evidence: string, at: Date): Promise<void> {
  await sql`update log set frozen = ${reason}, frozen_at = ${at}, evidence = ${evidence} where log_id = ${logId} and frozen is null`
}

/**
 * Cuts or restores the link with a partner on an administrator's word; it stands on the routine outbound log and counts for both directions and lanes. A cut
 * link opens by itself at `until`; without one it waits for a person.
 */
export async function holdLogs(sql: Querier, partner: string, held: boolean, until: Date | null = null): Promise<void> {
  // One row: two in this order could meet a transaction that holds them in the other.
  await sql`update log set held = ${held}, held_until = ${held ? until : null} where partner = ${partner} and role = 'out' and lane = 'routine'`
}

/** Partners whose hold is over at `now`. */
export async function findHoldsOver(sql: Querier, now: Date): Promise<string[]> {
  const rows = await sql<{ partner: string }[]>`select partner from log where role = 'out' and held and held_until <= ${now}`
  return rows.map((row) => row.partner)
}
