import type { RequestDetail, RequestFlow, RequestForms, RequestList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { queryOptions } from '@tanstack/react-query'
import { send } from '../api/send.ts'

export const askRequestForms = queryOptions({
  queryKey: ['request-forms'],
  queryFn: async ({ signal }) => (await send<RequestForms>('GET', '/request-forms', { signal })).items,
  staleTime: 3_600_000,
})

/** Requests as the address narrows them; news about any piece of work makes the list stale. */
export const askRequests = (query: string) =>
  queryOptions({
    queryKey: ['inbox', 'requests', query],
    queryFn: ({ signal }) => send<RequestList>('GET', `/requests${query}`, { signal }),
  })

export const askRequestFlow = (heldDays: string | undefined) =>
  queryOptions({
    queryKey: ['inbox', 'requests', 'flow', heldDays],
    queryFn: ({ signal }) =>
      send<RequestFlow>('GET', `/request-flow${heldDays === undefined ? '' : `?heldDays=${encodeURIComponent(heldDays)}`}`, { signal }),
  })

export const askRequest = (id: string) =>
  queryOptions({
    queryKey: ['record', id, 'request'],
    queryFn: ({ signal }) => send<RequestDetail>('GET', `/requests/${encodeURIComponent(id)}`, { signal }),
  })

/** The envelope of what is said about a request: its purpose, its law and its limits bind the answer too. */
export function envelopeAbout(detail: RequestDetail, usual: JsonObject, to: string): JsonObject {
  const { legalBasis, otherAgency, permittedUse, purpose } = detail
  return {
    ...usual,
    purpose,
    permitted_use: [...permittedUse],
    legal_basis: legalBasis === null ? null : { ...legalBasis },
    retention: 'case',
    to: to === '' ? [] : [{ party: to, ...(otherAgency === null ? {} : { agency: otherAgency }) }],
  }
}

/** The party that stands on the other side of a request. */
export function otherSide(detail: RequestDetail, party: string): string {
  return detail.requesting === party ? detail.requested : detail.requesting
}

/** What every step says: which it is, after which it is written, and where it leads. `content` are its words. */
export function saysOfStep(detail: RequestDetail, move: RequestDetail['moves'][number], content: string): Readonly<Record<string, Json>> {
  return {
    step: move.step,
    content,
    object_refs: [detail.record.id],
    ...(detail.head === null ? {} : { after_ref: detail.head }),
    ...(move.to === null || move.to === 'previous' ? {} : { state: move.to }),
  }
}
