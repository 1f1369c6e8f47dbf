import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'
import { accept, concatBytes, equalBytes, fromBase64Url, type Result, refuse, toBase64Url, u64be, utf8 } from '@enlace/core'
import type { Leaf } from './leaf.ts'
import { sha256 } from './node-crypto.ts'
import { keyCommitmentInput } from './sealed-leaf.ts'

/** Bytes of the key that one body is sealed under. */
export const sealingKeyBytes = 32

const version = 2
const tagBytes = 16
// A key seals one body and nothing else, so there is one nonce: the same body gives the same bytes whenever it is sent again.
const nonce = new Uint8Array(12)

/** Where a sealed body belongs: it opens in no other place. */
export type SealedPlace = { readonly origin: string; readonly seq: number }

/**
 * A body as it travels before it is receipted: version u8 = 2 · ciphertext · tag[16], AES-256-GCM (NIST SP 800-38D) under a key that seals
 * nothing else, nonce of zeroes, bound to its place. Takes the bytes of `encodeBody`; the same input gives the same bytes.
 */
export function encodeSealedBody(key: Uint8Array, place: SealedPlace, body: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce).setAAD(boundTo(place))
  return concatBytes(Uint8Array.of(version), cipher.update(body), cipher.final(), cipher.getAuthTag())
}

/** Whether bytes say that they are a sealed body. */
export function isSealedBody(bytes: Uint8Array): boolean {
  return bytes[0] === version
}

/** The body bytes that a key opens, still to be parsed, or `sealed_unreadable`: another key, other bytes, another place. Never throws. */
export function openSealedBody(key: Uint8Array, place: SealedPlace, sealed: Uint8Array): Result<Uint8Array, 'sealed_unreadable'> {
  if (key.length !== sealingKeyBytes || !isSealedBody(sealed) || sealed.length < 1 + tagBytes) return refuse('sealed_unreadable')
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), nonce).setAAD(boundTo(place))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const body = decipher.update(sealed.subarray(1, sealed.length - tagBytes))
  try {
    decipher.final()
    return accept(new Uint8Array(body))
  } catch {
    return refuse('sealed_unreadable')
  }
}

/** What a leaf says of a sealed body: commitments to its bytes (`sc`) and to the key that opens it (`kc`). */
export function sealedMembers(key: Uint8Array, sealed: Uint8Array): { readonly sc: string; readonly kc: string } {
  return { sc: toBase64Url(commitSealed(sealed)), kc: toBase64Url(sha256(keyCommitmentInput(key))) }
}

/** Whether these are the sealed bytes that a leaf commits to. */
export function isSealedAs(leaf: Leaf, sealed: Uint8Array): boolean {
  return matches(leaf.sc, commitSealed(sealed))
}

/** Whether this is the key that a leaf commits to. AES-GCM alone does not bind a key: two can open one ciphertext to different texts. */
export function isKeyOf(leaf: Leaf, key: Uint8Array): boolean {
  return key.length === sealingKeyBytes && matches(leaf.kc, sha256(keyCommitmentInput(key)))
}

function commitSealed(sealed: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8('sig/s1\0'), u64be(sealed.length), sealed))
}

function matches(said: string | undefined, hash: Uint8Array): boolean {
  const bytes = said === undefined ? undefined : fromBase64Url(said)
  return bytes !== undefined && equalBytes(bytes, hash)
}

function boundTo({ origin, seq }: SealedPlace): Uint8Array {
  return utf8(`sig/sealed\0${origin}\n${seq}`)
}
