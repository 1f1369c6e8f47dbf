import type {
  CommunityShape,
  DeltaShape,
  EvaluationListShape,
  EvaluationShape,
  FollowUpShape,
  MinisterialShape,
  ReciprocityShape,
  RegisterShape,
} from '@enlace/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

export type Asked = Readonly<Partial<Record<'on' | 'since' | 'from' | 'to', string | undefined>>>

/** The query that a brief is asked with, for its route and for paper. */
export function queryOf(search: Asked): string {
  const given = (['on', 'since', 'from', 'to'] as const).flatMap((name) => {
    const value = search[name]
    return value === undefined || value === '' ? [] : [[name, value]]
  })
  return new URLSearchParams(given).toString()
}

// News of any record makes a brief stale: it is made from records.
function ask<T>(path: string, search: Asked = {}) {
  const query = queryOf(search)
  return queryOptions({
    queryKey: ['record', 'briefs', path, query],
    queryFn: ({ signal }) => send<T>('GET', `/programme/${path}${query === '' ? '' : `?${query}`}`, { signal }),
    placeholderData: keepPreviousData,
  })
}

export const askMinisterial = (search: Asked) => ask<MinisterialShape>('brief/ministerial', search)
export const askDelta = (search: Asked) => ask<DeltaShape>('brief/delta', search)
export const askReciprocity = (search: Asked) => ask<ReciprocityShape>('brief/reciprocity', search)
export const askCommunities = (search: Asked) => ask<CommunityShape>('brief/community', search)
export const askFollowUp = ask<FollowUpShape>('follow-up')
export const askRegister = ask<RegisterShape>('register')
export const askEvaluations = ask<EvaluationListShape>('evaluations')
export const askEvaluation = (id: string) => ask<EvaluationShape>(`evaluations/${encodeURIComponent(id)}`)
