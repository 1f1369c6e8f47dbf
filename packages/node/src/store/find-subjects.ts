import type { Addressee } from '@enlace/records'
import { isStrong } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'
import { notAbout } from './rights-flags.ts'
import { readStoredRecords } from './stored-records.ts'

/**
 * Of own versions, by journal position, the other parties whose records they refer to, each once, with the agency that wrote the record as far as it can be
 * read. Of several records of one party that counts which the version rests on before what it only names, then which came first.
 */
export async function findAuthorsOfSubjects(
  from: { readonly sql: Querier; readonly keystore: Keystore; readonly party: string },
  seqs: readonly number[],
): Promise<ReadonlyMap<number, readonly Addressee[]>> {
  if (seqs.length === 0) return new Map()
  const { sql, keystore, party } = from
  const rows = await sql<{ seq: number; author: string; source: number; passedOn: boolean }[]>`
    select distinct on (r.seq, v.from_party) r.seq, v.from_party as author, v.seq as source, 'passed_on' = any(v.flags) as "passedOn"
    from reference r join version v on v.rid = r.target
    where r.seq = any(${seqs as number[]}) and v.from_party <> ${party} and v.latest and r.relation <> all(${notAbout})
    order by r.seq, v.from_party, v.erased_at is not null, ${isStrong(sql)} desc, v.seq`
  if (rows.length === 0) return new Map()
  // Of what a party passed on the author is another.
  const sources = await readStoredRecords(sql, keystore, [...new Set(rows.flatMap((row) => (row.passedOn ? [] : [row.source])))])
  const agencies = new Map(sources.map(({ seq, envelope }) => [seq, envelope.author_agency]))
  const found = new Map<number, Addressee[]>()
  for (const { seq, author, source } of rows) {
    const agency = agencies.get(source)
    found.set(seq, [...(found.get(seq) ?? []), typeof agency === 'string' ? { party: author, agency } : { party: author }])
  }
  return found
}
