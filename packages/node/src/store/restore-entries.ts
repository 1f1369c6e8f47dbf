import { appendLeafHashes, decodeFrontier, encodeFrontier, type Frontier } from '@enlace/proof/node'
import type { TransactionSql } from 'postgres'
import { type Built, type LockedLog, writeEntries } from './append-entries.ts'
import { movePlaces } from './move-places.ts'

/** An entry that comes back; `erased`: it had a body whose key is gone; `keyLost`: one that the partner never opened and was to get the key of. */
export type RestoredEntry = Built & { readonly erased?: boolean; readonly keyLost?: boolean }

/** Takes the lock of a log that is stopped because its store is older than it was, and reads where it ends. Throws when it is anything else. */
async function lockShorter(tx: TransactionSql, logId: number): Promise<LockedLog> {
  await tx`select pg_advisory_xact_lock(7301, ${logId})`
  const [row] = await tx<{ origin: string; size: number; frontier: Uint8Array }[]>`select origin, size, frontier from log
    where log_id = ${logId} and frozen = 'own_log_shorter' for update`
  const frontier = row === undefined ? undefined : decodeFrontier(row.size, row.frontier)
  if (row === undefined || frontier?.ok !== true) throw new Error(`log ${logId} cannot be restored`)
  return { origin: row.origin, size: row.size, frontier: frontier.value }
}

/**
 * Sets own entries from `from.size` on aside: they were never signed, the partner holds others of ours in their place, and they follow behind `end`.
 * What names their places names the new ones from now on.
 */
export async function displaceEntries(tx: TransactionSql, logId: number, from: Frontier, end: number): Promise<number> {
  const { size } = await lockShorter(tx, logId)
  const start = from.size
  if (size <= start) return 0
  const by = end - start
  await tx`insert into displaced (log_id, seq, new_seq, leaf, slot, sealed)
    select log_id, entry.seq, entry.seq + ${by}, leaf, slot, sealed from entry left join body using (log_id, seq)
    where log_id = ${logId} and entry.seq >= ${start}`
  await tx`delete from entry where log_id = ${logId} and seq >= ${start}`
  await tx`delete from sealed_entry where log_id = ${logId} and seq >= ${start}`
  await tx`update sealed_entry set unseal_seq = unseal_seq + ${by} where log_id = ${logId} and unseal_seq >= ${start}`
  await tx`delete from body where log_id = ${logId} and seq >= ${start}`
  await tx`delete from tile where log_id = ${logId} and (index + 1) * (256 ^ (level + 1)) > ${start}`
  await movePlaces(tx, { logId, start, end: size }, { logId, start: end })
  await tx`update log set size = ${start}, frontier = ${encodeFrontier(from)} where log_id = ${logId}`
  return size - start
}

/** Writes entries that came back behind the end of a log that is stopped. Throws when somebody else moved that end. */
export async function restoreEntries(tx: TransactionSql, logId: number, entries: readonly RestoredEntry[]): Promise<void> {
  const log = await lockShorter(tx, logId)
  if (log.size !== entries[0]?.seq) throw new Error(`${log.origin} was restored by somebody else`)
  const frontier = appendLeafHashes(
    log.frontier,
    entries.map((entry) => entry.hash),
  )
  await writeEntries(tx, [{ logId, from: log, built: { entries, end: { ...log, size: frontier.size, frontier } } }])
  const erased = entries.filter((entry) => entry.erased === true).map((entry) => entry.seq)
  if (erased.length > 0) await tx`insert into body (log_id, seq) select ${logId}, * from unnest(${tx.array(erased, 20)}::bigint[])`
  const lost = entries.filter((entry) => entry.keyLost === true).map((entry) => entry.seq)
  // An empty key says so to the partner, once it has receipted the entry.
  if (lost.length > 0)
    await tx`insert into sealed_entry (log_id, seq, state, key, at)
      select ${logId}, seq, 'awaiting', ''::bytea, now() from unnest(${tx.array(lost, 20)}::bigint[]) as seq`
}
