import type { CaseDetail, CaseList } from '@enlace/api'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

/** Cases as the address narrows them; news about any piece of work makes the list stale. */
export const askCases = (query: string) =>
  queryOptions({ queryKey: ['inbox', 'cases', query], queryFn: ({ signal }) => send<CaseList>('GET', `/cases${query}`, { signal }) })

const firstLinked = 50
const moreLinked = 200

/** One case with the newest of its linked records, and each further page of them. */
export const askCase = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['record', id, 'case'],
    queryFn: ({ pageParam: before, signal }) => {
      const page = before === null ? `limit=${firstLinked}` : `limit=${moreLinked}&before=${before}`
      return send<CaseDetail>('GET', `/cases/${encodeURIComponent(id)}?${page}`, { signal })
    },
    initialPageParam: null as number | null,
    getNextPageParam: ({ linked }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.linked.items.length, 0)
      return shown < linked.total ? linked.items.at(-1)?.seq : undefined
    },
  })
