import type { RetentionForesight, RetentionView } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

export const askRetention = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => send<RetentionView>('GET', '/retention', { signal }),
  refetchInterval: 60_000,
})

/** A period as somebody wants it. `days` null: for as long as it is current. */
export type Period = { readonly rule: string; readonly days: number | null; readonly atEnd: 'erase' | 'review' }

/** What another period would do at once; nothing is stored. The reason is the real one's place holder and goes nowhere. */
export const askForesight = (period: Period) =>
  queryOptions({
    queryKey: ['retention', 'foresight', period],
    queryFn: ({ signal }) => sendPeriod(period, '-', true, signal),
    retry: false,
    staleTime: 0,
  })

export async function sendPeriod(period: Period, reason: string, dryRun: boolean, signal?: AbortSignal): Promise<RetentionForesight> {
  const { rule, ...rest } = period
  const body = { ...rest, reason, ...(dryRun ? { dryRun } : {}) }
  return await send<RetentionForesight>('POST', `/retention/${encodeURIComponent(rule)}`, { body, ...(signal ? { signal } : {}) })
}
