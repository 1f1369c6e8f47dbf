import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'
import { accept, type Result, refuse } from '@enlace/core'
import { drawRandom } from './draw-random.ts'

const form = 1
const nonceBytes = 12
const tagBytes = 16
const overhead = 1 + nonceBytes + tagBytes

/**
 * Seals bytes with AES-256-GCM (NIST SP 800-38D) under a 32-byte key: form 1 (1 byte), nonce (12), ciphertext, tag (16). `aad` is bound
 * but not stored. The nonce is random; a key seals one record, or one agency's day, so far below the 2^32 uses that this allows.
 */
export function seal(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
  const sealed = Buffer.allocUnsafe(overhead + plaintext.length)
  const nonce = drawRandom(nonceBytes)
  // A key object made here is cheaper than the plain bytes, which node:crypto wraps in a slower way.
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce).setAAD(aad)
  sealed[0] = form
  sealed.set(nonce, 1)
  cipher.update(plaintext).copy(sealed, 1 + nonceBytes)
  cipher.final()
  cipher.getAuthTag().copy(sealed, sealed.length - tagBytes)
  return sealed
}

/** The bytes that `seal` took, or `unreadable` when the key, the bytes or `aad` are not the same. */
export function unseal(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Result<Uint8Array, 'unreadable'> {
  if (sealed.length < overhead || sealed[0] !== form) return refuse('unreadable')
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), sealed.subarray(1, 1 + nonceBytes)).setAAD(aad)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const plaintext = decipher.update(sealed.subarray(1 + nonceBytes, sealed.length - tagBytes))
  try {
    decipher.final()
    return accept(plaintext)
  } catch {
    return refuse('unreadable')
  }
}
