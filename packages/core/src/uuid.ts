import { concatBytes, fromHex, toHex, utf8 } from './bytes.ts'

/**
 * UUID version 7 (RFC 9562 section 5.7): Unix milliseconds, then random bits.
 * `random` gives at least 10 random bytes; `nowMs` is milliseconds since the epoch.
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.trunc(nowMs)) << 16n)
  bytes.set(random.subarray(0, 10), 6)
  return withVersion(bytes, 7)
}

/** UUID version 4 from 16 random bytes (RFC 9562 section 5.4). */
export function uuidV4(random: Uint8Array): string {
  return withVersion(random.slice(0, 16), 4)
}

/** UUID version 5 (RFC 9562 section 5.5) of a name in a namespace; the caller hands in SHA-1. */
export function uuidV5(namespace: string, name: string, sha1: (bytes: Uint8Array) => Uint8Array): string {
  const space = fromHex(namespace.replaceAll('-', ''))
  if (space === undefined || space.length !== 16) throw new RangeError('namespace is not a UUID')
  return withVersion(sha1(concatBytes(space, utf8(name))).slice(0, 16), 5)
}

function withVersion(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = toHex(bytes)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
