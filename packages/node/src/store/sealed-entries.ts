import { encodeSealedBody } from '@enlace/proof/node'
import type { TransactionSql } from 'postgres'
import { openBodyBytes } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import type { Querier, StoredBody } from './logs.ts'
import { openSealingKey } from './sealing-key.ts'

/** How an entry stands whose key follows its receipt. */
export type SealedState = 'awaiting' | 'handed' | 'opened' | 'refused' | 'recalled' | 'never'

/**
 * What travels of a stored body: the bytes that readers open or, where the entry is receipted before it can be read, those sealed under its own
 * key, the same each time. A copy that came back from the partner without its key travels open.
 */
export function outgoingBytes(keystore: Keystore, origin: string, stored: StoredBody): Uint8Array | 'erased' | 'unreadable' {
  const body = openBodyBytes(keystore, origin, stored)
  if (typeof body === 'string' || stored.key == null) return body
  const key = openSealingKey(keystore, origin, stored)
  return typeof key === 'string' ? key : encodeSealedBody(key, { origin, seq: stored.seq }, body)
}

export type SealedToHand = {
  readonly seq: number
  /** The record was taken back from this partner: it never gets the key. */
  readonly recalled: boolean
  readonly hash: Uint8Array
  readonly slot: number | null
  readonly sealed: Uint8Array | null
  readonly key: Uint8Array | null
}

/** Own sealed entries that the partner has receipted and whose key it was not told of, in order. */
export async function findToHand(sql: Querier, logId: number, limit: number): Promise<SealedToHand[]> {
  return await sql<SealedToHand[]>`select s.seq, s.key, entry.hash, body.slot, body.sealed, exists (
        select from position p join version v on v.seq = p.seq join recall r on r.rid = v.rid and r.direction = 'out'
          and r.partner = log.partner and r.state in ('open', 'done')
        where p.log_id = s.log_id and p.log_seq = s.seq) as recalled
    from sealed_entry s
    join log on log.log_id = s.log_id join entry on entry.log_id = s.log_id and entry.seq = s.seq
    left join body on body.log_id = s.log_id and body.seq = s.seq
    where s.log_id = ${logId} and s.state = 'awaiting' and s.seq < log.receipted_size order by s.seq limit ${limit}`
}

/** Where the key of an own sealed entry was handed over; undefined where it was not. */
export async function findUnsealSeq(sql: Querier, logId: number, seq: number): Promise<number | undefined> {
  const [row] = await sql<{ at: number }[]>`select unseal_seq as at from sealed_entry
    where log_id = ${logId} and seq = ${seq} and state = 'handed' and unseal_seq is not null`
  return row?.at
}

/** Notes what the partner was told of own sealed entries, and where. */
export async function noteHanded(
  sql: TransactionSql,
  logId: number,
  told: readonly { readonly seq: number; readonly state: 'handed' | 'never'; readonly unsealSeq: number }[],
  at: Date,
): Promise<void> {
  for (const { seq, state, unsealSeq } of told)
    await sql`update sealed_entry set state = ${state}, unseal_seq = ${unsealSeq}, changed_at = ${at} where log_id = ${logId} and seq = ${seq}`
}

/** What came sealed from a partner and waits for its key. What was recalled before it came stays so. */
export async function insertAwaiting(
  sql: TransactionSql,
  logId: number,
  seqs: readonly number[],
  when: { readonly at: Date; readonly dueAt: Date },
): Promise<void> {
  if (seqs.length === 0) return
  await sql`insert into sealed_entry (log_id, seq, state, at, due_at)
    select ${logId}, seq, 'awaiting', ${when.at}, ${when.dueAt} from unnest(${sql.array([...seqs], 20)}::bigint[]) as seq
    on conflict do nothing`
}

/** How a partner's sealed entries stand, by position. */
export async function findSealedStates(sql: Querier, logId: number, seqs: readonly number[]): Promise<Map<number, SealedState>> {
  if (seqs.length === 0) return new Map()
  const rows = await sql<{ seq: number; state: SealedState }[]>`select seq, state from sealed_entry
    where log_id = ${logId} and seq = any(${seqs as number[]})`
  return new Map(rows.map((row) => [row.seq, row.state]))
}

/** A receipted entry whose key is still owed: by us of an own log, by the partner of its log to us. */
export type KeyOwed = {
  readonly partner: string
  readonly direction: 'out' | 'in'
  readonly origin: string
  readonly seq: number
  readonly state: 'awaiting' | 'refused'
  readonly since: Date
  readonly dueAt: Date | null
}

/** Keys that are owed, the oldest first, and how many there are in all. A log that ended owes none: what it left sealed comes again in the next one. */
export async function listKeysOwed(sql: Querier, limit: number): Promise<{ readonly listed: KeyOwed[]; readonly count: number }> {
  const rows = await sql<(KeyOwed & { readonly count: number })[]>`select log.partner, log.role as direction, log.origin, s.seq, s.state,
      s.due_at as "dueAt", coalesce((select min(receipt.at) from receipt where receipt.log_id = s.log_id and receipt.size > s.seq), s.at) as since,
      count(*) over ()::int as count
    from sealed_entry s join log using (log_id)
    where s.state in ('awaiting', 'refused') and log.ended_at is null and s.seq < case log.role when 'out' then log.receipted_size else log.checkpoint_size end
    order by s.at, s.log_id, s.seq limit ${limit}`
  return { listed: rows.map(({ count: _count, ...row }) => row), count: rows[0]?.count ?? 0 }
}

/** How a partner's sealed entries in [start, end) stand, by position. */
export async function readSealedStates(sql: Querier, logId: number, start: number, end: number): Promise<Map<number, SealedState>> {
  const rows = await sql<{ seq: number; state: SealedState }[]>`select seq, state from sealed_entry
    where log_id = ${logId} and seq >= ${start} and seq < ${end}`
  return new Map(rows.map((row) => [row.seq, row.state]))
}

/** The opened form of one of a partner's entries, which takes the place of the sealed one. */
export type OpenedEntry = {
  readonly seq: number
  readonly unsealSeq: number
  readonly slot: number
  readonly sealed: Uint8Array
  readonly key: Uint8Array
  /** Slots that nothing needs once this is committed. */
  readonly left: readonly number[]
}

/** Keeps an entry open, under its compartment's key. Throws when it does not wait for a key any more. */
export async function saveOpened(sql: TransactionSql, logId: number, opened: OpenedEntry, at: Date): Promise<void> {
  const { seq, slot, sealed, key, unsealSeq, left } = opened
  const done = await sql`update sealed_entry set state = 'opened', key = ${key as Buffer}, unseal_seq = ${unsealSeq}, changed_at = ${at},
      left_slots = ${sql.array([...left], 20)}::bigint[]
    where log_id = ${logId} and seq = ${seq} and state in ('awaiting', 'refused')`
  if (done.count !== 1) throw new Error(`entry ${seq} does not wait for a key`)
  await sql`update body set slot = ${slot}, sealed = ${sealed as Buffer} where log_id = ${logId} and seq = ${seq}`
}

/**
 * A partner's sealed entry that will not be opened: its key or bytes are wrong (`refused`; the right key may follow), it was taken back, or its
 * author says that no key comes. Of the latter two the ciphertext goes as well. False when it does not wait.
 */
export async function closeSealed(
  sql: TransactionSql,
  logId: number,
  seq: number,
  state: 'refused' | 'recalled' | 'never',
  at: Date,
): Promise<boolean> {
  const done = await sql`update sealed_entry s set state = ${state}, changed_at = ${at},
      left_slots = case when ${state} = 'refused' then '{}' else coalesce((select array[slot] from body
        where body.log_id = s.log_id and body.seq = s.seq and slot is not null), '{}') end
    where log_id = ${logId} and seq = ${seq} and state in ('awaiting', 'refused')`
  return done.count === 1
}

/** Destroys keys that nothing needs any more: of sealed forms that were opened, and of those that never will be. Returns how many. */
export async function eraseLeftKeys(sql: Querier, keystore: Keystore, logId: number): Promise<number> {
  const rows = await sql<{ seq: number; slots: number[] }[]>`select seq, left_slots as slots from sealed_entry
    where log_id = ${logId} and left_slots <> '{}'`
  const slots = rows.flatMap((row) => row.slots.map(Number))
  if (slots.length === 0) return 0
  await keystore.erase(slots)
  await sql`update body set slot = null, sealed = null where log_id = ${logId} and slot = any(${slots})`
  await sql`update sealed_entry set left_slots = '{}' where log_id = ${logId} and seq = any(${rows.map((row) => row.seq)})`
  return slots.length
}

/** What names the keys of erased versions goes with them: sealed forms of the key, and the entries that handed it over. */
export async function forgetSealed(sql: TransactionSql, versionSeqs: readonly number[]): Promise<void> {
  await sql`update body set slot = null, sealed = null from sealed_entry s join position p on p.log_id = s.log_id and p.log_seq = s.seq
    where p.seq = any(${versionSeqs as number[]}) and body.log_id = s.log_id and body.seq = s.unseal_seq`
  await sql`update sealed_entry s set key = null from position p
    where p.seq = any(${versionSeqs as number[]}) and p.log_id = s.log_id and p.log_seq = s.seq`
}
