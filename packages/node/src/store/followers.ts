import type { Querier } from './logs.ts'

/** How far a follower has come: the last journal position whose work is done, -1 before the first. */
export async function readPosition(sql: Querier, name: string, version: number): Promise<number> {
  const [row] = await sql<{ position: number; version: number }[]>`select position, version from follower where name = ${name}`
  return row === undefined || row.version !== version ? -1 : row.position
}

/** Moves a follower on, in the transaction of its work, so that a crash repeats nothing. */
export async function savePosition(sql: Querier, name: string, version: number, position: number): Promise<void> {
  await sql`insert into follower (name, version, position) values (${name}, ${version}, ${position})
    on conflict (name) do update set version = excluded.version, position = excluded.position`
}
