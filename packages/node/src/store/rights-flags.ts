import type { HoldReason } from '@enlace/policy'
import { kinds, readField, referencesOf } from '@enlace/records'
import type { TransactionSql } from 'postgres'
import { recordDigest } from './keyed-digest.ts'
import type { Querier } from './logs.ts'
import type { StoredRecord } from './stored-records.ts'

/** The kind whose records stop what would be sent. */
export const rightsFlagKind = 'rights-flag'

/** A flag as every overseer may know it: nothing of its words. */
export type RightsFlagRow = {
  readonly rid: Uint8Array
  readonly agency: string
  readonly seq: number
  readonly raisedAt: Date
  readonly raisedBy: string | null
  readonly state: 'open' | 'go' | 'stop'
  readonly answeredAt: Date | null
  readonly answeredBy: string | null
}

/** How many steps are followed from a record to what it refers to. */
const deepest = 8
/** Relations that do not say what a record is about: who wrote it, and how it is marked. */
export const notAbout = ['created_by_ref', 'object_marking_refs', 'marking_ref']

const maxListed = 500

/** Keeps where flags of the own party stand after these versions of them, in the transaction that writes them, so that what follows meets them. */
export async function keepFlags(
  sql: TransactionSql,
  searchKey: Uint8Array,
  versions: readonly (StoredRecord & { readonly author?: string | undefined })[],
): Promise<void> {
  for (const { rid, agency, seq, object, revoked, addedAt, author } of versions) {
    const answer = sayOf(object, 'answer')
    const isAnswered = sayOf(object, 'state') === 'answered'
    const state = revoked ? 'go' : !isAnswered ? 'open' : answer === 'stop' ? 'stop' : 'go'
    const answeredAt = isAnswered ? addedAt : null
    const answeredBy = isAnswered ? (sayOf(object, 'answered_by') ?? null) : null
    await sql`insert into rights_flag (rid, agency, seq, raised_at, raised_by, state, answered_at, answered_by)
      values (${rid as Buffer}, ${agency}, ${seq}, ${addedAt}, ${author ?? null}, ${state}, ${answeredAt}, ${answeredBy})
      on conflict (rid) do update set seq = excluded.seq, answered_at = excluded.answered_at,
        answered_by = excluded.answered_by,
        state = case when ${revoked} and rights_flag.state <> 'go' then rights_flag.state else excluded.state end`
    const targets = referencesOf(object)
      .filter(({ relation }) => relation === 'object_refs')
      .map(({ target }) => Buffer.from(recordDigest(searchKey, target)))
    await sql`delete from rights_flag_target where flag = ${rid as Buffer}`
    await sql`insert into rights_flag_target (target, flag) select distinct target, ${rid as Buffer}::bytea
      from unnest(${sql.array(targets, 17)}::bytea[]) as target`
  }
}

/** Whether any flag stands in the way of anything, as SQL: for whoever asks something else anyway. */
export function anyFlagStanding(sql: Querier) {
  return sql`exists (select from rights_flag where state <> 'go')`
}

/** The same as a question of its own: for whoever would otherwise look at every record. */
export async function isAnyFlagStanding(sql: Querier): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`select ${anyFlagStanding(sql)} as any`
  return row?.any === true
}

/**
 * Which of these versions must wait, and why: a flag stands on the record, or on something that it refers to, step by step, or was made from. A flag itself
 * never waits: its author may tell the partner of it.
 */
export async function findPaused(sql: Querier, seqs: readonly number[]): Promise<Map<number, HoldReason>> {
  return new Map([...(await findPausing(sql, seqs))].map(([seq, { reason }]) => [seq, reason]))
}

/** The same with the agencies whose officers have to answer, or answered with a stop. */
export async function findPausing(
  sql: Querier,
  seqs: readonly number[],
): Promise<Map<number, { readonly reason: HoldReason; readonly agencies: string[] }>> {
  if (seqs.length === 0 || !(await isAnyFlagStanding(sql))) return new Map()
  const rows = await sql<{ seq: number; stopped: boolean; agencies: string[] }[]>`with recursive reach (seq, rid, depth) as (
      select v.seq, v.rid, 0 from version v where v.seq = any(${seqs as number[]}) and v.kind <> ${rightsFlagKind}
      union
      select reach.seq, next.target, reach.depth + 1 from reach cross join lateral (
        select r.target from version v join reference r on r.seq = v.seq
          where v.rid = reach.rid and v.erased_at is null and (v.latest or v.seq = reach.seq) and r.relation <> all(${notAbout})
        union all
        select made.target from reference source join version link on link.seq = source.seq and link.latest and link.erased_at is null
          join reference made on made.seq = source.seq and made.relation = 'target_ref:derived-from'
          where source.target = reach.rid and source.relation = 'source_ref:derived-from'
      ) as next where reach.depth < ${deepest}
    )
    select reach.seq, bool_and(f.state = 'stop') as stopped, array_agg(distinct f.agency order by f.agency) as agencies from reach join rights_flag_target t on t.target = reach.rid
    join rights_flag f on f.rid = t.flag where f.state <> 'go' group by reach.seq`
  return new Map(rows.map(({ seq, stopped, agencies }) => [seq, { reason: stopped ? 'rights_stop' : 'rights_flag', agencies }]))
}

/** Flags that name a record, or that it is itself; newest first. */
export async function listFlagsOn(sql: Querier, rid: Uint8Array): Promise<RightsFlagRow[]> {
  return await sql<RightsFlagRow[]>`select ${columns(sql)} from rights_flag f
    where f.rid = ${rid as Buffer} or f.rid in (select flag from rights_flag_target where target = ${rid as Buffer}) order by f.seq desc limit ${maxListed}`
}

/** Flags of an agency, or of every one, those that nobody answered first. */
export async function listFlags(sql: Querier, filter: { readonly agency?: string }): Promise<RightsFlagRow[]> {
  return await sql<RightsFlagRow[]>`select ${columns(sql)} from rights_flag f
    where ${filter.agency ?? null}::text is null or f.agency = ${filter.agency ?? null}
    order by f.state = 'open' desc, f.seq desc limit ${maxListed}`
}

/** One flag by the digest of its id; undefined when it is none of ours. */
export async function findFlag(sql: Querier, rid: Uint8Array): Promise<RightsFlagRow | undefined> {
  const [row] = await sql<RightsFlagRow[]>`select ${columns(sql)} from rights_flag f where f.rid = ${rid as Buffer}`
  return row
}

function columns(sql: Querier) {
  return sql`f.rid, f.agency, f.seq, f.raised_at as "raisedAt", f.raised_by as "raisedBy", f.state, f.answered_at as "answeredAt",
    f.answered_by as "answeredBy"`
}

function sayOf(object: StoredRecord['object'], name: string): string | undefined {
  const value = readField(kinds.get(rightsFlagKind), object, name)
  return typeof value === 'string' ? value : undefined
}
