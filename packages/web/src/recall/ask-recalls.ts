import type { RecallDetail, RecallList, RecordAnswers } from '@enlace/api'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

/** What was answered about a record, its recalls and its legal hold. */
export const askAnswers = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'answers'],
    queryFn: ({ signal }) => send<RecordAnswers>('GET', `/records/${encodeURIComponent(id)}/answers`, { signal }),
  })

/** The recalls between us and one partner, both ways. */
export const askRecalls = (partner: string) =>
  queryOptions({
    queryKey: ['recalls', partner],
    queryFn: async ({ signal }) => (await send<RecallList>('GET', `/recalls?partner=${encodeURIComponent(partner)}`, { signal })).items,
  })

export const askRecall = (id: string) =>
  queryOptions({
    queryKey: ['recalls', 'one', id],
    queryFn: ({ signal }) => send<RecallDetail>('GET', `/recalls/${encodeURIComponent(id)}`, { signal }),
  })
