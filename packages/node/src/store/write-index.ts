import type { Sql, TransactionSql } from 'postgres'
import { identifierDigest, recordDigest } from './keyed-digest.ts'
import { lexemesOf } from './lexemes.ts'
import type { Querier } from './logs.ts'

/** What is indexed of one version: its words, its identifiers, and the records that it points at. */
export type IndexEntry = {
  readonly seq: number
  readonly words: readonly string[]
  readonly identifiers: readonly { readonly type: string; readonly canonical: string }[]
  readonly references: readonly { readonly relation: string; readonly target: string }[]
}

// A follower that stands only while the index is made anew. What is stored meanwhile is indexed as it is stored.
const follower = 'index/rebuild'

/** How far the making anew has come; undefined when nobody asked for it. */
export async function findReindexed(sql: Querier): Promise<number | undefined> {
  const [row] = await sql<{ position: number }[]>`select position from follower where name = ${follower}`
  return row?.position
}

/** Asks for the index to be made anew from the first version. */
export async function askForReindex(sql: TransactionSql): Promise<void> {
  await sql`insert into follower (name, version, position) values (${follower}, 1, -1) on conflict (name) do update set position = -1`
}

/** The next versions after a position whose text can still be read. */
export async function listToIndex(sql: Sql, after: number, limit: number): Promise<number[]> {
  const rows = await sql<{ seq: number }[]>`select seq from version where seq > ${after} and erased_at is null order by seq limit ${limit}`
  return rows.map((row) => row.seq)
}

/** Replaces what is indexed of versions and moves on, in one transaction; a search finds the old or the new, never nothing. */
export async function replaceIndex(
  sql: TransactionSql,
  searchKey: Uint8Array,
  entries: readonly IndexEntry[],
  place: { readonly from: number; readonly to: number | undefined },
): Promise<void> {
  const moved =
    place.to === undefined
      ? await sql`delete from follower where name = ${follower} and position = ${place.from}`
      : await sql`update follower set position = ${place.to} where name = ${follower} and position = ${place.from}`
  if (moved.count !== 1) throw new Error('the index is made anew by somebody else')
  if (entries.length === 0) return
  // One that is erased meanwhile stays out: its row is held until this commits.
  const standing = await sql<{ seq: number }[]>`select seq from version
    where seq = any(${entries.map((entry) => entry.seq)}) and erased_at is null order by seq for update`
  const live = new Set(standing.map((row) => row.seq))
  const kept = entries.filter((entry) => live.has(entry.seq))
  await sql`delete from search where seq = any(${[...live]})`
  await sql`delete from reference where seq = any(${[...live]})`
  for (const { seq, words, identifiers, references } of kept) {
    const digests = identifiers.map(({ type, canonical }) => Buffer.from(identifierDigest(searchKey, type, canonical)))
    await sql`insert into search (seq, words, identifiers)
      values (${seq}, ${lexemesOf(searchKey, words).join(' ')}::tsvector, ${sql.array(digests, 17)}::bytea[])`
    for (const { relation, target } of references) {
      await sql`insert into reference (seq, relation, target) values (${seq}, ${relation}, ${Buffer.from(recordDigest(searchKey, target))})
        on conflict do nothing`
    }
  }
}
