import type { Querier } from './logs.ts'

/** The newest stamped head of one own log. */
export type Stamped = { readonly logId: number; readonly size: number; readonly at: Date }

/** A stamped head: the signed checkpoint, and the token over its bytes. */
export type TimestampToken = { readonly size: number; readonly note: string; readonly token: Uint8Array; readonly at: Date }

/** Keeps a token beside the checkpoint that it is over; of one head the first stays. */
export async function saveTimestamp(
  sql: Querier,
  row: TimestampToken & { readonly logId: number; readonly authority: string },
): Promise<void> {
  await sql`insert into timestamp_token (log_id, size, note, token, at, authority)
    values (${row.logId}, ${row.size}, ${row.note}, ${row.token as Buffer}, ${row.at}, ${row.authority}) on conflict do nothing`
}

/** What was stamped last of each log. */
export async function listStamped(sql: Querier): Promise<Stamped[]> {
  return await sql<Stamped[]>`select distinct on (log_id) log_id as "logId", size, at from timestamp_token order by log_id, size desc`
}

/** The first stamped head that holds an entry: the tightest proof that it existed by then. Undefined where none does. */
export async function findTimestampOver(sql: Querier, logId: number, seq: number): Promise<TimestampToken | undefined> {
  const [row] = await sql<TimestampToken[]>`select size, note, token, at from timestamp_token
    where log_id = ${logId} and size > ${seq} order by size limit 1`
  return row
}
