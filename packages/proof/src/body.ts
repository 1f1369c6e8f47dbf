import { accept, concatBytes, type Result, refuse } from '@enlace/core'
import { readBytes, u16be, u32be } from './byte-reader.ts'
import { saltBytes } from './commitment.ts'

/** Raw bytes under a commitment, with the salt that opens it. */
export type Salted = { readonly salt: Uint8Array; readonly bytes: Uint8Array }

/** What travels beside a leaf. Item 0 is the STIX object, item 1 the envelope; the release signature is a detached JWS, empty when absent. */
export type Body = {
  readonly items: readonly Salted[]
  readonly release: Salted | null
  readonly releaseSignature: Uint8Array
}

export type BodyLimits = { readonly maxBytes: number; readonly maxItems: number }
export type BodyRefusal = 'body_too_large' | 'body_version_unknown' | 'body_malformed'

export const defaultBodyLimits: BodyLimits = { maxBytes: 8_388_608, maxItems: 256 }

const version = 1

/**
 * Body bytes, all integers big-endian: version u8 = 1 · item count u16 · for each item salt[32], length u32, bytes · release length u32,
 * release bytes, release salt[32] (absent when the length is 0) · signature length u16, signature.
 * Throws RangeError on salts of another length, an empty release, or a signature without a release.
 */
export function encodeBody(body: Body): Uint8Array {
  if (body.release === null ? body.releaseSignature.length > 0 : body.release.bytes.length === 0)
    throw new RangeError('release is not whole')
  const parts: Uint8Array[] = [Uint8Array.of(version), u16be(body.items.length)]
  for (const item of body.items) parts.push(salted(item.salt), u32be(item.bytes.length), item.bytes)
  parts.push(u32be(body.release?.bytes.length ?? 0))
  if (body.release !== null) parts.push(body.release.bytes, salted(body.release.salt))
  parts.push(u16be(body.releaseSignature.length), body.releaseSignature)
  return concatBytes(...parts)
}

/** Reads body bytes; nothing may follow the signature. Never throws. */
export function parseBody(bytes: Uint8Array, limits: BodyLimits = defaultBodyLimits): Result<Body, BodyRefusal> {
  if (bytes.length > limits.maxBytes) return refuse('body_too_large', { limit: limits.maxBytes })
  const reader = readBytes(bytes)
  const found = reader.uint(1)
  if (found !== version) return found === undefined ? refuse('body_malformed') : refuse('body_version_unknown', { version: found })
  const count = reader.uint(2)
  if (count === undefined) return refuse('body_malformed')
  if (count > limits.maxItems) return refuse('body_too_large', { limit: limits.maxItems })
  const items: Salted[] = []
  for (let i = 0; i < count; i++) {
    const salt = reader.bytes(saltBytes)
    const length = reader.uint(4)
    const item = length === undefined ? undefined : reader.bytes(length)
    if (salt === undefined || item === undefined) return refuse('body_malformed', { item: i })
    items.push({ salt, bytes: item })
  }
  const releaseLength = reader.uint(4)
  const release = releaseLength === undefined ? undefined : reader.bytes(releaseLength)
  const releaseSalt = releaseLength === 0 ? undefined : reader.bytes(saltBytes)
  if (release === undefined || (release.length > 0 && releaseSalt === undefined)) return refuse('body_malformed')
  const signatureLength = reader.uint(2)
  const releaseSignature = signatureLength === undefined ? undefined : reader.bytes(signatureLength)
  if (releaseSignature === undefined || reader.left() > 0) return refuse('body_malformed')
  if (releaseSalt === undefined && releaseSignature.length > 0) return refuse('body_malformed')
  return accept({ items, release: releaseSalt === undefined ? null : { salt: releaseSalt, bytes: release }, releaseSignature })
}

function salted(salt: Uint8Array): Uint8Array {
  if (salt.length !== saltBytes) throw new RangeError('salt is not 32 bytes')
  return salt
}
