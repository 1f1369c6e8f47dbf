import { type AddedBucket, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { isDate } from '@enlace/records'
import { findWork } from '../store/read-work.ts'
import { countHits, maxCounted, type SearchCursor, type SearchFilter, searchRecords } from '../store/search-records.ts'
import type { Desk } from './desk.ts'
import { findAlike, findWhy } from './find-why.ts'
import { printCursor, readCursor } from './list-cursor.ts'
import { mount } from './mount.ts'
import { readWanted } from './read-wanted.ts'
import { hexOf, noteReads, toSummary } from './show-record.ts'
import type { Site } from './site.ts'
import { suggest } from './suggest.ts'

/** Mounts the search: over words, identifiers and names alike, with its facets; and what is offered while somebody types. */
export function mountSearchRoute(site: Site, desk: Desk): void {
  mount(site, routes.search, async ({ query }, actor) => {
    const wanted = readWanted(desk.searchKey, query.q)
    const { kind, from, agency: holder, tlp, list, flag } = query
    const filter: SearchFilter = { agency: actor.agency, kind, from, holder, tlp, list, flag, ...addedBetween(query, desk.now()) }
    const cursor = query.cursor === undefined ? undefined : toCursor(query.cursor)
    const [page, counts] = await Promise.all([
      searchRecords(desk.sql, wanted.terms, filter, query.limit ?? 50, cursor),
      query.facets === undefined ? undefined : countHits(desk.sql, wanted.terms, filter, desk.now()),
    ])
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
      const why = row.tier === 0 ? findAlike(row.kind, text.object, wanted) : findWhy(desk.searchKey, row.kind, text.object, wanted)
      return [{ ...toSummary(row, text, work.get(hexOf(row.rid))?.state), why, alike: row.tier === 0 }]
    })
    const { next } = page
    return {
      items,
      next: next === undefined ? null : printCursor([next.asOf, next.tier, next.before]),
      ...(counts === undefined ? {} : { facets: { counted: counts.counted, capped: counts.counted >= maxCounted, counts: counts.facets } }),
    }
  })
  mount(site, routes.suggest, async ({ query }, actor) => ({ items: await suggest(desk, actor, query.q, query.limit ?? 8) }))
}

const spans: Readonly<Record<AddedBucket, readonly [from: number | undefined, to: number | undefined]>> = {
  day: [1, undefined],
  week: [7, 1],
  month: [30, 7],
  year: [365, 30],
  older: [undefined, 365],
}

/** Between which instants a record was added: the days asked for, and the span of a facet as the counting draws it (`countHits`). */
function addedBetween(query: { since?: string; until?: string; added?: AddedBucket }, now: Date): Pick<SearchFilter, 'since' | 'until'> {
  const [from, to] = query.added === undefined ? [undefined, undefined] : spans[query.added]
  const ago = (days: number | undefined) => (days === undefined ? undefined : new Date(now.getTime() - days * 86_400_000))
  const [since, until] = [dayOf(query.since, '/since'), dayOf(query.until, '/until')]
  const [after, before] = [ago(from), ago(to)]
  return {
    since: since !== undefined && after !== undefined && since > after ? since : (after ?? since),
    until: until !== undefined && before !== undefined && until < before ? until : (before ?? until),
  }
}

/** The instant at which a day begins, UTC. */
function dayOf(day: string | undefined, field: string): Date | undefined {
  if (day === undefined) return undefined
  if (!isDate(day)) throw new Fault('parameter_invalid', {}, { problems: [{ field, code: 'not_a_date' }] })
  return new Date(`${day}T00:00:00.000Z`)
}

function toCursor(text: string): SearchCursor {
  const [asOf = 0, tier = 0, before = 0] = readCursor(text, 3)
  return { asOf, tier, before }
}
