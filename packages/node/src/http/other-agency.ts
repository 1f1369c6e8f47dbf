import { isJsonObject, type Json, type JsonObject } from '@enlace/core'

/** What names an agency of the other side: who wrote a record, and its envelope. */
export type Said = { readonly fromParty: string; readonly envelope: { readonly author_agency?: Json; readonly to?: unknown } & object }

/**
 * The agency of `other` that a request is a matter of, so that what is said about it goes there and to no other compartment: the one that wrote last
 * (`steps` in the order of time), else the one that asked, else the one that was asked by name. Null: the agreement's own choice.
 */
export function otherAgencyOf(request: Said, steps: readonly Said[], other: string): string | null {
  const written = [...steps]
    .reverse()
    .concat(request)
    .find(({ fromParty }) => fromParty === other)?.envelope.author_agency
  if (typeof written === 'string') return written
  const { to } = request.envelope
  const named = (Array.isArray(to) ? to : []).find((one): one is JsonObject => isJsonObject(one) && one.party === other)?.agency
  return typeof named === 'string' ? named : null
}
