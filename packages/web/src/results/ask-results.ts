import type { CountJob, EvidenceOfValue, ResultDetail, ResultEvents, ResultRow, StatedQueryShape } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

const programme = '/programme'
const of = (id: string) => `${programme}/results/${encodeURIComponent(id)}`

export const askQueries = queryOptions({
  queryKey: ['results', 'queries'],
  queryFn: ({ signal }) => send<{ items: StatedQueryShape[] }>('GET', `${programme}/queries`, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

export const askResults = queryOptions({
  queryKey: ['record', 'results'],
  queryFn: ({ signal }) => send<{ items: ResultRow[]; more: boolean }>('GET', `${programme}/results`, { signal }),
})

export const askResult = (id: string) =>
  queryOptions({ queryKey: ['record', id, 'result'], queryFn: ({ signal }) => send<ResultDetail>('GET', of(id), { signal }) })

export const askEvidence = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'evidence'],
    queryFn: ({ signal }) => send<EvidenceOfValue>('GET', `${programme}/values/${encodeURIComponent(id)}/evidence`, { signal }),
  })

export const askEvents = (id: string, from: number) =>
  queryOptions({
    queryKey: ['record', id, 'result-events', from],
    queryFn: ({ signal }) => send<ResultEvents>('GET', `${of(id)}/events?from=${from}&limit=25`, { signal }),
  })

/** The address of the file that any verifier checks, below the API. */
export function fileOf(id: string, query: Readonly<Record<string, string>>): string {
  return `${of(id)}/file?${new URLSearchParams(query)}`
}

export const askJob = (job: string) =>
  queryOptions({
    queryKey: ['results', 'job', job],
    queryFn: ({ signal }) => send<CountJob>('GET', `${programme}/counts/${job}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' || state.data === undefined ? 700 : false),
  })
