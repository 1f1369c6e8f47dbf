import type { TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'

/** A record that nothing may erase for now; why lies sealed in the journal at `seq`. */
export type LegalHold = {
  readonly holdId: number
  readonly agency: string
  readonly placedBy: string
  readonly placedAt: Date
  readonly seq: number
}

/** The hold that stands on a record; undefined when none does. */
export async function findHold(sql: Querier, rid: Uint8Array): Promise<LegalHold | undefined> {
  const [row] = await sql<LegalHold[]>`select hold_id as "holdId", agency, placed_by as "placedBy", placed_at as "placedAt", seq
    from legal_hold where rid = ${rid as Buffer} and lifted_at is null`
  return row
}

/** Puts a record on hold; false when it already is. */
export async function insertHold(
  sql: TransactionSql,
  hold: { readonly rid: Uint8Array; readonly agency: string; readonly by: string; readonly at: Date; readonly seq: number },
): Promise<boolean> {
  const done = await sql`insert into legal_hold (rid, agency, placed_by, placed_at, seq)
    values (${hold.rid as Buffer}, ${hold.agency}, ${hold.by}, ${hold.at}, ${hold.seq}) on conflict (rid) where lifted_at is null do nothing`
  return done.count === 1
}

/** Lifts the hold on a record; false when none stands. */
export async function liftHold(
  sql: TransactionSql,
  lift: { readonly rid: Uint8Array; readonly by: string; readonly at: Date; readonly seq: number },
): Promise<boolean> {
  const done = await sql`update legal_hold set lifted_by = ${lift.by}, lifted_at = ${lift.at}, lifted_seq = ${lift.seq}
    where rid = ${lift.rid as Buffer} and lifted_at is null`
  return done.count === 1
}
