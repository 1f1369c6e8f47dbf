import type { Sql, TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'

/** What a releasing officer chose and what waits: for a second person, or for the end of its undo time. */
export type StoredChoice = {
  readonly id: number
  readonly taskId: number
  /** Journal entry that holds the reason. */
  readonly seq: number
  readonly outcome: 'release' | 'deny'
  readonly without: readonly string[]
  readonly asDraft: boolean
  readonly by: string
  /** The other of two persons, who chose before. */
  readonly first: string | null
  readonly at: Date
  readonly effectAt: Date | null
  readonly state: 'second' | 'pending' | 'done' | 'undone' | 'replaced' | 'failed'
  readonly failed: string | null
}

type ChoiceDraft = Omit<StoredChoice, 'id' | 'failed'>

function columns(sql: Querier) {
  return sql`choice_id as id, task_id as "taskId", seq, outcome, without, as_draft as "asDraft", account as by, first_account as first, at,
    effect_at as "effectAt", state, failed`
}

/** The open choices of these tasks, by task: each has one at most. */
export async function readOpenChoices(sql: Querier, taskIds: readonly number[]): Promise<Map<number, StoredChoice>> {
  if (taskIds.length === 0) return new Map()
  const rows = await sql<StoredChoice[]>`select ${columns(sql)} from release_choice
    where task_id = any(${taskIds as number[]}) and state in ('second', 'pending')`
  return new Map(rows.map((row) => [row.taskId, row]))
}

/** The newest choice of a task that could not take effect; undefined when a later one did better. */
export async function findFailedChoice(sql: Querier, taskId: number): Promise<StoredChoice | undefined> {
  const [row] = await sql<
    StoredChoice[]
  >`select ${columns(sql)} from release_choice where task_id = ${taskId} order by choice_id desc limit 1`
  return row?.state === 'failed' ? row : undefined
}

/** Choices whose undo time is over. */
export async function listDueChoices(sql: Sql, now: Date, limit: number): Promise<StoredChoice[]> {
  return await sql<StoredChoice[]>`select ${columns(sql)} from release_choice where state = 'pending' and effect_at <= ${now}
    order by effect_at limit ${limit}`
}

/** Keeps a choice in the place of the one that was open. */
export async function insertChoice(sql: TransactionSql, choice: ChoiceDraft): Promise<void> {
  await sql`update release_choice set state = 'replaced' where task_id = ${choice.taskId} and state in ('second', 'pending')`
  await sql`insert into release_choice (task_id, seq, outcome, without, as_draft, account, first_account, at, effect_at, state)
    values (${choice.taskId}, ${choice.seq}, ${choice.outcome}, ${sql.array([...choice.without], 25)}, ${choice.asDraft}, ${choice.by},
      ${choice.first}, ${choice.at}, ${choice.effectAt}, ${choice.state})`
}

/** Ends an open choice. False: it was no longer open. */
export async function endChoice(
  sql: Querier,
  id: number,
  state: 'done' | 'undone' | 'replaced' | 'failed',
  failed: string | null = null,
): Promise<boolean> {
  const done = await sql`update release_choice set state = ${state}, failed = ${failed}
    where choice_id = ${id} and state in ('second', 'pending')`
  return done.count === 1
}
