import type { JointDraftDetail, JointDraftList } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

/** Drafts of joint statements; news of any record makes them stale. */
export const askDrafts = queryOptions({
  queryKey: ['record', 'joint'],
  queryFn: ({ signal }) => send<JointDraftList>('GET', '/programme/drafts', { signal }),
})

/** How often a draft with a release under way is asked again: receipts and instants come without a record. */
const releaseEveryMs = 2_000

export const askDraft = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'joint'],
    queryFn: ({ signal }) => send<JointDraftDetail>('GET', `/programme/drafts/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state: { data } }) => (data === undefined || data.release.state === 'none' ? false : releaseEveryMs),
  })
