import type { TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'
import type { SentCopy } from './recalls.ts'

/** A recall that came, which has to be looked through for copies that we passed on. */
export type RecallToPassOn = {
  readonly recallId: number
  readonly rid: Uint8Array
  readonly author: string
  readonly reason: string
  readonly purgeBy: Date
  readonly logId: number
  readonly logSeq: number
}

/** A copy that we passed on and its author took back: itself, or the consent under which it went. */
export type PassedOnCopy = SentCopy & {
  readonly rid: Uint8Array
  readonly agency: string
  readonly kind: string
  /** The version of it that left. */
  readonly versionSeq: number
  /** The consent under which it left. */
  readonly consentSeq: number | null
  readonly byConsent: boolean
}

/** What keeps a recall from being passed on; the first two are tried again. */
export type NotPassedOn = 'no_partner' | 'log_frozen' | 'newer_consent' | 'not_named'

/** Recalls that came and were not looked through yet, or that a third party could not be told of, oldest first. */
export async function findToPassOn(sql: Querier, limit: number): Promise<RecallToPassOn[]> {
  return await sql<
    RecallToPassOn[]
  >`select recall_id as "recallId", rid, partner as author, reason, purge_by as "purgeBy", log_id as "logId",
      log_seq as "logSeq" from recall r
    where direction = 'in' and state in ('open', 'done') and (passed_on_at is null or exists (select from relayed_recall relayed
      where relayed.in_recall = r.recall_id and relayed.failed in ('no_partner', 'log_frozen')))
    order by recall_id limit ${limit}`
}

/** The last copy that each third party got of what a recall is about, as record or as consent, and was not told of yet. */
export async function findPassedOn(sql: Querier, { recallId, rid, author }: RecallToPassOn): Promise<PassedOnCopy[]> {
  return await sql<
    PassedOnCopy[]
  >`select distinct on (d.partner, v.rid) d.partner, d.out_log as "logId", log.origin, d.out_seq as seq, entry.hash,
      v.rid, d.agency, v.kind, v.seq as "versionSeq", d.consent_seq as "consentSeq", v.rid <> ${rid as Buffer} as "byConsent"
    from (
      select seq as version, null::bigint as consent from version where rid = ${rid as Buffer} and from_party = ${author}
      union all
      select null, seq from version where rid = ${rid as Buffer} and from_party = ${author} and kind = 'onward-consent') about
    join decision d on d.version_seq = about.version or d.consent_seq = about.consent
    join version v on v.seq = d.version_seq join entry on entry.log_id = d.out_log and entry.seq = d.out_seq join log on log.log_id = d.out_log
    where v.from_party = ${author} and d.out_seq is not null and d.partner <> ${author}
      and not exists (select from relayed_recall relayed where relayed.in_recall = ${recallId} and relayed.rid = v.rid
        and relayed.partner = d.partner and (relayed.out_recall is not null or relayed.failed in ('newer_consent', 'not_named')))
    order by d.partner, v.rid, d.decision_id desc`
}

/** Notes which of our recalls passes one on to a third party, or why none does. */
export async function insertRelayed(
  sql: TransactionSql,
  inRecall: number,
  { rid, partner }: Pick<PassedOnCopy, 'rid' | 'partner'>,
  how: { readonly outRecall: number } | { readonly failed: NotPassedOn },
): Promise<void> {
  const [outRecall, failed] = 'failed' in how ? [null, how.failed] : [how.outRecall, null]
  await sql`insert into relayed_recall (in_recall, rid, partner, out_recall, failed)
    values (${inRecall}, ${rid as Buffer}, ${partner}, ${outRecall}, ${failed})
    on conflict (in_recall, rid, partner) do update set out_recall = excluded.out_recall, failed = excluded.failed`
}

/** Notes that a recall was looked through. */
export async function markPassedOn(sql: TransactionSql, recallId: number, at: Date): Promise<void> {
  await sql`update recall set passed_on_at = ${at} where recall_id = ${recallId} and passed_on_at is null`
}

/** A recall of ours to a third party that stands for one of an author: another of that author's may join it. */
export async function findStandingRelay(sql: Querier, rid: Uint8Array, partner: string): Promise<number | undefined> {
  const [row] = await sql<{ id: number }[]>`select o.recall_id as id from recall o where o.rid = ${rid as Buffer} and o.partner = ${partner}
    and o.direction = 'out' and o.state in ('open', 'done') and exists (select from relayed_recall relayed join recall r on r.recall_id = relayed.in_recall
      where relayed.out_recall = o.recall_id and r.state in ('open', 'done')) order by o.recall_id desc limit 1`
  return row?.id
}

/** Whether one of our recalls passes on what an author took back and has not given back. */
export async function passesOn(sql: Querier, outRecall: number): Promise<boolean> {
  const [row] = await sql`select from relayed_recall relayed join recall r on r.recall_id = relayed.in_recall
    where relayed.out_recall = ${outRecall} and r.state in ('open', 'done')`
  return row !== undefined
}

/** One of our recalls whose author gave back what it took: the third party may be told. */
export type RecallToEnd = {
  readonly outRecall: number
  readonly rid: Uint8Array
  readonly partner: string
  readonly agency: string
  readonly seq: number
  readonly author: string
  /** Journal entry of the author's withdrawal here. */
  readonly endSeq: number
  readonly logId: number
  readonly origin: string
  readonly copySeq: number
  readonly hash: Uint8Array
}

/** Recalls that we passed on and that no recall of their author stands behind any more. */
export async function findToEnd(sql: Querier, limit: number): Promise<RecallToEnd[]> {
  return await sql<
    RecallToEnd[]
  >`select distinct on (o.recall_id) o.recall_id as "outRecall", o.rid, o.partner, o.agency, o.seq, r.partner as author,
      r.end_seq as "endSeq", copy.out_log as "logId", log.origin, copy.out_seq as "copySeq", entry.hash
    from relayed_recall relayed join recall r on r.recall_id = relayed.in_recall join recall o on o.recall_id = relayed.out_recall
    join lateral (select d.out_log, d.out_seq from decision d join version v on v.seq = d.version_seq where v.rid = o.rid and v.from_party = r.partner
      and d.partner = o.partner and d.out_seq is not null order by d.decision_id desc limit 1) copy on true
    join log on log.log_id = copy.out_log join entry on entry.log_id = copy.out_log and entry.seq = copy.out_seq
    where r.state = 'withdrawn' and r.end_seq is not null and o.state in ('open', 'done') and not exists (
      select from relayed_recall other join recall standing on standing.recall_id = other.in_recall
      where other.out_recall = o.recall_id and standing.state in ('open', 'done'))
    order by o.recall_id, r.recall_id desc limit ${limit}`
}

/** A recall that came and was passed on: its author is told how far it has come. */
export type TreeToTell = {
  readonly recallId: number
  readonly agency: string
  readonly author: string
  readonly logId: number
  readonly origin: string
  readonly logSeq: number
  readonly hash: Uint8Array
  readonly purgeBy: Date
  readonly told: Uint8Array | null
}

/** Recalls whose tree may have grown since their author was told: something is open, or ended not long before. */
export async function findTreesToTell(sql: Querier, limit: number): Promise<TreeToTell[]> {
  return await sql<
    TreeToTell[]
  >`select r.recall_id as "recallId", r.agency, r.partner as author, r.log_id as "logId", log.origin, r.log_seq as "logSeq",
      entry.hash, r.purge_by as "purgeBy", r.tree_told as told
    from recall r join log on log.log_id = r.log_id join entry on entry.log_id = r.log_id and entry.seq = r.log_seq
    where r.direction = 'in' and exists (select from relayed_recall relayed left join recall o on o.recall_id = relayed.out_recall
      where relayed.in_recall = r.recall_id
        and (r.tree_told_at is null or o.recall_id is null or o.ended_at is null or o.ended_at > r.tree_told_at - interval '1 day'))
    order by r.recall_id desc limit ${limit}`
}

/** What was passed on of one recall: our recalls by number, and third parties that could not be told. */
export async function readRelayed(
  sql: Querier,
  inRecall: number,
): Promise<readonly { readonly partner: string; readonly outRecall: number | null; readonly failed: NotPassedOn | null }[]> {
  return await sql`select partner, out_recall as "outRecall", failed from relayed_recall where in_recall = ${inRecall} order by partner, rid`
}

/** Notes what an author was told last of the tree below its recall. */
export async function markTreeTold(sql: TransactionSql, recallId: number, digest: Uint8Array, at: Date): Promise<void> {
  await sql`update recall set tree_told = ${digest as Buffer}, tree_told_at = ${at} where recall_id = ${recallId}`
}
