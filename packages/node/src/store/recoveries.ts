import type { TransactionSql } from 'postgres'
import type { Querier, StoredBody } from './logs.ts'

/** What an outbound log got back from its partner after this store was put back to an older copy. */
export type RecoveryRow = {
  readonly logId: number
  /** Entries [from, to) came back; `applied`: how far they are records again. */
  readonly from: number
  readonly to: number
  readonly applied: number
  /** Own entries that moved behind them. */
  readonly moved: number
  readonly records: number
  readonly journalFrom: number
  readonly at: Date
}

/** Keeps that a log was restored. */
export async function insertRecovery(
  tx: TransactionSql,
  row: Omit<RecoveryRow, 'applied' | 'records'> & { readonly seq: number; readonly evidence: string },
): Promise<void> {
  await tx`insert into recovery (log_id, from_size, to_size, applied_size, moved, journal_from, seq, evidence, at)
    values (${row.logId}, ${row.from}, ${row.to}, ${row.from}, ${row.moved}, ${row.journalFrom}, ${row.seq}, ${row.evidence}, ${row.at})`
}

/** What was restored of each log, the oldest first. */
export async function listRecoveries(sql: Querier, logId?: number): Promise<RecoveryRow[]> {
  return await sql<RecoveryRow[]>`select log_id as "logId", from_size as "from", to_size as "to", applied_size as applied, moved, records,
      journal_from as "journalFrom", at from recovery
    where log_id = coalesce(${logId ?? null}::smallint, log_id) order by log_id, to_size`
}

/** Moves on what became of a restored log's entries. Throws when somebody else did. */
export async function moveRecovered(tx: TransactionSql, { logId, to, applied }: RecoveryRow, next: number, records: number): Promise<void> {
  const done = await tx`update recovery set applied_size = ${next}, records = records + ${records}
    where log_id = ${logId} and to_size = ${to} and applied_size = ${applied}`
  if (done.count !== 1) throw new Error(`what log ${logId} got back was applied by somebody else`)
}

/** An own entry that waits for its new place. */
export type DisplacedEntry = StoredBody & { readonly leaf: Uint8Array; readonly newSeq: number }

/** Own entries that were set aside, in order. */
export async function readDisplaced(sql: Querier, logId: number): Promise<DisplacedEntry[]> {
  return await sql<
    DisplacedEntry[]
  >`select seq, new_seq as "newSeq", leaf, slot, sealed from displaced where log_id = ${logId} order by seq`
}

/** The first journal position written after this store was put back: the first at or after the moment that the lost entries tell of. */
export async function findJournalGap(sql: Querier, journalId: number, lostAt: Date): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`select coalesce(
      (select min(seq) from entry where log_id = ${journalId} and at >= ${lostAt}),
      (select size from log where log_id = ${journalId})) as seq`
  return row?.seq ?? 0
}
