import type { Sql } from 'postgres'
import type { Keystore } from './keystore.ts'
import { readStoredRecords } from './stored-records.ts'

/** One copy that left: when, to whom, under which agreement, on which basis in law. Nothing of what it said. */
export type Sending = {
  readonly at: Date
  readonly partner: string
  readonly agreement: string | null
  /** The legal basis that its envelope stated; undefined when the version does not open any more. */
  readonly legalBasis: unknown
}

/** Most sendings that one passport lists. */
const maxSendings = 500

/** Every copy of any version of these records that left for a partner, oldest first. */
export async function readSendings(
  { sql, keystore }: { readonly sql: Sql; readonly keystore: Keystore },
  rids: readonly Uint8Array[],
): Promise<Sending[]> {
  if (rids.length === 0) return []
  const rows = await sql<{ seq: number; at: Date; partner: string; agreement: string | null }[]>`
    select v.seq, d.decided_at as at, d.partner, d.agreement from version v join decision d on d.version_seq = v.seq
    where v.rid in ${sql(rids as Buffer[])} and d.out_seq is not null order by d.decided_at, d.seq limit ${maxSendings}`
  const records = await readStoredRecords(
    sql,
    keystore,
    rows.map(({ seq }) => seq),
  )
  const bases = new Map(records.map(({ seq, envelope }) => [seq, envelope.legal_basis]))
  return rows.map(({ seq, ...row }) => ({ ...row, legalBasis: bases.get(seq) }))
}
