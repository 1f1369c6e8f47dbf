import type { TransactionSql } from 'postgres'

/** A run of own outbound entries, [start, end) of one log. */
export type EntryRun = { readonly logId: number; readonly start: number; readonly end: number }

/** What names the places of these entries names from now on the places that begin at `start` of another log, or of the same one. */
export async function movePlaces(tx: TransactionSql, run: EntryRun, to: { readonly logId: number; readonly start: number }) {
  const { logId, start, end } = run
  const by = to.start - start
  await tx`update position set log_id = ${to.logId}, log_seq = log_seq + ${by} where log_id = ${logId} and log_seq >= ${start} and log_seq < ${end}`
  await tx`update decision set out_log = ${to.logId}, out_seq = out_seq + ${by} where out_log = ${logId} and out_seq >= ${start} and out_seq < ${end}`
  // By way of numbers that nothing has, so that none meets the place of the next.
  await tx`update recall set log_seq = -1 - log_seq where log_id = ${logId} and log_seq >= ${start} and log_seq < ${end}`
  await tx`update recall set log_id = ${to.logId}, log_seq = -1 - log_seq + ${by} where log_id = ${logId} and log_seq < 0`
  await tx`update recall set answer_log_id = ${to.logId}, answer_log_seq = answer_log_seq + ${by}
    where answer_log_id = ${logId} and answer_log_seq >= ${start} and answer_log_seq < ${end}`
}
