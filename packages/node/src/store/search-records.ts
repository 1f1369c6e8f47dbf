import type { Sql } from 'postgres'
import { type StoredVersion, versionColumns } from './version-rows.ts'

/** What is searched for: a `tsquery` over keyed lexemes, and keyed digests of the identifiers that the words may be. */
export type SearchTerms = { readonly tsquery: string | undefined; readonly identifiers: readonly Uint8Array[] }

export type SearchFilter = { readonly agency: string; readonly kind?: string | undefined }

/** Where a search stands: what it saw when it began, and the last hit it gave. */
export type SearchCursor = { readonly asOf: number; readonly identified: boolean; readonly before: number }

export type SearchHit = StoredVersion & {
  /** An identifier of the record is the one searched for. */
  readonly identified: boolean
}

// Ranking every match of a common word took 0.66 s at a million records: candidates are capped first, the newest kept.
const maxIdentified = 500
const maxWordHits = 1000

/** One page of hits: identifier matches first, then newest first, among the latest versions that an agency may see. */
export async function searchRecords(
  sql: Sql,
  terms: SearchTerms,
  filter: SearchFilter,
  limit: number,
  cursor?: SearchCursor,
): Promise<{ readonly rows: SearchHit[]; readonly next: SearchCursor | undefined }> {
  const asOf = cursor?.asOf ?? (await newestSeq(sql))
  const wanted = sql`v.latest and v.erased_at is null and v.seq <= ${asOf} ${filter.kind === undefined ? sql`` : sql`and v.kind = ${filter.kind}`}`
  // One's own and what others shared apart: with one condition joined by "or" the planner walks every match of every agency.
  const own = sql`v.agency = ${filter.agency}`
  const shared = sql`v.rid in (select rid from share where agency = ${filter.agency})`
  const words = terms.tsquery === undefined ? sql`false` : sql`search.words @@ ${terms.tsquery}::tsquery`
  const matches = (matching: typeof words, holder: typeof own, most: number) => sql`
    (select v.seq from search join version v on v.seq = search.seq where ${matching} and ${holder} and ${wanted} order by v.seq desc limit ${most})`
  const digests = sql.array(
    terms.identifiers.map((digest) => Buffer.from(digest)),
    17,
  )
  const identifiers = sql`search.identifiers && ${digests}::bytea[]`
  const rows = await sql<SearchHit[]>`
    with by_identifier as materialized (
      ${matches(identifiers, own, maxIdentified)} union ${matches(identifiers, shared, maxIdentified)}
    ),
    by_word as materialized (
      ${matches(words, own, maxWordHits)} union ${matches(words, shared, maxWordHits)}
    ),
    hit as (
      select seq, true as identified from by_identifier
      union all select seq, false from by_word where seq not in (select seq from by_identifier)
    )
    select ${versionColumns(sql)}, hit.identified from hit join version v on v.seq = hit.seq join log body_at on body_at.log_id = v.body_log
    where ${cursor === undefined ? sql`true` : sql`(hit.identified, hit.seq) < (${cursor.identified}, ${cursor.before})`}
    order by hit.identified desc, hit.seq desc limit ${limit + 1}`
  const given = rows.slice(0, limit)
  const last = given.at(-1)
  const next = rows.length > limit && last !== undefined ? { asOf, identified: last.identified, before: last.seq } : undefined
  return { rows: given, next }
}

async function newestSeq(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: number | null }[]>`select max(seq) as seq from version`
  return row?.seq ?? 0
}
