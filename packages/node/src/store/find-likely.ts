import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Words of the recalled record that are looked up, and how many records a word may stand in to count as rare. */
const maxLexemes = 96
const rareBelow = 200
/** Rare words that two texts must share before a person is asked to look. */
const fewestWords = 3
const maxLikely = 30

export type Likely = StoredVersion & { readonly sharedIdentifiers: number; readonly sharedWords: number }

/**
 * Where words of a record may have been copied by hand: the latest records of an agency that name the same identifiers, or share several words
 * that few records have. All by keyed digests, so nothing is unsealed to look. It finds likely places, never all.
 */
export async function findLikely(
  sql: Sql,
  of: { readonly rid: Uint8Array; readonly fromParty: string },
  agency: string,
): Promise<Likely[]> {
  return await sql<Likely[]>`
    with source as materialized (
      select search.words, search.identifiers from version v join search on search.seq = v.seq
      where v.rid = ${of.rid as Buffer} and v.from_party = ${of.fromParty} and v.latest
    ),
    lexeme as materialized (select distinct word.lexeme from source, unnest(words) as word limit ${maxLexemes}),
    rare as materialized (
      select lexeme, near.seq from lexeme cross join lateral (
        select search.seq from search where search.words @@ lexeme.lexeme::tsquery limit ${rareBelow + 1}
      ) near
    ),
    counted as (select lexeme from rare group by lexeme having count(*) <= ${rareBelow}),
    by_word as (select rare.seq, count(*)::int as words from rare join counted using (lexeme) group by rare.seq having count(*) >= ${fewestWords}),
    by_identifier as (
      select search.seq, (select count(*)::int from unnest(search.identifiers) one where one = any(source.identifiers)) as identifiers
      from source join search on search.identifiers && source.identifiers where cardinality(source.identifiers) > 0
    )
    select ${versionColumns(sql)}, coalesce(by_identifier.identifiers, 0) as "sharedIdentifiers", coalesce(by_word.words, 0) as "sharedWords"
    from by_word full join by_identifier using (seq) join version v using (seq) join log body_at on body_at.log_id = v.body_log
    where v.latest and ${isShown(sql)} and ${visibleTo(sql, agency)} and not (v.rid = ${of.rid as Buffer})
    order by coalesce(by_identifier.identifiers, 0) desc, coalesce(by_word.words, 0) desc, v.seq desc limit ${maxLikely}`
}

/** Records that a recall hides as derived, with what stands of them in clear. */
export async function listDerived(sql: Sql, recallId: number): Promise<StoredVersion[]> {
  return await sql<
    StoredVersion[]
  >`select ${versionColumns(sql)} from hidden h join version v on v.rid = h.rid and v.from_party = h.from_party
    join log body_at on body_at.log_id = v.body_log
    where h.recall_id = ${recallId} and h.derived and h.shown_again_at is null and v.latest and v.erased_at is null order by v.seq limit 200`
}
