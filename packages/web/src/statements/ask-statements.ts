import type { StatementDetail, StatementList, Summary } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

export const askStatements = queryOptions({
  queryKey: ['record', 'statements'],
  queryFn: ({ signal }) => send<StatementList>('GET', '/programme/statements', { signal }),
})

/** One statement; news of any record makes it stale. */
export const askStatement = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'statement'],
    queryFn: ({ signal }) => send<StatementDetail>('GET', `/programme/statements/${encodeURIComponent(id)}`, { signal }),
  })

/** The newest sessions, for a statement to name the one that it is about. */
export const askSessions = queryOptions({
  queryKey: ['record', 'statements', 'sessions'],
  queryFn: ({ signal }) => send<{ readonly items: readonly Summary[] }>('GET', '/records?kind=session&limit=100', { signal }),
})
