import type { ListDetail, ListEntries, OfficialLists, SeriesDetail, SeriesList } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from './send.ts'

/** What the pages of lists and series ask the node. */

export const askLists = queryOptions({
  queryKey: ['lists'],
  queryFn: async ({ signal }) => (await send<OfficialLists>('GET', '/lists', { signal })).items,
})

export const askList = (list: string, edition: string | undefined) =>
  queryOptions({
    queryKey: ['lists', list, edition ?? ''],
    queryFn: ({ signal }) => send<ListDetail>('GET', `/lists/${encodeURIComponent(list)}${queryOf({ edition })}`, { signal }),
  })

export type EntriesFilter = {
  readonly edition?: string | undefined
  readonly q?: string | undefined
  readonly change?: string | undefined
  readonly program?: string | undefined
  readonly entityClass?: string | undefined
}

/** One page of a list's entries. */
export function fetchEntries(list: string, filter: EntriesFilter, cursor: string, signal?: AbortSignal): Promise<ListEntries> {
  return send('GET', `/lists/${encodeURIComponent(list)}/entries${queryOf({ ...filter, cursor, limit: '50' })}`, { signal })
}

export const askSeriesList = queryOptions({
  queryKey: ['series'],
  queryFn: async ({ signal }) => (await send<SeriesList>('GET', '/series', { signal })).items,
})

export type SeriesChoice = {
  readonly measure?: string | undefined
  readonly by?: string | undefined
  /** `dimension=value` pairs as in a query string. */
  readonly where?: string | undefined
  readonly period?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export const askSeries = (series: string, choice: SeriesChoice) =>
  queryOptions({
    queryKey: ['series', series, choice],
    queryFn: ({ signal }) => send<SeriesDetail>('GET', `/series/${encodeURIComponent(series)}${queryOf(choice)}`, { signal }),
    placeholderData: (before) => before,
  })

/** Where the table of a choice is downloaded. */
export function seriesTableAddress(series: string, choice: SeriesChoice): string {
  return `/api/v1/series/${encodeURIComponent(series)}/table${queryOf(choice)}`
}

function queryOf(parts: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value !== undefined && value !== '') query.set(name, value)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
