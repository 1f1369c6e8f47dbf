import type { RequestDetail, RequestFlow, RequestForms, RequestList } from '@enlace/api'
import type { Json, JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { nodeNow } from '../api/node-clock.ts'
import { send } from '../api/send.ts'
import type { Stored } from '../api/shapes.ts'
import { composeNew } from '../forms/compose-object.ts'
import { newIdentity } from '../forms/identity.ts'

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

/** What was sent and not confirmed: when only the node's answer was lost, a second try is the same record, stored once. */
const tried = new Map<string, { readonly id: string; readonly at: string }>()

/** Writes a record about a request, or of a note, with its envelope, and asks anew what it makes stale. Gives the id. */
export function useWrite(): (kindName: string, values: Readonly<Record<string, Json>>, envelope: JsonObject) => Promise<string> {
  const client = useQueryClient()
  return async (kindName, values, envelope) => {
    const kind = kinds.get(kindName)
    if (kind === undefined) throw new Error(`no kind ${kindName}`)
    const same = JSON.stringify([kindName, values, envelope])
    const { id, at } = tried.get(same) ?? { id: newIdentity(kind).id, at: nodeNow().toISOString() }
    tried.set(same, { id, at })
    const timed = kindName.startsWith('request-') ? { ...values, happened_at: at } : values
    try {
      await send<Stored>('POST', '/records', { body: { object: composeNew(kind, id, at, timed), envelope } })
    } finally {
      await Promise.all(['record', 'inbox'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    }
    tried.delete(same)
    return id
  }
}

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
