import type { Sql } from 'postgres'
import { askForClearanceRebuild, isClearanceRebuildAsked } from './clearances.ts'
import type { Querier } from './logs.ts'
import { forgetCatalogue } from './write-catalogue.ts'
import { askForReindex, findReindexed } from './write-index.ts'

/** What is projected from the journal and can be made anew: work, owed duties, lists and series, clearances, and what search and relations stand on. */
export const projections = ['work', 'duties', 'catalogue', 'clearance', 'index'] as const
export type Projection = (typeof projections)[number]

/** Forgets a projection and its place in the journal; a running node projects it anew at once, a stopped one when it starts. */
export async function forgetProjection(sql: Sql, projection: Projection): Promise<void> {
  await sql.begin(async (tx) => {
    switch (projection) {
      case 'work':
        await tx`delete from work_item`
        await tx`delete from follower where name = 'work' or name like 'work/receipts/%'`
        return
      case 'duties':
        // What people did to a duty stays with its row: it is opened where it stands.
        await tx`delete from follower where name in ('duties', 'programme-duties')`
        return
      case 'catalogue':
        await forgetCatalogue(tx)
        return
      case 'clearance':
        // Nothing is forgotten yet: what may leave hangs on it, so the new rows take the place of the old ones at once.
        await askForClearanceRebuild(tx)
        return
      case 'index':
        await askForReindex(tx)
    }
  })
}

/** How many positions of the journal a projection has behind it, of how many that there are to project. */
export async function readProgress(sql: Querier, projection: Projection): Promise<{ readonly done: number; readonly total: number }> {
  const [row] = await sql<{ last: number; position: number }[]>`select (select coalesce(max(seq), -1) from version) as last,
    coalesce((select position from follower where name = ${projection}), -1) as position`
  const total = (row?.last ?? -1) + 1
  if (projection === 'clearance') return { done: (await isClearanceRebuildAsked(sql)) ? 0 : total, total }
  if (projection !== 'index') return { done: Math.min(total, (row?.position ?? -1) + 1), total }
  const position = await findReindexed(sql)
  return { done: position === undefined ? total : position + 1, total }
}
