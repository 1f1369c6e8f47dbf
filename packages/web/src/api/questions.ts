import { queryOptions } from '@tanstack/react-query'
import { Problem } from './problem.ts'
import { send } from './send.ts'
import type {
  ClearanceDetail,
  ClearanceList,
  ExchangeStatus,
  ImportRun,
  KindList,
  NodeInfo,
  OutgoingCopy,
  RecordDetail,
  RecordList,
  RecordVersion,
  ReleaseTaskDetail,
  ReleaseTaskList,
  SearchResults,
  Session,
} from './shapes.ts'

/** Everything pages ask the node, one place each: key and request. News from the stream makes keys stale (`live/news.ts`). */

const longMs = 3_600_000

export const askNode = queryOptions({
  queryKey: ['node'],
  queryFn: ({ signal }) => send<NodeInfo>('GET', '/node', { signal }),
  staleTime: longMs,
})

/** The session, or null when nobody is signed in. */
export const askSession = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    try {
      return await send<Session>('GET', '/session', { signal })
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) return null
      throw problem
    }
  },
  staleTime: longMs,
})

export const askKinds = queryOptions({
  queryKey: ['kinds'],
  queryFn: async ({ signal }) => (await send<KindList>('GET', '/kinds', { signal })).items,
  staleTime: longMs,
})

export const askRecord = (id: string) =>
  queryOptions({
    queryKey: ['record', id],
    queryFn: ({ signal }) => send<RecordDetail>('GET', `/records/${encodeURIComponent(id)}`, { signal }),
  })

/** One version as it was written; it never changes, only its keys may be destroyed. */
export const askRecordVersion = (id: string, seq: number) =>
  queryOptions({
    queryKey: ['record', id, 'version', String(seq)],
    queryFn: ({ signal }) => send<RecordVersion>('GET', `/records/${encodeURIComponent(id)}/versions/${seq}`, { signal }),
    staleTime: longMs,
  })

/** The copies of a record that left for a partner, newest first. */
export const askOutgoing = (id: string, partner: string) =>
  queryOptions({
    queryKey: ['record', id, 'outgoing', partner],
    queryFn: async ({ signal }) =>
      (await send<{ readonly items: readonly OutgoingCopy[] }>('GET', `/records/${encodeURIComponent(id)}/outgoing/${partner}`, { signal }))
        .items,
  })

export const askExchange = queryOptions({
  queryKey: ['exchange'],
  queryFn: async ({ signal }) => (await send<ExchangeStatus>('GET', '/exchange', { signal })).partners,
})

export const askReleaseTasks = queryOptions({
  queryKey: ['release-tasks'],
  queryFn: async ({ signal }) => (await send<ReleaseTaskList>('GET', '/release-tasks', { signal })).items,
})

/** One task; `without` names further fields to strike, so that what is shown is exactly what would leave. */
export const askReleaseTask = (id: string, without: readonly string[] = []) =>
  queryOptions({
    queryKey: ['release-tasks', id, ...without],
    queryFn: ({ signal }) =>
      send<ReleaseTaskDetail>('GET', `/release-tasks/${encodeURIComponent(id)}${queryText({ without: without.join(',') })}`, { signal }),
  })

export const askClearances = (filter: { readonly show?: 'mine' | 'open' | 'done'; readonly record?: string }) =>
  queryOptions({
    queryKey: ['clearances', 'list', filter.show ?? '', filter.record ?? ''],
    queryFn: async ({ signal }) => (await send<ClearanceList>('GET', `/clearances${queryText(filter)}`, { signal })).items,
  })

export const askClearance = (id: string) =>
  queryOptions({
    queryKey: ['clearances', id],
    queryFn: ({ signal }) => send<ClearanceDetail>('GET', `/clearances/${encodeURIComponent(id)}`, { signal }),
  })

export const askImports = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ signal }) => (await send<{ readonly items: readonly ImportRun[] }>('GET', '/imports', { signal })).items,
})

const pageSize = 50

/** One page of records: newest first as the node lists them. */
export function fetchRecords(
  filter: { readonly kind?: string; readonly from?: string; readonly cursor?: string },
  signal?: AbortSignal,
): Promise<RecordList> {
  return send('GET', `/records${queryText({ ...filter, limit: String(pageSize) })}`, { signal })
}

/** One page of what matches the words. */
export function fetchHits(
  filter: { readonly q: string; readonly kind?: string; readonly cursor?: string },
  signal?: AbortSignal,
): Promise<SearchResults> {
  return send('GET', `/search${queryText({ ...filter, limit: String(pageSize) })}`, { signal })
}

function queryText(parts: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) if (value !== undefined && value !== '') query.set(name, value)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
