import type { Json } from '@enlace/core'
import type { Sql, TransactionSql } from 'postgres'

/** The last run over one edition of a list: what was read is what was stored, unchanged or reported. */
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
  const runs = await sql<
    ImportRun[]
  >`select distinct on (list) list, edition, rows_read as "rowsRead", stored, unchanged, reported, problems, at
    from import_run order by list, at desc`
  return runs.sort((a, b) => b.at.getTime() - a.at.getTime())
}

/** The last run over each edition of one list, newest edition first. */
export async function listRunsOf(sql: Sql, list: string): Promise<ImportRun[]> {
  return await sql<ImportRun[]>`select list, edition, rows_read as "rowsRead", stored, unchanged, reported, problems, at
    from import_run where list = ${list} order by edition desc limit 200`
}

/** Keeps a run in place of the previous one over the same edition. */
export async function saveImportRun(sql: Sql | TransactionSql, run: ImportRun): Promise<void> {
  const problems = run.problems.slice(0, maxImportProblems)
  await sql`insert into import_run (list, edition, rows_read, stored, unchanged, reported, problems, at)
    values (${run.list}, ${run.edition}, ${run.rowsRead}, ${run.stored}, ${run.unchanged}, ${run.reported}, ${sql.json(problems as never)}, ${run.at})
    on conflict (list, edition) do update set rows_read = excluded.rows_read, stored = excluded.stored,
      unchanged = excluded.unchanged, reported = excluded.reported, problems = excluded.problems, at = excluded.at`
}
