import { utf8 } from '@enlace/core'
import type { Keystore } from './keystore.ts'
import type { StoredBody } from './logs.ts'
import { seal, unseal } from './seal.ts'

function place(origin: string, seq: number): Uint8Array {
  return utf8(`${origin}\n${seq}\nkey`)
}

/** Seals the key of one entry under the key of its body: who destroys that destroys both. */
export function sealSealingKey(slotKey: Uint8Array, origin: string, seq: number, key: Uint8Array): Uint8Array {
  return seal(slotKey, key, place(origin, seq))
}

/** The key of a sealed entry, or why it cannot be had. */
export function openSealingKey(keystore: Keystore, origin: string, stored: StoredBody): Uint8Array | 'erased' | 'unreadable' {
  const slot = stored.slot === null ? undefined : keystore.read(stored.slot)
  if (slot === undefined || stored.key == null) return 'erased'
  const opened = unseal(slot.key, stored.key, place(origin, stored.seq))
  return opened.ok ? opened.value : 'unreadable'
}
