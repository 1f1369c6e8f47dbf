import { programmeKinds } from '@enlace/policy'
import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'

/** Agencies of the own party other than this one that hold records of the programme: whom to ask, where the own agency holds none. Which records is not told. */
export async function readProgrammeHolders(sql: Sql, agency: string): Promise<readonly string[]> {
  const rows = await sql<{ agency: string }[]>`select distinct v.agency from version v
    where v.kind = any(${[...programmeKinds]}) and v.latest and not v.revoked and ${isShown(sql)} and v.agency <> ${agency} order by v.agency limit 20`
  return rows.map((row) => row.agency)
}
