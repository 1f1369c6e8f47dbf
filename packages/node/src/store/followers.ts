import type { StatementPart } from './append-entries.ts'
import { createBatcher } from './batcher.ts'
import type { Querier } from './logs.ts'

type Place = { readonly name: string; readonly position: number; readonly version: number }

const finders = new WeakMap<Querier, (name: string) => Promise<Place | undefined>>()

/** Followers wake together, so what is asked while an answer is under way goes together in the next question: none is answered from before it was asked. */
function finderOf(sql: Querier): (name: string) => Promise<Place | undefined> {
  const known = finders.get(sql)
  if (known !== undefined) return known
  const find = createBatcher<string, Place | undefined>(64, async (names) => {
    const rows = await sql<Place[]>`select name, position, version from follower where name = any(${[...new Set(names)]})`
    return names.map((name) => rows.find((row) => row.name === name))
  })
  finders.set(sql, find)
  return find
}

/** How far a follower has come: the last journal position whose work is done, -1 before the first. */
export async function readPosition(sql: Querier, name: string, version: number): Promise<number> {
  const row = await finderOf(sql)(name)
  return row === undefined || row.version !== version ? -1 : row.position
}

/**
 * Moves a follower on, in the transaction of its work, so that a crash repeats nothing. Throws when it no longer stands where the work began:
 * somebody else did the same work, or asked for a rebuild meanwhile.
 */
export async function savePosition(sql: Querier, name: string, version: number, from: number, position: number): Promise<void> {
  const moved = await sql`${positionSaved(sql, name, version, from, position)}`
  if (moved.count !== 1) throw new Error(movedByOthers(name))
}

/** The same as part of a statement that does other work; `index` tells several of them apart. */
export function positionPart(
  sql: Querier,
  index: number,
  { name, version, from, position }: { readonly name: string; readonly version: number; readonly from: number; readonly position: number },
): StatementPart {
  const part = `followed_${index}`
  return {
    parts: sql`${sql(part)} as (${positionSaved(sql, name, version, from, position)} returning 1)`,
    must: { name: part, rows: 1, otherwise: movedByOthers(name) },
  }
}

function positionSaved(sql: Querier, name: string, version: number, from: number, position: number) {
  return sql`insert into follower (name, version, position)
    select ${name}, ${version}::int, ${position}::bigint where ${from}::bigint = -1 or exists (select from follower where name = ${name})
    on conflict (name) do update set version = excluded.version, position = excluded.position
    where case when follower.version = excluded.version then follower.position else -1 end = ${from}::bigint`
}

function movedByOthers(name: string): string {
  return `follower ${name} was moved by somebody else`
}

/** Places a follower that has never run behind all that is already in the journal; one that has run stays where it is. */
export async function beginAtEnd(sql: Querier, name: string, version: number): Promise<void> {
  await sql`insert into follower (name, version, position) select ${name}, ${version}, coalesce(max(seq), -1) from version
    on conflict (name) do nothing`
}
