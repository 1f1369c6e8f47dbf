import { accept, concatBytes, fromUtf8, type Result, refuse, u64be, utf8 } from '@enlace/core'
import { readBytes, u16be, u32be } from './byte-reader.ts'

/** A body on its way: the position it belongs to and its bytes as `encodeBody` wrote them, never re-encoded. */
export type PlacedBody = { readonly seq: number; readonly body: Uint8Array }
export type Bodies = { readonly origin: string; readonly bodies: readonly PlacedBody[] }
export type BodiesLimits = { readonly maxBytes: number; readonly maxBodies: number }
export type BodiesRefusal = 'request_too_large' | 'request_malformed'

export const defaultBodiesLimits: BodiesLimits = { maxBytes: 67_108_864, maxBodies: 8192 }

/** An add-bodies request: version u8 = 1 · origin length u16, origin · count u32 · for each seq u64, length u32, body bytes. */
export function encodeBodies(origin: string, bodies: readonly PlacedBody[]): Uint8Array {
  const name = utf8(origin)
  const parts = [Uint8Array.of(1), u16be(name.length), name, u32be(bodies.length)]
  for (const { seq, body } of bodies) parts.push(u64be(seq), u32be(body.length), body)
  return concatBytes(...parts)
}

/** Reads an add-bodies request: positions rise strictly, nothing follows the last body. Never throws. */
export function parseBodies(bytes: Uint8Array, limits: BodiesLimits = defaultBodiesLimits): Result<Bodies, BodiesRefusal> {
  if (bytes.length > limits.maxBytes) return refuse('request_too_large', { limit: limits.maxBytes })
  const reader = readBytes(bytes)
  if (reader.uint(1) !== 1) return refuse('request_malformed')
  const originLength = reader.uint(2)
  const originBytes = originLength === undefined ? undefined : reader.bytes(originLength)
  const origin = originBytes === undefined ? undefined : fromUtf8(originBytes)
  const count = reader.uint(4)
  if (!origin || count === undefined) return refuse('request_malformed')
  if (count > limits.maxBodies) return refuse('request_too_large', { limit: limits.maxBodies })
  const bodies: PlacedBody[] = []
  for (let i = 0; i < count; i++) {
    const [seq, length] = [reader.uint(8), reader.uint(4)]
    const body = length === undefined ? undefined : reader.bytes(length)
    if (seq === undefined || body === undefined || seq <= (bodies.at(-1)?.seq ?? -1)) return refuse('request_malformed')
    bodies.push({ seq, body })
  }
  return reader.left() > 0 ? refuse('request_malformed') : accept({ origin, bodies })
}
