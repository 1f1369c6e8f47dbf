import type { TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'
import type { SentCopy } from './recalls.ts'

/** Leaf type by which a holder says of a copy that it passed on that the author has written a newer version (docs/formats/onward.md). */
export const newerVersion = 'newer-version'

/** A newer version of a record that an older version of was passed on to somebody. */
export type Outdated = SentCopy & { readonly versionSeq: number }

/** Newest received versions in (after, upTo] of records that we passed on before, with the last copy that each third party got. */
export async function findOutdated(sql: Querier, ownParty: string, after: number, upTo: number): Promise<Outdated[]> {
  return await sql<
    Outdated[]
  >`select distinct on (v.seq, d.partner) v.seq as "versionSeq", d.partner, d.out_log as "logId", log.origin, d.out_seq as seq,
      entry.hash
    from version v join version before on before.rid = v.rid and before.from_party = v.from_party and before.seq < v.seq
    join decision d on d.version_seq = before.seq and d.out_seq is not null
    join entry on entry.log_id = d.out_log and entry.seq = d.out_seq join log on log.log_id = d.out_log
    where v.seq > ${after} and v.seq <= ${upTo} and v.from_party <> ${ownParty} and v.latest and not v.revoked and v.erased_at is null
    order by v.seq, d.partner, d.decision_id desc`
}

/** Keeps that a copy of ours is no longer its author's newest; an entry about other bytes than came here changes nothing. */
export async function noteNewer(
  sql: TransactionSql,
  copy: { readonly logId: number; readonly seq: number },
  told: { readonly hash: Uint8Array; readonly at: Date; readonly logId: number; readonly logSeq: number },
): Promise<boolean> {
  const done = await sql`insert into newer_at_author (rid, from_party, at, log_id, log_seq)
    select v.rid, v.from_party, ${told.at}, ${told.logId}, ${told.logSeq} from version v
      join entry on entry.log_id = v.body_log and entry.seq = v.body_seq and entry.hash = ${told.hash as Buffer}
      where v.body_log = ${copy.logId} and v.body_seq = ${copy.seq} limit 1
    on conflict (rid, from_party) do update set at = excluded.at, log_id = excluded.log_id, log_seq = excluded.log_seq`
  return done.count > 0
}

/** Since when the author of a record has a newer version than the holder has passed on to us; undefined when nobody said so, or it came since. */
export async function findNewer(
  sql: Querier,
  rid: Uint8Array,
  fromParty: string,
): Promise<{ at: Date; origin: string; seq: number } | undefined> {
  const [row] = await sql<{ at: Date; origin: string; seq: number }[]>`select n.at, log.origin, n.log_seq as seq
    from newer_at_author n join log using (log_id) where n.rid = ${rid as Buffer} and n.from_party = ${fromParty}
      and not exists (select from version v where v.rid = n.rid and v.from_party = n.from_party and v.added_at > n.at)`
  return row
}

/** To whom a received record was passed on, with the last version that each got and whether an officer is asked about a newer one. */
export async function listPassedOn(
  sql: Querier,
  rid: Uint8Array,
  fromParty: string,
): Promise<readonly { readonly partner: string; readonly at: Date; readonly newest: boolean; readonly asked: boolean }[]> {
  return await sql`select distinct on (d.partner) d.partner, d.decided_at as at, v.latest as newest, exists (select from release_task
      join decision asked on asked.decision_id = task_id join version newer on newer.seq = asked.version_seq
      where closed_by is null and newer.rid = v.rid and newer.from_party = v.from_party and asked.partner = d.partner) as asked
    from decision d join version v on v.seq = d.version_seq
    where v.rid = ${rid as Buffer} and v.from_party = ${fromParty} and d.out_seq is not null order by d.partner, d.decision_id desc`
}
