import type { DayTerm, RequestStage, WorkEvent } from '@enlace/policy'
import type { Sql, TransactionSql } from 'postgres'

/** What the inbox needs to know of a new version: nothing of its text. */
export type NewAlert = {
  readonly seq: number
  readonly kind: string
  readonly rid: Uint8Array
  readonly fromParty: string
  readonly addedAt: Date
}

export type NewItem = {
  readonly seq: number
  readonly direction: 'sent' | 'received'
  readonly events: readonly WorkEvent[]
  readonly state: string
  /** When the next of its clocks runs out; absent when none runs. */
  readonly dueAt: string | undefined
}

/**
 * Opens work items for alerts by journal seq, no two of one id. Rows are made from the versions as they stand in this transaction, so that an
 * erasure meanwhile leaves nothing behind. A version from somebody else under the same id stands beside the item and never takes its place,
 * nor does one older than what the item shows. Gives the items that were opened or moved.
 */
export async function insertItems(
  tx: TransactionSql,
  items: readonly NewItem[],
): Promise<{ readonly rid: Uint8Array; readonly seq: number; readonly state: string; readonly isNew: boolean }[]> {
  if (items.length === 0) return []
  return await tx`
    with standing as (
      select version.* from version where seq = any(${numbers(tx, items)}::bigint[]) and erased_at is null order by seq for share
    )
    insert into work_item (rid, seq, agency, from_party, kind, direction, state, started_at, events, due_at, updated_seq)
    select rid, standing.seq, agency, from_party, kind, given.direction, given.state, added_at, given.events::jsonb, nullif(given.due_at, '')::timestamptz, standing.seq
      from standing join unnest(
        ${numbers(tx, items)}::bigint[],
        ${tx.array(
          items.map((item) => item.direction),
          25,
        )}::text[],
        ${tx.array(
          items.map((item) => item.state),
          25,
        )}::text[],
        ${tx.array(
          items.map((item) => JSON.stringify(item.events)),
          25,
        )}::text[], ${dues(tx, items)}::text[]) as given (seq, direction, state, events, due_at) on given.seq = standing.seq
    on conflict (rid) do update set seq = excluded.seq, due_at = coalesce(work_item.due_at, excluded.due_at), updated_seq = greatest(work_item.updated_seq, excluded.updated_seq)
      where work_item.from_party = excluded.from_party and exists (select from version where version.seq = excluded.seq and latest)
    returning rid, seq, state, xmax = 0 as "isNew"`
}

function numbers(tx: TransactionSql, items: readonly { readonly seq: number }[]) {
  return tx.array(
    items.map((item) => item.seq),
    20,
  )
}

function dues(tx: TransactionSql, items: readonly { readonly dueAt: string | undefined }[]) {
  return tx.array(
    // The driver's arrays hold no null.
    items.map((item) => item.dueAt ?? ''),
    25,
  )
}

/** Outbound logs that are receipted beyond what their follower, `prefix` with the log's number, has noted. */
export async function findUnnotedReceipts(
  sql: Sql,
  prefix: string,
  version: number,
): Promise<{ readonly logId: number; readonly partner: string; readonly receipted: number }[]> {
  return await sql`select log_id as "logId", partner, receipted_size as receipted from log
    left join follower on follower.name = ${prefix} || log_id and follower.version = ${version}
    where role = 'out' and receipted_size > coalesce(position, -1) + 1`
}

/** Released versions whose copy lies in [from, end) of an outbound log, in its order, with the time of the first receipt that covers them. */
export async function findReceipted(
  sql: Sql,
  logId: number,
  from: number,
  end: number,
  limit: number,
): Promise<{ readonly outSeq: number; readonly versionSeq: number; readonly rid: Uint8Array; readonly at: Date }[]> {
  return await sql`
    select out_seq as "outSeq", version_seq as "versionSeq", version.rid, covering.at from decision
    join version on version.seq = decision.version_seq
    join lateral (select at from receipt where log_id = out_log and size > out_seq order by size limit 1) as covering on true
    where out_log = ${logId} and out_seq >= ${from} and out_seq < ${end} order by out_seq limit ${limit}`
}

type LockedItem = { readonly kind: string; readonly direction: string; readonly seq: number; events: readonly WorkEvent[] }

/** The events of these items, by hexadecimal record digest, held until the transaction ends. Records without an item have no entry. */
export async function lockEvents(tx: TransactionSql, rids: readonly Uint8Array[]): Promise<Map<string, LockedItem>> {
  if (rids.length === 0) return new Map()
  const rows = await tx<(LockedItem & { rid: Buffer })[]>`select rid, kind, direction, events, updated_seq as seq from work_item
    where rid = any(${bytesArray(tx, rids)}::bytea[]) order by rid for update`
  return new Map(rows.map(({ rid, ...item }) => [rid.toString('hex'), item]))
}

/** Writes the events and states of locked items; of several for one item the last counts. */
export async function updateItems(
  tx: TransactionSql,
  items: readonly {
    readonly rid: Uint8Array
    readonly events: readonly WorkEvent[]
    readonly state: string
    readonly dueAt: string | undefined
  }[],
): Promise<void> {
  const last = [...new Map(items.map((item) => [Buffer.from(item.rid).toString('hex'), item])).values()]
  if (last.length === 0) return
  await tx`update work_item set events = given.events::jsonb, state = given.state, due_at = nullif(given.due_at, '')::timestamptz from unnest(
      ${bytesArray(
        tx,
        last.map((item) => item.rid),
      )}::bytea[],
      ${tx.array(
        last.map((item) => JSON.stringify(item.events)),
        25,
      )}::text[],
      ${tx.array(
        last.map((item) => item.state),
        25,
      )}::text[], ${dues(tx, last)}::text[]) as given (rid, events, state, due_at)
    where work_item.rid = given.rid`
}

/** Days of custody that a request counts down, with what of its documents is lacking. */
export type Custody = DayTerm & { readonly missing: number; readonly untranslated: number }

/** Writes where a request stands; false when it has no item here. */
export async function updateRequestItem(
  tx: TransactionSql,
  item: {
    readonly rid: Uint8Array
    readonly seq: number
    readonly state: string
    readonly form: string
    readonly stage: string | null
    readonly turn: string | null
    readonly dueAt: string | undefined
    readonly stages: readonly RequestStage[]
    readonly custody: Custody | undefined
    /** How many assurances are outstanding. */
    readonly assurances: number
    readonly events: readonly WorkEvent[]
  },
): Promise<boolean> {
  const { rid, seq, state, form, stage, turn, dueAt, stages, custody, assurances, events } = item
  const done = await tx`update work_item set state = ${state}, form = ${form}, stage = ${stage}, turn = ${turn}, due_at = ${dueAt ?? null},
      stages = ${tx.json(stages as never)}, assurances = ${assurances}, custody = ${custody === undefined ? null : tx.json(custody as never)},
      events = ${tx.json(events as never)}, updated_seq = greatest(updated_seq, ${seq})
    where rid = ${rid as Buffer} and kind = 'request'`
  return done.count > 0
}

function bytesArray(tx: TransactionSql, values: readonly Uint8Array[]) {
  return tx.array(
    values.map((value) => Buffer.from(value)),
    17,
  )
}
