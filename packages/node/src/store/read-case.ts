import type { Sql, TransactionSql } from 'postgres'
import { caseKinds } from './case-records.ts'
import { isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'
import type { Custody } from './write-work.ts'

/** Most records said of one case that are folded: beyond it something else is wrong. */
const maxSaid = 4000

/** Versions that say something about the case `c.rid`, as SQL over `version v`: what counts, for one agency. */
export function saidOfCase(sql: Sql, agency: string, target: ReturnType<Sql>) {
  return sql`reference r join version v on v.seq = r.seq where r.target = ${target} and r.relation = 'object_refs'
    and v.kind = any(${[...caseKinds, 'claim']}) and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)}`
}

/** A case and what an agency may see of what was said about it, unsealed. Undefined when it no longer opens. */
export async function readCase(
  from: { readonly sql: Sql; readonly keystore: Keystore },
  about: { readonly seq: number; readonly rid: Uint8Array },
  agency: string,
): Promise<{ readonly record: StoredRecord; readonly said: readonly StoredRecord[] } | undefined> {
  const { sql, keystore } = from
  const rows = await sql<{ seq: number }[]>`select v.seq from ${saidOfCase(sql, agency, sql`${about.rid as Buffer}::bytea`)}
    order by v.seq limit ${maxSaid}`
  const records = await readStoredRecords(sql, keystore, [about.seq, ...rows.map(({ seq }) => seq)])
  const record = records.find(({ seq }) => seq === about.seq)
  return record === undefined ? undefined : { record, said: records.filter((one) => one !== record) }
}

/**
 * What the duties of a case follow from, whichever agency holds it: its custody events and the party's own words about notice to victims, by
 * journal position. `owes`: one of those can open or end a duty.
 */
export async function findDutiesOfCase(
  sql: TransactionSql,
  rid: Uint8Array,
  party: string,
): Promise<{ readonly seqs: readonly number[]; readonly owes: boolean }> {
  const rows = await sql<{ seq: number; counts: boolean; owes: boolean }[]>`
    select v.seq, not v.revoked as counts, v.kind = 'victim-notice'
      or exists (select from duty o where o.rid = v.rid and o.duty in ('return_date', 'victim_notice') and o.done_at is null) as owes
    from reference r join version v on v.seq = r.seq where r.target = ${rid as Buffer} and r.relation = 'object_refs' and v.latest
      and (v.kind = 'custody-event' or (v.kind = 'victim-notice' and v.from_party = ${party})) and ${isShown(sql)}
    order by v.seq limit ${maxSaid}`
  return { seqs: rows.filter(({ counts }) => counts).map(({ seq }) => seq), owes: rows.some(({ owes }) => owes) }
}

/** The cases, by digest, of events that somebody still waits to be told of, and the agencies that owe the word. */
export async function listCasesOwingNotice(
  sql: TransactionSql,
): Promise<readonly { readonly rid: Uint8Array; readonly agencies: readonly string[] }[]> {
  return await sql<{ rid: Buffer; agencies: string[] }[]>`select r.target as rid, array_agg(distinct o.agency) as agencies
    from duty o join version v on v.rid = o.rid and v.latest join reference r on r.seq = v.seq and r.relation = 'object_refs'
    where o.duty = 'victim_notice' and o.done_at is null group by r.target limit ${maxSaid}`
}

/** Other agencies of the party that may see these records, by digest (hex). */
export async function findSharedWith(sql: TransactionSql, rids: readonly Uint8Array[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = rids.map((rid) => Buffer.from(rid))
  const rows = await sql<
    { rid: string; agencies: string[] }[]
  >`select encode(s.rid, 'hex') as rid, array_agg(s.agency order by s.agency) as agencies
    from share s where s.rid = any(${sql.array(wanted, 17)}::bytea[]) group by s.rid`
  return new Map(rows.map(({ rid, agencies }) => [rid, agencies]))
}

/** Which of these versions a partner was sent: what stays home is not among them. */
export async function findSent(sql: Sql, seqs: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await sql<{ seq: number }[]>`select distinct d.version_seq as seq from decision d
    where d.version_seq = any(${seqs as number[]}) and d.out_seq is not null`
  return new Set(rows.map(({ seq }) => seq))
}

export type CaseRequest = {
  readonly version: StoredVersion
  readonly form: string
  readonly stage: string | null
  readonly turn: string | null
  readonly open: boolean
  readonly startedAt: Date
  readonly dueAt: Date | null
  readonly custody: Custody | null
}

/** Requests of a case: those that name it or its person, and those that it names; the next clock first. */
export async function requestsOfCase(
  sql: Sql,
  agency: string,
  about: { readonly seq: number; readonly rid: Uint8Array },
): Promise<readonly CaseRequest[]> {
  const rows = await sql<(StoredVersion & Omit<CaseRequest, 'version'>)[]>`
    select ${versionColumns(sql)}, w.form, w.stage, w.turn, w.state not in ('outcome', 'cannot_act') as open, w.started_at as "startedAt",
      w.due_at as "dueAt", w.custody
    from work_item w join version v on v.rid = w.rid and v.latest join log body_at on body_at.log_id = v.body_log
    where w.kind = 'request' and ${isShown(sql)} and ${visibleTo(sql, agency)} and w.rid in (${requestRids(sql, sql`${about.rid as Buffer}::bytea`, sql`${about.seq}::bigint`)})
    order by w.due_at nulls last, w.started_at desc limit 200`
  return rows.map(({ form, stage, turn, open, startedAt, dueAt, custody, ...version }) => ({
    version: version as StoredVersion,
    form,
    stage,
    turn,
    open,
    startedAt,
    dueAt,
    custody,
  }))
}

/** Digests of the requests of a case, as SQL. */
export function requestRids(sql: Sql, rid: ReturnType<Sql>, seq: ReturnType<Sql>) {
  return sql`select asking.rid from version asking join reference named on named.seq = asking.seq and named.relation = 'object_refs'
      where asking.kind = 'request' and asking.latest
        and named.target in (select ${rid} union all select target from reference where reference.seq = ${seq} and relation = 'person_ref')
    union select target from reference where reference.seq = ${seq} and relation = 'object_refs'`
}

/** Other records that name a case or are named by it, newest first, a page of them, and how many there are. */
export async function linkedToCase(
  sql: Sql,
  agency: string,
  about: { readonly seq: number; readonly rid: Uint8Array },
  page: { readonly skip: number; readonly before?: number | undefined; readonly limit: number },
): Promise<{ readonly versions: readonly StoredVersion[]; readonly total: number }> {
  const rows = await sql<(StoredVersion & { total: number })[]>`
    with linked as (
      select v.rid from reference r join version v on v.seq = r.seq where r.target = ${about.rid as Buffer}
      union select target from reference where seq = ${about.seq}
    ), shown as materialized (
      select v.seq from linked join version v on v.rid = linked.rid and v.latest
      where ${isShown(sql)} and ${visibleTo(sql, agency)} and v.rid <> ${about.rid as Buffer}
        and v.kind <> all(${[...caseKinds, 'request', 'claim']})
    ), page as (
      select seq from shown ${page.before === undefined ? sql`` : sql`where seq < ${page.before}`}
      order by seq desc offset ${page.skip} limit ${page.limit}
    )
    select ${versionColumns(sql)}, (select count(*) from shown) as total from page join version v on v.seq = page.seq
    join log body_at on body_at.log_id = v.body_log order by v.seq desc`
  return { versions: rows, total: Number(rows[0]?.total ?? 0) }
}
