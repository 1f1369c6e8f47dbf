import type { Querier } from './logs.ts'

/** The newest head of one own log that a witness has cosigned. */
export type Witnessed = { readonly logId: number; readonly witness: string; readonly size: number; readonly at: Date }

/** Keeps a witness's lines beside the checkpoint that they are over. */
export async function saveWitnessed(sql: Querier, row: Witnessed & { readonly note: string; readonly lines: string }): Promise<void> {
  await sql`insert into witnessed (log_id, witness, size, note, lines, at)
    values (${row.logId}, ${row.witness}, ${row.size}, ${row.note}, ${row.lines}, ${row.at})
    on conflict (log_id, witness, size) do update set note = excluded.note, lines = excluded.lines, at = excluded.at`
}

/** What each witness saw last of each log. */
export async function listWitnessed(sql: Querier): Promise<Witnessed[]> {
  return await sql<Witnessed[]>`select distinct on (witness, log_id) log_id as "logId", witness, size, at from witnessed
    order by witness, log_id, size desc`
}

/** All witnesses' lines over the head of one size; empty when nobody saw exactly that. */
export async function witnessLines(sql: Querier, logId: number, size: number): Promise<string> {
  const rows = await sql<{ lines: string }[]>`select lines from witnessed where log_id = ${logId} and size = ${size} order by witness`
  return rows.map((row) => row.lines).join('')
}
