import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { recordDigest } from './keyed-digest.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Most versions of one record that are listed. */
const maxVersions = 500
/** Most relations of one record that are listed, in each direction. */
const maxRelations = 200

/** Every version of a record in journal order, in any compartment: the caller decides who may see them. Empty: no such record. */
export async function listVersions(sql: Sql, searchKey: Uint8Array, id: string): Promise<StoredVersion[]> {
  return await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.rid = ${recordDigest(searchKey, id)} order by v.seq desc limit ${maxVersions}`
}

export type ListFilter = { readonly agency: string; readonly kind?: string | undefined; readonly from?: string | undefined }

/** Where a listing stands: which journal it saw when it began, and the last seq it gave. */
export type ListCursor = { readonly asOf: number; readonly before: number }

/**
 * One page of the newest versions an agency may see, newest first. The listing shows the records as they stood at `asOf`, so a record that
 * gets a new version between two pages is neither lost nor given twice; erased records drop out at once.
 */
export async function listRecords(
  sql: Sql,
  filter: ListFilter,
  limit: number,
  cursor?: ListCursor,
): Promise<{ readonly rows: StoredVersion[]; readonly next: ListCursor | undefined }> {
  const { asOf, before } = cursor ?? (await startOfListing(sql))
  const wanted = sql`${isShown(sql)} and v.seq <= ${asOf} and v.seq < ${before}
    ${filter.kind === undefined ? sql`` : sql`and v.kind = ${filter.kind}`}
    ${filter.from === undefined ? sql`` : sql`and v.from_party = ${filter.from}`}`
  const unchanged = sql`v.latest and not exists (select from changed where changed.rid = v.rid)`
  // Records that changed since `asOf` are few: only for those is the version of then looked up instead of the flag of now. What is one's own
  // and what others shared are two branches, because one condition with "or" would walk past every record of the other agencies.
  const rows = await sql<StoredVersion[]>`
    with changed as materialized (select distinct rid from version where seq > ${asOf}),
    then_latest as (
      select distinct on (w.rid) w.seq from version w join changed using (rid) where w.seq <= ${asOf} order by w.rid, w.modified desc, w.seq
    ),
    page as (
      (select v.seq from version v where v.agency = ${filter.agency} and ${unchanged} and ${wanted} order by v.seq desc limit ${limit + 1})
      union
      (select v.seq from version v where v.rid in (select rid from share where agency = ${filter.agency}) and ${unchanged} and ${wanted}
        order by v.seq desc limit ${limit + 1})
      union
      (select v.seq from version v join then_latest using (seq) where ${visibleTo(sql, filter.agency)} and ${wanted}
        order by v.seq desc limit ${limit + 1})
    )
    select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.seq = any(array(select seq from page)) order by v.seq desc limit ${limit + 1}`
  const given = rows.slice(0, limit)
  const last = given.at(-1)
  return { rows: given, next: rows.length > limit && last !== undefined ? { asOf, before: last.seq } : undefined }
}

async function startOfListing(sql: Sql): Promise<ListCursor> {
  const asOf = await newestSeq(sql)
  return { asOf, before: asOf + 1 }
}

/** The place in the journal of the newest record; 0 where there is none. */
export async function newestSeq(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: number | null }[]>`select max(seq) as seq from version`
  return row?.seq ?? 0
}

export type StoredRelation = { readonly relation: string; readonly direction: 'out' | 'in'; readonly version: StoredVersion }

/**
 * What a version points at and what points at its record, newest first: latest versions only, and only those an agency may see.
 * A reference to a record that is not here gives no row.
 */
export async function listRelations(sql: Sql, of: StoredVersion, agency: string): Promise<StoredRelation[]> {
  const outward = await sql<(StoredVersion & { relation: string })[]>`
    select r.relation, ${versionColumns(sql)} from reference r join version v on v.rid = r.target and v.latest
    join log body_at on body_at.log_id = v.body_log
    where r.seq = ${of.seq} and ${isShown(sql)} and ${visibleTo(sql, agency)} order by v.seq desc limit ${maxRelations}`
  const inward = await sql<(StoredVersion & { relation: string })[]>`
    select r.relation, ${versionColumns(sql)} from reference r join version v on v.seq = r.seq and v.latest
    join log body_at on body_at.log_id = v.body_log
    where r.target = ${of.rid} and v.rid <> ${of.rid} and ${isShown(sql)} and ${visibleTo(sql, agency)}
    order by v.seq desc limit ${maxRelations}`
  return [
    ...outward.map((row) => ({ relation: row.relation, direction: 'out' as const, version: row })),
    ...inward.map((row) => ({ relation: row.relation, direction: 'in' as const, version: row })),
  ]
}

export type StoredRelease = {
  readonly partner: string
  readonly outcome: 'release' | 'withhold' | 'ask' | 'hold' | 'deny'
  readonly reason: string | null
  readonly agreement: string | null
  readonly without: readonly string[]
  readonly tearLines: readonly string[]
  readonly decidedBy: string | null
  readonly decidedAt: Date
  /** When the partner's receipt first covered the outbound entry. */
  readonly receiptedAt: Date | null
  /** Receipted before it can be read: how its key stands; null where it travels open. */
  readonly keyState: 'awaiting' | 'handed' | 'never' | null
  readonly keyAt: Date | null
  /** Whether the partner's machine answered, which it does once it could read. */
  readonly answered: boolean
  /** Where in the partner's log it leaves. */
  readonly outLog: number | null
  readonly outSeq: number | null
  readonly versionSeq: number
  /** Journal entry that holds the decision. */
  readonly decisionSeq: number
}

/** Every release decision about a record, oldest first. A waiting question that was answered gives way to its answer. */
export async function listReleases(sql: Sql, rid: Uint8Array): Promise<StoredRelease[]> {
  return await sql<StoredRelease[]>`
    select d.partner, d.outcome, d.reason, d.agreement, d.without, d.tear_lines as "tearLines", d.decided_by as "decidedBy", d.decided_at as "decidedAt",
      (select min(receipt.at) from receipt where receipt.log_id = d.out_log and receipt.size > d.out_seq) as "receiptedAt",
      sealed.state as "keyState", sealed.changed_at as "keyAt",
      exists (select from answer where answer.log_id = d.out_log and answer.seq = d.out_seq) as answered,
      d.out_log as "outLog", d.out_seq as "outSeq", d.version_seq as "versionSeq", d.seq as "decisionSeq"
    from decision d join version v on v.seq = d.version_seq
      left join sealed_entry sealed on sealed.log_id = d.out_log and sealed.seq = d.out_seq
    where v.rid = ${rid} and not (d.outcome = 'ask' and exists (
      select from release_task t where t.task_id = d.decision_id and t.closed_by is not null))
      and not (d.outcome = 'hold' and exists (select from release_hold h where h.hold_id = d.decision_id and h.closed_by is not null))
    order by d.decision_id limit ${maxVersions}`
}
