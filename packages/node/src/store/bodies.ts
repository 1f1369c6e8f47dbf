import { utf8 } from '@enlace/core'
import { type Body, encodeBody, parseBody } from '@enlace/proof/node'
import type { Keystore } from './keystore.ts'
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
  if (stored.slot === null || stored.sealed === null) return 'erased'
  const slot = keystore.read(stored.slot)
  if (slot === undefined) return 'erased'
  const opened = unseal(slot.key, stored.sealed, place(origin, stored.seq))
  return opened.ok ? opened.value : 'unreadable'
}

/** The body itself, or why it cannot be had. */
export function openBody(keystore: Keystore, origin: string, stored: StoredBody): Body | 'erased' | 'unreadable' {
  const bytes = openBodyBytes(keystore, origin, stored)
  if (typeof bytes === 'string') return bytes
  const body = parseBody(bytes)
  return body.ok ? body.value : 'unreadable'
}
