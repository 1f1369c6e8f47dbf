import type { Querier } from './logs.ts'

/** A statement of our own in a log, and whether the partner of that log has acknowledged it. */
export type KeyEntry = { readonly digest: string; readonly logId: number; readonly acknowledged: boolean }

/** Where our statements about keys stand. */
export async function listKeyEntries(sql: Querier): Promise<KeyEntry[]> {
  return await sql<KeyEntry[]>`select digest, log_id as "logId",
    exists (select 1 from answer where answer.log_id = key_entry.log_id and answer.seq = key_entry.seq and outcome = 'ack') as acknowledged
    from key_entry`
}

/** Notes that a statement was entered; in the transaction that enters it. */
export async function insertKeyEntry(sql: Querier, digest: string, logId: number, seq: number): Promise<void> {
  await sql`insert into key_entry (digest, log_id, seq) values (${digest}, ${logId}, ${seq})`
}
