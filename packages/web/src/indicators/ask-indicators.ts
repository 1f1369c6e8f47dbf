import type { IndicatorDetail, IndicatorList } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

/** Every indicator with both sides. News of any record makes it stale. */
export const askIndicators = () =>
  queryOptions({
    queryKey: ['record', 'indicators'],
    queryFn: ({ signal }) => send<IndicatorList>('GET', '/programme/indicators', { signal }),
  })

export const askIndicator = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'indicator'],
    queryFn: ({ signal }) => send<IndicatorDetail>('GET', `/programme/indicators/${encodeURIComponent(id)}`, { signal }),
  })
