import type { CommitmentDetail, CommitmentList } from '@enlace/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

type Narrowed = Readonly<
  Partial<Record<'owes' | 'status' | 'overdue' | 'workstream' | 'earlier' | 'programme' | 'asked', string | undefined>>
>

/** What was agreed, narrowed; what stands is shown until the next answer. News of any record makes it stale. */
export const askCommitments = (search: Narrowed) =>
  queryOptions({
    queryKey: ['record', 'commitments', search],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined))
      return send<CommitmentList>('GET', `/commitments${query.size === 0 ? '' : `?${query}`}`, { signal })
    },
    placeholderData: keepPreviousData,
  })

export const askCommitment = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'commitment'],
    queryFn: ({ signal }) => send<CommitmentDetail>('GET', `/commitments/${encodeURIComponent(id)}`, { signal }),
  })
