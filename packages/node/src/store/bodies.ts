import { utf8 } from '@enlace/core'
import { type Body, encodeBody, parseBody } from '@enlace/proof/node'
import type { Keystore, SlotKey } from './keystore.ts'
import type { StoredBody } from './logs.ts'
import { seal, unseal } from './seal.ts'

/** What binds a sealed body to its place, so that a database owner cannot swap two of them. */
function place(origin: string, seq: number): Uint8Array {
  return utf8(`${origin}\n${seq}`)
}

/**
 * What is sent in place of a body whose keys were erased before it left: a body of no items (docs/formats/commitment-and-body.md). Its leaf
 * still counts items, so a receiver knows that something was here and is gone.
 */
export const erasedBody: Uint8Array = encodeBody({ items: [], release: null, releaseSignature: new Uint8Array(0) })

/** Seals bytes that are already an encoded body: what a partner sent, kept as it came. */
export function sealBodyBytes(key: Uint8Array, origin: string, seq: number, encoded: Uint8Array): Uint8Array {
  return seal(key, encoded, place(origin, seq))
}

/** The encoded bytes of a stored body, or why they cannot be had: erased, or altered in the store. */
export function openBodyBytes(keystore: Keystore, origin: string, stored: StoredBody): Uint8Array | 'erased' | 'unreadable' {
  return unsealBody(stored.slot === null ? undefined : keystore.read(stored.slot), origin, stored)
}

/** The body itself, or why it cannot be had. */
export function openBody(keystore: Keystore, origin: string, stored: StoredBody): Body | 'erased' | 'unreadable' {
  return parsed(openBodyBytes(keystore, origin, stored))
}

/** Many bodies at once, in the order asked: their keys share reads of the keystore. */
export function openBodies(
  keystore: Keystore,
  stored: readonly (StoredBody & { readonly origin: string })[],
): (Body | 'erased' | 'unreadable')[] {
  const keys = keystore.readMany(stored.map(({ slot }) => slot ?? -1))
  return stored.map((one, i) => parsed(unsealBody(keys[i], one.origin, one)))
}

function unsealBody(key: SlotKey | undefined, origin: string, { seq, sealed }: StoredBody): Uint8Array | 'erased' | 'unreadable' {
  if (key === undefined || sealed === null) return 'erased'
  const opened = unseal(key.key, sealed, place(origin, seq))
  return opened.ok ? opened.value : 'unreadable'
}

function parsed(bytes: Uint8Array | 'erased' | 'unreadable'): Body | 'erased' | 'unreadable' {
  if (typeof bytes === 'string') return bytes
  const body = parseBody(bytes)
  return body.ok ? body.value : 'unreadable'
}
