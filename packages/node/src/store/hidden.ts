import type { TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'

/** Relations by which a record rests on another: what says something about a recalled record, or was made from it, is hidden with it. */
const strong = [
  'object_refs',
  'object_ref',
  'sighting_of_ref',
  'content_ref',
  'observed_data_refs',
  'work_product_refs',
  'where_sighted_refs',
]
/** Whether a relation is of that sort: who wrote a record and how it is marked is not. */
export function restsOn(relation: string): boolean {
  return strong.includes(relation) || /^(source|target)_ref/.test(relation)
}

/** How many steps a derivation is followed. */
const deepest = 8

/** Versions that a recall hides, as SQL of their journal positions. Recalls are few, so whoever reads beside it meets a short list. */
export function hiddenSeqs(sql: Querier) {
  return sql`(select hv.seq from hidden h join version hv on hv.rid = h.rid and hv.from_party = h.from_party where h.shown_again_at is null)`
}

/** The same by record and author: `(rid, from_party) not in …`. */
export function hiddenRecords(sql: Querier) {
  return sql`(select h.rid, h.from_party from hidden h where h.shown_again_at is null)`
}

/** Whether a version may be shown, as SQL over `version v`: not erased, and not hidden by a recall. */
export function isShown(sql: Querier) {
  return sql`v.erased_at is null and v.seq not in ${hiddenSeqs(sql)}`
}

/**
 * Hides a recalled record of one author, and everything linked to it as derived: what refers to it by `object_refs` and the like, relationships
 * that name it, and the source of a `derived-from` that points at it. A record that somebody else sent too stands on its own and hides nothing.
 * Answers how many records beside it are hidden.
 */
export async function hideRecord(sql: TransactionSql, recallId: number, rid: Uint8Array, fromParty: string): Promise<number> {
  await sql`insert into hidden (rid, from_party, recall_id, derived) values (${rid as Buffer}, ${fromParty}, ${recallId}, false)
    on conflict do nothing`
  return await hideDerived(sql, recallId)
}

async function hideDerived(sql: TransactionSql, recallId: number): Promise<number> {
  const found = await sql`with recursive derived (rid, from_party, depth) as (
      select rid, from_party, 0 from hidden where recall_id = ${recallId} and shown_again_at is null
      union
      select found.rid, found.from_party, derived.depth + 1 from derived
      join reference r on r.target = derived.rid
      join version v on v.seq = r.seq and v.latest and v.erased_at is null
      cross join lateral (
        select v.rid, v.from_party where ${isStrong(sql)}
        union all
        select s.rid, s.from_party from reference source join version s on s.rid = source.target and s.latest and s.erased_at is null
          where r.relation = 'target_ref:derived-from' and source.seq = v.seq and source.relation = 'source_ref:derived-from'
      ) as found
      where derived.depth < ${deepest} and not exists (
        select from version other where other.rid = derived.rid and other.from_party <> derived.from_party and other.latest
          and other.erased_at is null)
    )
    insert into hidden (rid, from_party, recall_id, derived) select distinct rid, from_party, ${recallId}::bigint, true from derived where depth > 0
    on conflict do nothing`
  return found.count
}

/** Hides what was written in (after, upTo] of the journal about records that are hidden already. Answers how many. */
export async function hideNewlyDerived(sql: TransactionSql, after: number, upTo: number): Promise<number> {
  const recalls = await sql<{ recallId: number }[]>`select distinct h.recall_id as "recallId" from hidden h
    join reference r on r.target = h.rid where h.shown_again_at is null and r.seq > ${after} and r.seq <= ${upTo}`
  let count = 0
  for (const { recallId } of recalls) count += await hideDerived(sql, recallId)
  return count
}

/** Which of these versions are hidden, or say something about a record that is: they leave for nobody. */
export async function findTainted(sql: Querier, seqs: readonly number[]): Promise<Set<number>> {
  if (seqs.length === 0) return new Set()
  const rows = await sql<{ seq: number }[]>`select v.seq from version v where v.seq = any(${seqs as number[]}) and (
      exists (select from hidden h where h.rid = v.rid and h.from_party = v.from_party and h.shown_again_at is null)
      or exists (select from reference r join hidden h on h.rid = r.target and h.shown_again_at is null
        where r.seq = v.seq and ${isStrong(sql)} and not exists (
          select from hidden own where own.rid = v.rid and own.from_party = v.from_party and own.shown_again_at is not null)))`
  return new Set(rows.map((row) => row.seq))
}

/** Whether a reference `r` is of the sort that a record rests on, as SQL. */
export function isStrong(sql: Querier) {
  return sql`(r.relation = any(${strong}) or r.relation like 'source_ref%' or r.relation like 'target_ref%')`
}

export type HiddenBy = {
  readonly recallId: number
  readonly derived: boolean
  readonly partner: string
  readonly reason: string
  readonly at: Date
}

/** The recall that hides a record of one author, its own before one of a source; undefined when none does. */
export async function findHiddenBy(sql: Querier, rid: Uint8Array, fromParty: string): Promise<HiddenBy | undefined> {
  const [row] = await sql<HiddenBy[]>`select h.recall_id as "recallId", h.derived, r.partner, r.reason, r.at
    from hidden h join recall r using (recall_id)
    where h.rid = ${rid as Buffer} and h.from_party = ${fromParty} and h.shown_again_at is null order by h.derived, h.recall_id desc limit 1`
  return row
}

/** Shows what a recall hid: all of it when it is withdrawn. */
export async function showAll(sql: TransactionSql, recallId: number): Promise<void> {
  await sql`delete from hidden where recall_id = ${recallId}`
}

/** Shows one derived record again; false when this recall does not hide it as derived. */
export async function showAgain(sql: TransactionSql, recallId: number, rid: Uint8Array, at: Date): Promise<boolean> {
  const done = await sql`update hidden set shown_again_at = ${at}
    where recall_id = ${recallId} and rid = ${rid as Buffer} and derived and shown_again_at is null`
  return done.count > 0
}
