import type { PendingQuery, Row, Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns } from './version-rows.ts'

/**
 * What is searched for: a `tsquery` over keyed lexemes, keyed digests of the identifiers that the words may be, and for each word the keys of
 * names that begin or sound like it (empty: nothing is looked for that way).
 */
export type SearchTerms = {
  readonly tsquery: string | undefined
  readonly identifiers: readonly Uint8Array[]
  readonly names: readonly (readonly number[])[]
}

/** Narrows a search. `agency` is the reader's compartment; every hit is its own or was shared with it. */
export type SearchFilter = {
  readonly agency: string
  readonly kind?: string | undefined
  readonly from?: string | undefined
  /** The compartment that holds the record. */
  readonly holder?: string | undefined
  readonly tlp?: string | undefined
  readonly list?: string | undefined
  readonly flag?: string | undefined
  /** Added to this node at or after, and before. */
  readonly since?: Date | undefined
  readonly until?: Date | undefined
}

/** How a hit was found, best first: 2 an identifier, 1 every word, 0 names that begin or sound alike. */
export type SearchTier = 0 | 1 | 2

/** Where a search stands: what it saw when it began, and the last hit it gave. */
export type SearchCursor = { readonly asOf: number; readonly tier: number; readonly before: number }

export type SearchHit = StoredVersion & { readonly tier: SearchTier }

export type Facet = 'kind' | 'from' | 'holder' | 'tlp' | 'list' | 'flag' | 'added'
export type FacetCount = { readonly facet: Facet; readonly value: string; readonly count: number }

// Ranking every match of a common word took 0.66 s at a million records: candidates are capped first, the newest kept.
const maxIdentified = 500
const maxWordHits = 1000
const maxNameHits = 300
/** Matches of the index that are looked at, the newest, whoever holds them. */
const maxMet = 20_000
/** Most hits that are counted by facet; a search that meets more says «at least». */
export const maxCounted = 2000

/** One page of hits: identifier matches first, then all words, then names alike; newest first in each, among the latest versions that an agency may see. */
export async function searchRecords(
  sql: Sql,
  terms: SearchTerms,
  filter: SearchFilter,
  limit: number,
  cursor?: SearchCursor,
): Promise<{ readonly rows: SearchHit[]; readonly next: SearchCursor | undefined }> {
  const asOf = cursor?.asOf ?? (await newestSeq(sql))
  const rows = await sql<SearchHit[]>`
    with ${candidates(sql, terms, filter, asOf, { identified: maxIdentified, words: maxWordHits, names: maxNameHits })}
    select ${versionColumns(sql)}, hit.tier from hit join version v on v.seq = hit.seq join log body_at on body_at.log_id = v.body_log
    where ${cursor === undefined ? sql`true` : sql`(hit.tier, hit.seq) < (${cursor.tier}, ${cursor.before})`}
    order by hit.tier desc, hit.seq desc limit ${limit + 1}`
  const given = rows.slice(0, limit)
  const last = given.at(-1)
  const next = rows.length > limit && last !== undefined ? { asOf, tier: last.tier, before: last.seq } : undefined
  return { rows: given, next }
}

/** How the hits of a search divide, over the same hits that the reader may see and no others. `counted` reaches at most `maxCounted`. */
export async function countHits(
  sql: Sql,
  terms: SearchTerms,
  filter: SearchFilter,
  now: Date,
): Promise<{ readonly counted: number; readonly facets: FacetCount[] }> {
  const asOf = await newestSeq(sql)
  const days = (count: number) => new Date(now.getTime() - count * 86_400_000)
  const rows = await sql<{ facet: Facet | 'all'; value: string; count: number }[]>`
    with ${candidates(sql, terms, filter, asOf, { identified: maxIdentified, words: maxCounted, names: maxNameHits })},
    found as materialized (
      select v.seq, v.kind, v.from_party, v.agency, v.tlp, v.flags, v.revoked, v.added_at from hit join version v on v.seq = hit.seq
      order by hit.tier desc, hit.seq desc limit ${maxCounted}
    )
    select 'all' as facet, '' as value, count(*)::int as count from found
    union all select 'kind', kind, count(*)::int from found group by kind
    union all select 'from', from_party, count(*)::int from found group by from_party
    union all select 'holder', agency, count(*)::int from found group by agency
    union all select 'tlp', tlp, count(*)::int from found group by tlp
    union all select 'flag', flag, count(*)::int from found, unnest(case when revoked then flags || array['revoked'] else flags end) as flag group by flag
    union all select 'list', list, count(*)::int from found join listed on listed.seq = found.seq group by list
    union all select 'added', case when added_at >= ${days(1)} then 'day' when added_at >= ${days(7)} then 'week'
      when added_at >= ${days(30)} then 'month' when added_at >= ${days(365)} then 'year' else 'older' end, count(*)::int from found group by 2`
  const facets = rows
    .flatMap(({ facet, value, count }) => (facet === 'all' ? [] : [{ facet, value, count }]))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  return { counted: rows.find((row) => row.facet === 'all')?.count ?? 0, facets }
}

/** The newest records whose names begin in all the ways of any one of `ways`, at most `limit`: candidates, to be checked in their text. */
export async function findByBeginnings(
  sql: Sql,
  ways: readonly (readonly number[])[],
  identifiers: readonly Uint8Array[],
  agency: string,
  limit: number,
): Promise<StoredVersion[]> {
  const wanted = sql`v.latest and ${isShown(sql)}`
  const named = ways.map((keys) => matches(sql, sql`name_key`, sql`keys @> ${sql.array([...keys], 23)}::integer[]`, agency, wanted, limit))
  const numbered = matches(sql, sql`search`, sql`identifiers && ${digestArray(sql, identifiers)}::bytea[]`, agency, wanted, limit)
  const all = named.reduce((before, branch) => sql`${before} union ${branch}`, numbered)
  return await sql<StoredVersion[]>`with found as materialized (${all})
    select ${versionColumns(sql)} from found join version v on v.seq = found.seq join log body_at on body_at.log_id = v.body_log
    order by v.seq desc limit ${limit}`
}

type Fragment = PendingQuery<Row[]>
type Most = { readonly identified: number; readonly words: number; readonly names: number }

/** The common table expressions that end in `hit (seq, tier)`. */
function candidates(sql: Sql, terms: SearchTerms, filter: SearchFilter, asOf: number, most: Most) {
  const wanted = sql`v.latest and ${isShown(sql)} and v.seq <= ${asOf} ${narrowed(sql, filter)}`
  const words = terms.tsquery === undefined ? sql`false` : sql`words @@ ${terms.tsquery}::tsquery`
  const identifiers = terms.identifiers.length === 0 ? sql`false` : sql`identifiers && ${digestArray(sql, terms.identifiers)}::bytea[]`
  const alike = terms.names.length === 0 ? sql`false` : allOf(sql, terms.names)
  return sql`by_identifier as materialized (${matches(sql, sql`search`, identifiers, filter.agency, wanted, most.identified)}),
    by_word as materialized (${matches(sql, sql`search`, words, filter.agency, wanted, most.words)}),
    by_name as materialized (${matches(sql, sql`name_key`, alike, filter.agency, wanted, most.names)}),
    hit as (
      select seq, 2 as tier from by_identifier
      union all select seq, 1 from by_word where seq not in (select seq from by_identifier)
      union all select seq, 0 from by_name where seq not in (select seq from by_identifier) and seq not in (select seq from by_word)
    )`
}

// The index answers first and by itself: left to choose, a plan that was made for any word walks every record of the agency to find a rare one.
// Of a word that is nearly everywhere only the newest matches are looked at. Then one's own and what others shared apart: with one condition
// joined by "or" the planner walks every match of every agency.
function matches(sql: Sql, table: Fragment, matching: Fragment, agency: string, wanted: Fragment, most: number) {
  const [own, shared] = holders(sql, agency)
  return sql`(with met as materialized (select seq from ${table} where ${matching}),
      near as materialized (select seq from met order by seq desc limit ${maxMet})
    (select v.seq from near join version v on v.seq = near.seq where ${own} and ${wanted} order by v.seq desc limit ${most})
    union (select v.seq from near join version v on v.seq = near.seq where ${shared} and ${wanted} order by v.seq desc limit ${most}))`
}

function holders(sql: Sql, agency: string) {
  return [sql`v.agency = ${agency}`, sql`v.rid in (select rid from share where agency = ${agency})`] as const
}

function narrowed(sql: Sql, filter: SearchFilter) {
  const { kind, from, holder, tlp, list, flag, since, until } = filter
  return sql`${kind === undefined ? sql`` : sql`and v.kind = ${kind}`}
    ${from === undefined ? sql`` : sql`and v.from_party = ${from}`}
    ${holder === undefined ? sql`` : sql`and v.agency = ${holder}`}
    ${tlp === undefined ? sql`` : sql`and v.tlp = ${tlp}`}
    ${flag === undefined ? sql`` : flag === 'revoked' ? sql`and v.revoked` : sql`and v.flags @> array[${flag}]`}
    ${list === undefined ? sql`` : sql`and exists (select from listed where listed.seq = v.seq and listed.list = ${list})`}
    ${since === undefined ? sql`` : sql`and v.added_at >= ${since}`}
    ${until === undefined ? sql`` : sql`and v.added_at < ${until}`}`
}

function allOf(sql: Sql, names: SearchTerms['names']) {
  return names.map((keys) => sql`keys && ${sql.array([...keys], 23)}::integer[]`).reduce((all, one) => sql`${all} and ${one}`)
}

function digestArray(sql: Sql, digests: readonly Uint8Array[]) {
  return sql.array(
    digests.map((digest) => Buffer.from(digest)),
    17,
  )
}

async function newestSeq(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: number | null }[]>`select max(seq) as seq from version`
  return row?.seq ?? 0
}
