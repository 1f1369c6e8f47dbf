import { uuidV4 } from '@enlace/core'
import type { Kind } from '@enlace/records'

/** Who and when. The id stands from the first key; `at` is fixed at the first try to send, so that sending twice stores one version. */
export type Identity = { readonly id: string; readonly at?: string }

/** A new identity for a record of a kind. */
export function newIdentity(kind: Pick<Kind, 'stixType'>): Identity {
  return { id: `${kind.stixType}--${newUuid()}` }
}

/** A random UUID. */
export function newUuid(): string {
  return uuidV4(crypto.getRandomValues(new Uint8Array(16)))
}
