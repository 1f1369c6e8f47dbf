import type { CaseDetail, CaseList } from '@enlace/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

/** Cases as the address narrows them; news about any piece of work makes the list stale. */
export const askCases = (query: string) =>
  queryOptions({ queryKey: ['inbox', 'cases', query], queryFn: ({ signal }) => send<CaseList>('GET', `/cases${query}`, { signal }) })

/** One case with so many of its linked records. */
export const askCase = (id: string, linked: number) =>
  queryOptions({
    queryKey: ['record', id, 'case', linked],
    queryFn: ({ signal }) => send<CaseDetail>('GET', `/cases/${encodeURIComponent(id)}?limit=${linked}`, { signal }),
    placeholderData: keepPreviousData,
  })
