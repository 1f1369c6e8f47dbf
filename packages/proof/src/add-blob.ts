import { accept, concatBytes, fromUtf8, type Result, refuse, u64be, utf8 } from '@enlace/core'
import { readBytes, u16be } from './byte-reader.ts'

/** A part of an attached file on its way, or word that its author can no longer give it. */
export type BlobPart = {
  readonly origin: string
  /** `gone`: the bytes were erased or damaged at their author before they left. */
  readonly what: 'bytes' | 'gone'
  /** SHA-256 of the whole file, 32 bytes. */
  readonly hash: Uint8Array
  /** Bytes of the whole file. */
  readonly size: number
  /** Where `bytes` begin in it. */
  readonly offset: number
  /** None: asks how far the receiver is. */
  readonly bytes: Uint8Array
}

/** An add-blob request: version u8 = 1 · what u8 (0 bytes, 1 gone) · origin length u16, origin · hash[32] · size u64 · offset u64 · bytes to the end. */
export function encodeAddBlob({ origin, what, hash, size, offset, bytes }: BlobPart): Uint8Array {
  if (hash.length !== 32) throw new RangeError('hash is not 32 bytes')
  const name = utf8(origin)
  return concatBytes(Uint8Array.of(1, what === 'gone' ? 1 : 0), u16be(name.length), name, hash, u64be(size), u64be(offset), bytes)
}

/** Reads an add-blob request: the part lies inside the file, and what is gone has no bytes. Never throws. */
export function parseAddBlob(request: Uint8Array): Result<BlobPart, 'request_malformed'> {
  const reader = readBytes(request)
  const [version, code, originLength] = [reader.uint(1), reader.uint(1), reader.uint(2)]
  const originBytes = originLength === undefined ? undefined : reader.bytes(originLength)
  const origin = originBytes === undefined ? undefined : fromUtf8(originBytes)
  const hash = reader.bytes(32)
  const [size, offset] = [reader.uint(8), reader.uint(8)]
  if (version !== 1 || (code !== 0 && code !== 1) || !origin || hash === undefined || size === undefined || offset === undefined)
    return refuse('request_malformed')
  const bytes = reader.bytes(reader.left()) as Uint8Array
  if (size === 0 || offset + bytes.length > size || (code === 1 && bytes.length > 0)) return refuse('request_malformed')
  return accept({ origin, what: code === 1 ? 'gone' : 'bytes', hash, size, offset, bytes })
}

/** How many items an encoded body says it has, without reading them; 0 when it is not a body. */
export function itemCountOf(body: Uint8Array): number {
  return body[0] === 1 && body.length >= 3 ? ((body[1] as number) << 8) | (body[2] as number) : 0
}
