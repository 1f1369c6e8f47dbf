import { type ListDetail, type ListEntries, type OfficialList, routes } from '@enlace/api'
import { Fault, isJsonObject, type Json, type JsonObject } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { isDate, kinds, readField } from '@enlace/records'
import { importers } from '@enlace/wire'
import { type ImportRun, listImportRuns, listRunsOf } from '../store/import-runs.ts'
import { countEntries, type HeldList, type ListedEntry, listEditions, listEntries, listHeldLists } from '../store/read-lists.ts'
import type { Desk } from './desk.ts'
import { printCursor, readCursor } from './list-cursor.ts'
import { mount } from './mount.ts'
import { readWanted } from './read-wanted.ts'
import { noteReads, toSummary } from './show-record.ts'
import type { Site } from './site.ts'

/** Mounts official lists: which there are, the history of one, and its entries. The API says what a list says; it never judges whom it names. */
export function mountListRoutes(site: Site, desk: Desk): void {
  const ownImporters = [...importers.values()].filter((importer) => importer.party === desk.authority.party)

  mount(site, routes.listLists, async (_call, actor) => {
    const [held, runs] = await Promise.all([listHeldLists(desk.sql, actor.agency), listImportRuns(desk.sql)])
    const codes = new Set([...held.map((list) => list.list), ...runs.map((run) => run.list).filter((list) => !isSeries(list))])
    return { items: [...codes].sort().map((list) => showList(list, held, runs)) }
  })

  mount(site, routes.readList, async ({ params, query }, actor) => {
    const { shown, edition } = await findList(actor, params.list, query.edition)
    if (edition === undefined) return { ...shown, history: [], facets: { programs: [], classes: [], statuses: [] } }
    const [history, facets, runs] = await Promise.all([
      listEditions(desk.sql, params.list, actor.agency),
      countEntries(desk.sql, params.list, edition, actor.agency),
      listRunsOf(desk.sql, params.list),
    ])
    const detail: ListDetail = {
      ...shown,
      history: history.map((one) => ({ ...one, run: showRun(runs.find((run) => run.edition === one.edition)) })),
      facets: { programs: [...facets.programs], classes: [...facets.classes], statuses: [...facets.statuses] },
    }
    return detail
  })

  mount(site, routes.listEntries, async ({ params, query }, actor): Promise<ListEntries> => {
    const { edition } = await findList(actor, params.list, query.edition)
    if (edition === undefined) return { items: [], next: null }
    const { change, program, entityClass, q } = query
    const terms = q === undefined ? undefined : readWanted(desk.searchKey, q).terms
    const [after] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const filter = { agency: actor.agency, list: params.list, edition, change, program, entityClass, terms }
    const page = await listEntries(desk.sql, filter, query.limit ?? 50, after)
    const unsealed = await desk.cache.read(page.rows)
    noteReads(
      desk,
      actor,
      page.rows.filter((_, i) => unsealed[i] !== undefined),
    )
    const items = page.rows.flatMap((row, i) => {
      const text = unsealed[i]
      return text === undefined ? [] : [{ record: toSummary(row, text), ...entryOf(row, text.object) }]
    })
    return { items, next: page.next === undefined ? null : printCursor([page.next]) }
  })

  function isSeries(list: string): boolean {
    return importers.get(list)?.source.figures === true
  }

  function showList(list: string, held: readonly HeldList[], runs: readonly ImportRun[]): OfficialList {
    const seen = held.find((one) => one.list === list)
    return {
      list,
      edition: seen?.edition ?? null,
      entries: seen?.entries ?? 0,
      editions: seen?.editions ?? 0,
      agencies: [...(seen?.agencies ?? [])],
      statuses: [...(seen?.statuses ?? [])],
      heldBy: ownImporters.find((importer) => importer.list === list)?.agency ?? null,
      lastRun: showRun(runs.find((run) => run.list === list)),
    }
  }

  /** A list that was read here but is another agency's is known, with nothing in it; one that never was is unknown. */
  async function findList(actor: Actor, list: string, edition: string | undefined) {
    if (edition !== undefined && !isDate(edition))
      throw new Fault('parameter_invalid', {}, { problems: [{ field: '/edition', code: 'not_a_date' }] })
    const [held, runs] = await Promise.all([listHeldLists(desk.sql, actor.agency), listImportRuns(desk.sql)])
    const known = held.some((one) => one.list === list) || runs.some((run) => run.list === list && !isSeries(list))
    if (!known) throw new Fault('list_unknown')
    const shown = showList(list, held, runs)
    return { shown, edition: shown.edition === null ? undefined : (edition ?? shown.edition) }
  }
}

function showRun(run: ImportRun | undefined): OfficialList['lastRun'] {
  if (run === undefined) return null
  const { edition, rowsRead, stored, unchanged, reported } = run
  return { edition, at: run.at.toISOString(), rowsRead, stored, unchanged, reported }
}

function entryOf(row: ListedEntry, object: JsonObject): Omit<ListEntries['items'][number], 'record'> {
  const kind = kinds.get('list-entry')
  const read = (name: string): Json | undefined => readField(kind, object, name)
  const text = (name: string): string | null => {
    const value = read(name)
    return typeof value === 'string' ? value : null
  }
  const [programs, aliases] = [read('programs'), read('aliases')]
  return {
    edition: row.edition,
    change: row.change,
    entryNumber: text('entry_number') ?? '',
    entityClass: text('entity_class') ?? 'other',
    status: text('list_status') ?? 'listed',
    statusText: text('status_text'),
    listedOn: text('listed_on'),
    programs: Array.isArray(programs) ? programs.filter((code): code is string => typeof code === 'string') : [],
    aliases: Array.isArray(aliases) ? aliases.filter((alias) => isJsonObject(alias as Json)).length : 0,
  }
}
