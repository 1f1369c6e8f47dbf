import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** The journal's next seq: what a follower that starts now has not seen. */
export async function readJournalEnd(sql: Sql): Promise<number> {
  const [row] = await sql<{ size: number }[]>`select size from log where role = 'journal'`
  return row?.size ?? 0
}

/** Versions after a journal seq that an agency may see, in order. */
export async function versionsAfter(sql: Sql, agency: string, after: number, limit: number): Promise<StoredVersion[]> {
  return await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.seq > ${after} and ${isShown(sql)} and ${visibleTo(sql, agency)} order by v.seq limit ${limit}`
}

export type TaskChange = { readonly seq: number; readonly taskId: number; readonly state: 'open' | 'closed' }

/** Release tasks of an agency that a journal entry in (after, upTo] opened or closed, in order. */
export async function taskChangesBetween(sql: Sql, agency: string, after: number, upTo: number): Promise<TaskChange[]> {
  return await sql<TaskChange[]>`
    select d.seq, t.task_id as "taskId", 'open' as state from decision d join release_task t on t.task_id = d.decision_id
    where d.seq > ${after} and d.seq <= ${upTo} and d.agency = ${agency}
    union all
    select d.seq, t.task_id, 'closed' from decision d join release_task t on t.closed_by = d.decision_id
    where d.seq > ${after} and d.seq <= ${upTo} and d.agency = ${agency}
    order by seq, "taskId", state desc`
}

export type WorkRow = { readonly state: string; readonly version: StoredVersion }

/**
 * Work of an agency that moved after a journal seq. A receipt moves work without a journal entry of its own, so what moved in the
 * minutes before that entry counts too: telling a state twice does no harm.
 */
export async function workAfter(sql: Sql, agency: string, after: number): Promise<WorkRow[]> {
  const rows = await sql<(StoredVersion & { state: string })[]>`
    with since as (
      select max(entry.at) - interval '5 minutes' as at from entry join log using (log_id) where log.role = 'journal' and entry.seq <= ${after}
        and entry.seq > ${after} - 1000
    )
    select w.state, ${versionColumns(sql)} from work_item w join version v on v.rid = w.rid and v.latest
    join log body_at on body_at.log_id = v.body_log
    where ${isShown(sql)} and ${visibleTo(sql, agency)}
      and (w.updated_seq > ${after} or (w.events -> -1 ->> 'at')::timestamptz > (select at from since))
    order by w.updated_seq limit 500`
  return rows.map((row) => ({ state: row.state, version: row }))
}

/** Latest versions of the records that others shared with an agency by a journal entry in (after, upTo], with that entry's seq. */
export async function sharesBetween(
  sql: Sql,
  agency: string,
  after: number,
  upTo: number,
): Promise<{ readonly seq: number; readonly version: StoredVersion }[]> {
  const rows = await sql<(StoredVersion & { sharedSeq: number })[]>`
    select given.decision_seq as "sharedSeq", ${versionColumns(sql)} from share given join version v on v.rid = given.rid and v.latest
    join log body_at on body_at.log_id = v.body_log
    where given.agency = ${agency} and given.decision_seq > ${after} and given.decision_seq <= ${upTo} and ${isShown(sql)}
    order by given.decision_seq`
  return rows.map((row) => ({ seq: row.sharedSeq, version: row }))
}

/** Latest versions of these records, as far as an agency may see them. */
export async function findLatest(sql: Sql, agency: string, rids: readonly Uint8Array[]): Promise<StoredVersion[]> {
  const wanted = sql.array(
    rids.map((rid) => Buffer.from(rid)),
    17,
  )
  return await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.rid = any(${wanted}::bytea[]) and v.latest and ${isShown(sql)} and ${visibleTo(sql, agency)}`
}

/** These versions, as far as an agency may see them. */
export async function findVersions(
  sql: Sql,
  agency: string,
  seqs: readonly number[],
  shown: readonly number[] = [],
): Promise<StoredVersion[]> {
  if (seqs.length === 0) return []
  return await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.seq = any(${sql.array([...new Set(seqs)], 20)}::bigint[]) and ${isShown(sql)}
      and (${visibleTo(sql, agency)} or v.seq = any(${sql.array([...shown], 20)}::bigint[]))`
}
