import type { RecordRights, RightsFlags } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

/** Rights flags of the agency; news about any piece of work makes the list stale. */
export const askRightsFlags = queryOptions({
  queryKey: ['inbox', 'rights'],
  queryFn: ({ signal }) => send<RightsFlags>('GET', '/rights-flags', { signal }),
})

/** The flags on one record, and whether it waits. */
export const askRecordRights = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'rights'],
    queryFn: ({ signal }) => send<RecordRights>('GET', `/records/${encodeURIComponent(id)}/rights`, { signal }),
  })
