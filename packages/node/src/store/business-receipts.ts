import type { TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'

/** Keeps what a partner's business receipt says of an entry of ours; one about other bytes than we wrote is ignored. */
export async function noteTold(
  sql: TransactionSql,
  outLogId: number,
  told: {
    readonly seq: number
    readonly hash: Uint8Array
    readonly what: string
    readonly count: number
    readonly at: Date
    readonly answerLogSeq: number
  },
): Promise<boolean> {
  const done = await sql`insert into business_receipt (log_id, seq, what, count, at, answer_log_seq)
    select log_id, seq, ${told.what}, ${told.count}, ${told.at}, ${told.answerLogSeq} from entry
      where log_id = ${outLogId} and seq = ${told.seq} and hash = ${told.hash as Buffer}
    on conflict (log_id, seq, what) do update set count = excluded.count, at = excluded.at, answer_log_seq = excluded.answer_log_seq`
  return done.count > 0
}

/** A record of a partner that was shared inside our party since the last time the partner was told. */
export type Untold = { readonly rid: Uint8Array; readonly logSeq: number; readonly hash: Uint8Array; readonly agencies: number }

/** Shared records of one partner's log that it was not told of yet, with how many agencies have each. Recalled ones are not told of. */
export async function findUntold(sql: Querier, inLogId: number, partner: string, limit: number): Promise<Untold[]> {
  return await sql<Untold[]>`select s.rid, v.body_seq as "logSeq", entry.hash,
      (select count(*)::int from share every where every.rid = s.rid) as agencies
    from share s join lateral (select body_seq from version where version.rid = s.rid and from_party = ${partner} and body_log = ${inLogId}
      order by seq desc limit 1) v on true
    join entry on entry.log_id = ${inLogId} and entry.seq = v.body_seq
    where s.told_at is null group by s.rid, v.body_seq, entry.hash order by v.body_seq limit ${limit}`
}

/** Notes that the partner was told of every share of a record. */
export async function markTold(sql: TransactionSql, rid: Uint8Array, at: Date): Promise<void> {
  await sql`update share set told_at = ${at} where rid = ${rid as Buffer} and told_at is null`
}

/** One thing that was answered about a record: by the partner about ours, or by us about the partner's. */
export type BusinessReceipt = {
  readonly partner: string
  readonly direction: 'from_them' | 'from_us'
  readonly versionSeq: number
  /** `accepted`, `already_held`, `quarantined`, `disseminated` … */
  readonly what: string
  readonly reason: string | null
  readonly count: number | null
  readonly at: Date
}

/** Everything that was answered about the versions of a record, oldest first. */
export async function listReceiptsOf(sql: Querier, rid: Uint8Array): Promise<BusinessReceipt[]> {
  return await sql<BusinessReceipt[]>`
    with sent as (
      select d.partner, d.version_seq, d.out_log, d.out_seq from decision d join version v on v.seq = d.version_seq
      where v.rid = ${rid as Buffer} and d.out_seq is not null
    )
    select partner, 'from_them' as direction, version_seq as "versionSeq", case answer.outcome when 'nack' then 'quarantined' else answer.reason end as what,
      case answer.outcome when 'nack' then answer.reason end as reason, null::bigint as count, answer.at
      from sent join answer on answer.log_id = out_log and answer.seq = out_seq
    union all
    select partner, 'from_them', version_seq, told.what, null, told.count, told.at
      from sent join business_receipt told on told.log_id = out_log and told.seq = out_seq
    union all
    select v.from_party, 'from_us', v.seq, 'accepted', null, null, v.added_at from version v join log on log.log_id = v.body_log and log.role = 'in'
      where v.rid = ${rid as Buffer}
    union all
    select v.from_party, 'from_us', max(v.seq), 'disseminated', null, count(distinct s.agency), max(s.told_at) from share s
      join version v on v.rid = s.rid join log on log.log_id = v.body_log and log.role = 'in'
      where s.rid = ${rid as Buffer} and s.told_at is not null group by v.from_party
    order by at limit 200`
}
