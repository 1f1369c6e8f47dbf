import { accept, concatBytes, equalBytes, type Result, refuse, utf8 } from '@enlace/core'

/** What a frame of a courier stream holds: a request of the exchange protocol, or a receipt (docs/formats/courier.md). */
export const frameKinds = { end: 0, addCheckpoint: 1, addBodies: 2, addBlob: 3, addEntries: 4, receipt: 5 } as const
export type FrameKind = keyof typeof frameKinds
export type Frame = { readonly kind: FrameKind; readonly bytes: Uint8Array }

/** The first bytes of every stream. */
export const courierHeader = utf8('enlace-courier/1\n')
const maxFrameBytes = 36_000_000
const headBytes = 5
const nameOf = new Map(Object.entries(frameKinds).map(([name, code]) => [code as number, name as FrameKind]))

/** One frame: kind u8, length u32, bytes. */
export function encodeFrame(kind: FrameKind, bytes: Uint8Array): Uint8Array {
  if (bytes.length > maxFrameBytes) throw new RangeError('frame too large')
  const head = new Uint8Array(headBytes)
  head[0] = frameKinds[kind]
  new DataView(head.buffer).setUint32(1, bytes.length)
  return concatBytes(head, bytes)
}

/**
 * Reads frames out of a stream's bytes, however they are cut, and gives each to `onFrame`. Refused: another header, an unknown kind, a frame too
 * large, bytes after the end or none. What `onFrame` or the source throws passes through.
 */
export async function readFrames(
  source: AsyncIterable<Uint8Array>,
  onFrame: (frame: Frame) => Promise<void> | void,
): Promise<Result<undefined, 'frames_malformed'>> {
  const held = gather()
  let wanted = courierHeader.length
  let kind: FrameKind | undefined
  let stage: 'header' | 'head' | 'bytes' | 'over' = 'header'
  for await (const chunk of source) {
    held.add(chunk)
    while (stage !== 'over' && held.size() >= wanted) {
      const bytes = held.take(wanted)
      if (stage === 'header') {
        if (!equalBytes(bytes, courierHeader)) return refuse('frames_malformed')
        stage = 'head'
        wanted = headBytes
      } else if (stage === 'head') {
        kind = nameOf.get(bytes[0] as number)
        wanted = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1)
        if (kind === undefined || wanted > maxFrameBytes || (kind === 'end' && wanted > 0)) return refuse('frames_malformed')
        stage = kind === 'end' ? 'over' : 'bytes'
      } else {
        await onFrame({ kind: kind as FrameKind, bytes })
        stage = 'head'
        wanted = headBytes
      }
    }
    if (stage === 'over' && held.size() > 0) return refuse('frames_malformed')
  }
  return stage === 'over' ? accept(undefined) : refuse('frames_malformed')
}

/** Chunks that wait until enough of them are there; each byte is copied once. */
function gather() {
  let chunks: Uint8Array[] = []
  let size = 0
  return {
    size: () => size,
    add: (chunk: Uint8Array) => {
      chunks.push(chunk)
      size += chunk.length
    },
    take: (count: number): Uint8Array => {
      const out = new Uint8Array(count)
      let filled = 0
      let used = 0
      for (const chunk of chunks) {
        const part = chunk.subarray(0, count - filled)
        out.set(part, filled)
        filled += part.length
        if (part.length < chunk.length) {
          chunks = [chunk.subarray(part.length), ...chunks.slice(used + 1)]
          size -= count
          return out
        }
        used++
        if (filled === count) break
      }
      chunks = chunks.slice(used)
      size -= count
      return out
    },
  }
}
