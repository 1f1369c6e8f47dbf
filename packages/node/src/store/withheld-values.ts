import type { Sql } from 'postgres'

/** The values that were ever kept off the public site, by the digests of their records in hexadecimal. */
export async function readWithheld(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ rid: string }[]>`select encode(rid, 'hex') as rid from withheld_value`
  return new Set(rows.map(({ rid }) => rid))
}

/** Remembers values that are kept off. */
export async function keepWithheld(sql: Sql, rids: readonly string[]): Promise<void> {
  if (rids.length === 0) return
  await sql`insert into withheld_value (rid) select decode(given, 'hex') from unnest(${rids as string[]}::text[]) as given on conflict do nothing`
}
