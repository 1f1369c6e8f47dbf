import type { Sql } from 'postgres'

/** What tells a follower whether a version concerns it: nothing of its text. */
export type Passing = { readonly seq: number; readonly kind: string; readonly fromParty: string }

/** A follower of the journal that most of what comes does not concern. */
export type PickyFollower = { readonly name: string; readonly version: number; readonly wants: (version: Passing) => boolean }

const batchSize = 512

/**
 * Moves followers past what does not concern them, by one question and one statement for all of them. Answers the names of those that stand before
 * something which does, or that begin anew: their own step is next. A position that somebody moves meanwhile stays as they left it.
 */
export async function passBy(
  sql: Sql,
  followers: readonly PickyFollower[],
): Promise<{ readonly concerned: ReadonlySet<string>; readonly more: boolean }> {
  const names = followers.map(({ name }) => name)
  const [found] = await sql<{ places: Record<string, [number, number]> | null; versions: [number, string, string][] | null }[]>`
    with places as (select name, version, position from follower where name = any(${names}))
    select (select jsonb_object_agg(name, jsonb_build_array(version, position)) from places) as places,
      (select jsonb_agg(jsonb_build_array(seq, kind, from_party) order by seq) from (select seq, kind, from_party from version
        where seq > (select min(position) from places) order by seq limit ${batchSize}) as next) as versions`
  const versions = (found?.versions ?? []).map(([seq, kind, fromParty]) => ({ seq, kind, fromParty }))
  const last = versions.at(-1)?.seq ?? -1
  const concerned = new Set<string>()
  const moves: { readonly name: string; readonly from: number }[] = []
  for (const { name, version, wants } of followers) {
    const [stored, position] = found?.places?.[name] ?? []
    if (position === undefined || stored !== version) concerned.add(name)
    else if (versions.some((one) => one.seq > position && wants(one))) concerned.add(name)
    else if (last > position) moves.push({ name, from: position })
  }
  if (moves.length > 0) {
    await sql`update follower set position = ${last} from unnest(${moves.map(({ name }) => name)}::text[], ${sql.array(
      moves.map(({ from }) => from),
      20,
    )}::bigint[]) as given (name, was) where follower.name = given.name and follower.position = given.was`
  }
  return { concerned, more: versions.length === batchSize }
}
