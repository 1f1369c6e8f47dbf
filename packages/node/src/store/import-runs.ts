import type { Json } from '@enlace/core'
import type { Sql, TransactionSql } from 'postgres'

/** The last run of one list: what was read is what was stored, unchanged or reported. */
export type ImportRun = {
  readonly list: string
  readonly edition: string
  readonly rowsRead: number
  readonly stored: number
  readonly unchanged: number
  readonly reported: number
  /** What could not be stored and why; never the row itself. */
  readonly problems: readonly Json[]
  readonly at: Date
}

/** Most problems kept of one run. */
export const maxImportProblems = 500

/** The last run of every list, newest first. */
export async function listImportRuns(sql: Sql): Promise<ImportRun[]> {
  return await sql<ImportRun[]>`select list, edition, rows_read as "rowsRead", stored, unchanged, reported, problems, at
    from import_run order by at desc`
}

/** Keeps a run in place of the list's previous one. */
export async function saveImportRun(sql: Sql | TransactionSql, run: ImportRun): Promise<void> {
  const problems = run.problems.slice(0, maxImportProblems)
  await sql`insert into import_run (list, edition, rows_read, stored, unchanged, reported, problems, at)
    values (${run.list}, ${run.edition}, ${run.rowsRead}, ${run.stored}, ${run.unchanged}, ${run.reported}, ${sql.json(problems as never)}, ${run.at})
    on conflict (list) do update set edition = excluded.edition, rows_read = excluded.rows_read, stored = excluded.stored,
      unchanged = excluded.unchanged, reported = excluded.reported, problems = excluded.problems, at = excluded.at`
}
