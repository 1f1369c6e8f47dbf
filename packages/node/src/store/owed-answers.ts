import type { TransactionSql } from 'postgres'
import type { Querier } from './logs.ts'

// A follower that stands only while answers are owed: its position is the last entry before the first that was not answered.
const version = 1
const nameOf = (inLogId: number) => `answers/${inLogId}`

/** The first entry of a partner's log that was applied without an answer; undefined when none is owed. */
export async function findOwedFrom(sql: Querier, inLogId: number): Promise<number | undefined> {
  const [row] = await sql<{ position: number }[]>`select position from follower where name = ${nameOf(inLogId)}`
  return row === undefined ? undefined : row.position + 1
}

/** Notes that entries from `seq` on go without an answer; an earlier debt stands. */
export async function oweFrom(sql: TransactionSql, inLogId: number, seq: number): Promise<void> {
  await sql`insert into follower (name, version, position) values (${nameOf(inLogId)}, ${version}, ${seq - 1}) on conflict (name) do nothing`
}

/** Moves the debt on to `seq`, or ends it when everything that was applied is answered. */
export async function answeredTo(sql: TransactionSql, inLogId: number, seq: number, appliedSize: number): Promise<void> {
  if (seq >= appliedSize) await sql`delete from follower where name = ${nameOf(inLogId)}`
  else await sql`update follower set position = ${seq - 1} where name = ${nameOf(inLogId)}`
}
