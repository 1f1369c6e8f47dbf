import type { GroupDetail, GroupList } from '@enlace/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

type Narrowed = { readonly q?: string | undefined; readonly on?: string | undefined }

/** The registry by name, as it stood on a day; what stands is shown until the next answer. News of any record makes it stale. */
export const askGroups = (search: Narrowed) =>
  queryOptions({
    queryKey: ['record', 'groups', search],
    queryFn: ({ signal }) => send<GroupList>('GET', `/groups${queryOf(search)}`, { signal }),
    placeholderData: keepPreviousData,
  })

export const askGroup = (id: string, on: string | undefined) =>
  queryOptions({
    queryKey: ['record', id, 'group', on],
    queryFn: ({ signal }) => send<GroupDetail>('GET', `/groups/${encodeURIComponent(id)}${queryOf({ on })}`, { signal }),
    placeholderData: keepPreviousData,
  })

function queryOf({ q, on }: Narrowed): string {
  const query = new URLSearchParams()
  if (q !== undefined && q.trim() !== '') query.set('q', q)
  if (on !== undefined) query.set('on', on)
  return query.size === 0 ? '' : `?${query}`
}
