import { type Claim, readClaim, readDocument, type SourceDocument } from '@enlace/records'
import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { recordDigest } from './keyed-digest.ts'
import type { Keystore } from './keystore.ts'
import { findLatest } from './read-changes.ts'
import { readStoredRecords } from './stored-records.ts'
import { visibleTo } from './version-rows.ts'

/** Claims read about one record at most; the oldest, so that what is agreed does not change with how many are looked at. */
const maxClaims = 500

/**
 * The claims about a record that an agency may see, in the order in which the node came to know them, with the documents that they are taken from and what those
 * are copies of. `more`: there are claims beyond the most that are read.
 */
export async function readClaimsAbout(
  from: { readonly sql: Sql; readonly keystore: Keystore; readonly searchKey: Uint8Array },
  rid: Uint8Array,
  agency: string,
): Promise<{ readonly claims: readonly Claim[]; readonly documents: readonly SourceDocument[]; readonly more: boolean }> {
  const { sql, keystore } = from
  const rows = await sql<{ seq: number }[]>`select v.seq from reference r join version v on v.seq = r.seq
    where r.target = ${rid as Buffer} and r.relation = 'object_refs' and v.kind = 'claim' and v.latest and v.erased_at is null and not v.revoked
      and ${isShown(sql)} and ${visibleTo(sql, agency)} order by v.seq limit ${maxClaims + 1}`
  const seqs = rows.slice(0, maxClaims).map(({ seq }) => seq)
  const claims = (await readStoredRecords(sql, keystore, seqs)).flatMap(({ object }) => readClaim(object) ?? [])
  const documents = new Map<string, SourceDocument>()
  let wanted = new Set(claims.map(({ document }) => document))
  // A copy of a copy of a copy: each turn reads the next step of every chain, and a chain that bites its tail asks for nothing new.
  while (wanted.size > 0) {
    const rids = [...wanted].map((id) => recordDigest(from.searchKey, id))
    const versions = await findLatest(sql, agency, rids)
    const stored = await readStoredRecords(
      sql,
      keystore,
      versions.filter(({ erasedAt }) => erasedAt === null).map(({ seq }) => seq),
    )
    const found = stored.flatMap(({ object }) => readDocument(object) ?? [])
    for (const document of found) documents.set(document.id, document)
    wanted = new Set(found.flatMap(({ copyOf }) => (copyOf === undefined || documents.has(copyOf) ? [] : [copyOf])))
  }
  return { claims, documents: [...documents.values()], more: rows.length > maxClaims }
}
