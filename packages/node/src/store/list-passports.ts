import type { JsonObject } from '@enlace/core'
import type { Sql } from 'postgres'
import { readJournalDocuments } from './journal-documents.ts'
import type { Keystore } from './keystore.ts'

/** So many of the last openings of proofs are looked through for those of one case. */
const maxOpenings = 2000

/** What the journal says of the passports of one case (by the digest of its id, hexadecimal), newest first. */
export async function listPassports(sql: Sql, keystore: Keystore, about: string): Promise<readonly JsonObject[]> {
  // The words of the index `entry_evidence`, or it is not used.
  const rows = await sql<{ seq: number }[]>`select entry.seq from entry join log using (log_id)
    where log.role = 'journal' and position('"t":"evidence"'::bytea in entry.leaf) > 0 order by entry.seq desc limit ${maxOpenings}`
  const seqs = rows.map(({ seq }) => seq)
  const documents = await readJournalDocuments(sql, keystore, seqs)
  return seqs.flatMap((seq) => {
    const document = documents.get(seq)
    return document?.passport === about ? [document] : []
  })
}
