import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns } from './version-rows.ts'

/** A release that waits, or waited, for the owner agency's releasing officer. */
export type StoredTask = {
  readonly taskId: number
  readonly partner: string
  readonly agency: string
  readonly askedAt: Date
  /** Journal entry that holds the decision to ask. */
  readonly decisionSeq: number
  readonly reason: string | null
  readonly agreement: string | null
  readonly closed: boolean
  /** Who handed the record in; null where the node does not know. */
  readonly author: string | null
  readonly version: StoredVersion
}

type Row = StoredVersion & Omit<StoredTask, 'version' | 'agency'> & { readonly taskAgency: string }

/** Most tasks listed at once. */
const maxTasks = 500

/** The open tasks of an agency, oldest first; erased records ask nothing any more. */
export async function listOpenTasks(sql: Sql, agency: string): Promise<StoredTask[]> {
  const rows = await select(sql, sql`d.agency = ${agency} and t.closed_by is null and ${isShown(sql)}`)
  return rows.map(toTask)
}

/** One task, open or closed; undefined when there is none. */
export async function findReleaseTask(sql: Sql, taskId: number): Promise<StoredTask | undefined> {
  const [row] = await select(sql, sql`t.task_id = ${taskId}`)
  return row === undefined ? undefined : toTask(row)
}

/** The tasks of one version, one for each partner that it was asked about. */
export async function listTasksOf(sql: Sql, versionSeq: number): Promise<{ taskId: number; partner: string; closed: boolean }[]> {
  return await sql<{ taskId: number; partner: string; closed: boolean }[]>`
    select task_id as "taskId", partner, closed_by is not null as closed from release_task join decision on decision_id = task_id
    where version_seq = ${versionSeq} order by task_id`
}

async function select(sql: Sql, condition: ReturnType<Sql>): Promise<Row[]> {
  return await sql<Row[]>`
    select t.task_id as "taskId", d.partner, d.agency as "taskAgency", d.decided_at as "askedAt", d.seq as "decisionSeq", d.reason, d.agreement,
      t.closed_by is not null as closed, v.author, ${versionColumns(sql)}
    from release_task t join decision d on d.decision_id = t.task_id join version v on v.seq = d.version_seq
    join log body_at on body_at.log_id = v.body_log
    where ${condition} order by t.task_id limit ${maxTasks}`
}

function toTask(row: Row): StoredTask {
  const { taskId, partner, taskAgency, askedAt, decisionSeq, reason, agreement, closed, author } = row
  return { taskId, partner, agency: taskAgency, askedAt, decisionSeq, reason, agreement, closed, author, version: row }
}
