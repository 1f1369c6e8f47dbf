import type { HandoverList, InboxCounts, InboxPage, Officers, SavedFilter, SavedViews } from '@enlace/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'

/** Items are asked for in windows of this many, by their place in the list. */
export const windowSize = 100

/** One window of the list. What was there stays on screen while it is asked again. */
export const askInboxWindow = (filter: SavedFilter, window: number) =>
  queryOptions({
    queryKey: ['inbox', 'items', filter, window],
    queryFn: ({ signal }) =>
      send<InboxPage>('GET', `/inbox/items?${queryOf({ ...filter, skip: String(window * windowSize), limit: String(windowSize) })}`, {
        signal,
      }),
    staleTime: 10_000,
    gcTime: 60_000,
  })

/** How much there is, by group, tab and value. Asked again by the minute: what is late changes with time alone. */
export const askInboxCounts = (filter: SavedFilter) =>
  queryOptions({
    queryKey: ['inbox', 'counts', filter],
    queryFn: ({ signal }) => send<InboxCounts>('GET', `/inbox/counts?${queryOf(filter)}`, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => untilReturn(state.data?.returnsAt ?? null),
  })

export const askOfficers = queryOptions({
  queryKey: ['officers'],
  queryFn: async ({ signal }) => (await send<Officers>('GET', '/inbox/officers', { signal })).items,
  staleTime: 60_000,
})

export const askViews = queryOptions({
  queryKey: ['inbox', 'views'],
  queryFn: async ({ signal }) => (await send<SavedViews>('GET', '/inbox/views', { signal })).items,
})

export const askHandovers = queryOptions({
  queryKey: ['inbox', 'handovers'],
  queryFn: async ({ signal }) => (await send<HandoverList>('GET', '/handovers', { signal })).items,
})

const minuteMs = 60_000

/** A minute, or sooner when something that was put aside comes back before. */
function untilReturn(returnsAt: string | null): number {
  const left = returnsAt === null ? minuteMs : Date.parse(returnsAt) - nodeNow().getTime() + 250
  return Math.min(minuteMs, Math.max(1000, left))
}

function queryOf(parts: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value !== undefined && value !== '') query.set(name, value)
  return query.toString()
}
