import type { PublicationAsked, PublicationDraft, PublicationList, PublicQuestionList } from '@enlace/api'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import { foreseePublication } from './foresee-publication.ts'

export const askPublications = queryOptions({
  queryKey: ['record', 'publications'],
  queryFn: ({ signal }) => send<PublicationList>('GET', '/programme/publications', { signal }),
})

export const askQuestions = queryOptions({
  queryKey: ['record', 'public-questions'],
  queryFn: ({ signal }) => send<PublicQuestionList>('GET', '/programme/questions', { signal }),
})

type Does = PublicationDraft['does']

/** What would be published with a record; nothing is stored. */
export const askWhatGoesOut = (id: string) =>
  queryOptions({
    queryKey: ['publication-foreseen', 'publish', id],
    queryFn: ({ signal }) => foreseePublication(id, (does, items) => askDry(does, items, signal)),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })

/** Whether a record could be corrected or withdrawn on the site, and who would confirm it; nothing is stored. */
export const askWhatChanges = (does: Does, id: string) =>
  queryOptions({
    queryKey: ['publication-foreseen', does, id],
    queryFn: ({ signal }) => askDry(does, [id], signal),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  })

/** A dry run. The reason is the real one's place holder and goes nowhere. */
async function askDry(does: Does, items: readonly string[], signal: AbortSignal): Promise<PublicationAsked> {
  const reason = does === 'publish' ? null : { es: '-', en: '-' }
  const body = { items, does, publishAt: nodeNow().toISOString(), announced: null, reason, dryRun: true }
  return await send<PublicationAsked>('POST', '/programme/publications', { body, signal })
}

/** Proposes what the site is to show; the lists that it changes are asked for anew, also when it failed. */
export function useProposePublication(): (draft: PublicationDraft) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    try {
      await send<PublicationAsked>('POST', '/programme/publications', { body })
    } finally {
      await Promise.all([askPublications.queryKey, ['proposals']].map((queryKey) => client.invalidateQueries({ queryKey })))
    }
  }
}
