import type { Sql } from 'postgres'

/** How far in the journal an account had seen a record, and when it looked. */
export type Seen = { readonly seq: number; readonly at: Date }

/** Most records whose last look is remembered for one account; older looks are forgotten, and their records count as never opened. */
export const maxSeen = 5_000

/** Notes that an account saw a record as it stood at a journal position; an older look never takes a newer one back. */
export async function noteSeen(
  sql: Sql,
  look: { readonly account: string; readonly rid: Uint8Array; readonly seq: number; readonly at: Date },
): Promise<void> {
  await sql`insert into seen (account, rid, seq, at) values (${look.account}, ${Buffer.from(look.rid)}, ${look.seq}, ${look.at})
    on conflict (account, rid) do update set seq = greatest(seen.seq, excluded.seq), at = greatest(seen.at, excluded.at)`
  await sql`delete from seen where account = ${look.account} and at < (
    select at from seen where account = ${look.account} order by at desc offset ${maxSeen - 1} limit 1)`
}

/** The last looks of an account at these records, by hexadecimal record digest. */
export async function findSeen(sql: Sql, account: string, rids: readonly Uint8Array[]): Promise<Map<string, Seen>> {
  if (rids.length === 0) return new Map()
  const wanted = sql.array(
    rids.map((rid) => Buffer.from(rid)),
    17,
  )
  const rows = await sql<(Seen & { rid: Uint8Array })[]>`select rid, seq, at from seen
    where account = ${account} and rid = any(${wanted}::bytea[])`
  return new Map(rows.map(({ rid, seq, at }) => [Buffer.from(rid).toString('hex'), { seq, at }]))
}
