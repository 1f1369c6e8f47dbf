import { routes } from '@enlace/api'
import { findWork } from '../store/read-work.ts'
import { type SearchCursor, searchRecords } from '../store/search-records.ts'
import type { Desk } from './desk.ts'
import { findWhy } from './find-why.ts'
import { printCursor, readCursor } from './list-cursor.ts'
import { mount } from './mount.ts'
import { readWanted } from './read-wanted.ts'
import { hexOf, noteReads, toSummary } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts the search over words and identifiers: candidates come from keyed digests, snippets are cut after unsealing. */
export function mountSearchRoute(site: Site, desk: Desk): void {
  mount(site, routes.search, async ({ query }, actor) => {
    const wanted = readWanted(desk.searchKey, query.q)
    const filter = { agency: actor.agency, kind: query.kind }
    const page = await searchRecords(
      desk.sql,
      wanted.terms,
      filter,
      query.limit ?? 50,
      query.cursor === undefined ? undefined : toCursor(query.cursor),
    )
    const [unsealed, work] = [
      await desk.cache.read(page.rows),
      await findWork(
        desk.sql,
        page.rows.map((row) => row.rid),
      ),
    ]
    noteReads(
      desk,
      actor,
      page.rows.filter((_, i) => unsealed[i] !== undefined),
    )
    const items = page.rows.flatMap((row, i) => {
      const text = unsealed[i]
      if (text === undefined) return []
      return [{ ...toSummary(row, text, work.get(hexOf(row.rid))?.state), why: findWhy(desk.searchKey, row.kind, text.object, wanted) }]
    })
    const { next } = page
    return { items, next: next === undefined ? null : printCursor([next.asOf, next.identified ? 1 : 0, next.before]) }
  })
}

function toCursor(text: string): SearchCursor {
  const [asOf = 0, identified = 0, before = 0] = readCursor(text, 3)
  return { asOf, identified: identified === 1, before }
}
