import { concatBytes } from '@enlace/core'
import { readBytes } from './byte-reader.ts'
import { askSha256, type Work } from './crypto-port.ts'

/** Where an event lies: the place of its log in the seal's list, and its position there. */
export type SumPlace = { readonly log: number; readonly seq: number }

/** A node of a sum tree as docs/formats/sealed-result.md describes it; a sum goes up to 2^63 - 1. */
export type SumNode = {
  readonly sum: bigint
  readonly count: number
  readonly first: SumPlace
  readonly last: SumPlace
  readonly hash: Uint8Array
}

/** One event: its place, its value in the smallest part of the unit, and the hash of its entry's leaf in the log. */
export type SumLeaf = SumPlace & { readonly value: number; readonly leafHash: Uint8Array }

export const sumNodeBytes = 68
export const sumLeafBytes = 51
export const maxSum = 2n ** 63n - 1n
export const maxEvents = 2 ** 32

/** What the hash of an event is over. Throws RangeError on a place, value or hash that the format has no room for. */
export function encodeSumLeaf({ log, seq, value, leafHash }: SumLeaf): Uint8Array {
  if (leafHash.length !== 32 || !Number.isInteger(log) || log < 0 || log > 0xffff) throw new RangeError('not an event of a sum tree')
  const bytes = new Uint8Array(sumLeafBytes)
  const view = new DataView(bytes.buffer)
  view.setUint16(1, log)
  putU64(view, 3, seq)
  putU64(view, 11, value)
  bytes.set(leafHash, 19)
  return bytes
}

/** The 68 bytes that describe a node. Throws RangeError on numbers that the format has no room for. */
export function encodeSumNode({ sum, count, first, last, hash }: SumNode): Uint8Array {
  if (sum < 0n || sum > maxSum || hash.length !== 32) throw new RangeError('not a node of a sum tree')
  const bytes = new Uint8Array(sumNodeBytes)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, sum)
  putU64(view, 8, count)
  for (const [at, place] of [
    [16, first],
    [26, last],
  ] as const) {
    view.setUint16(at, place.log)
    putU64(view, at + 2, place.seq)
  }
  bytes.set(hash, 36)
  return bytes
}

/** Reads such a description; undefined when the bytes are none. Never throws. */
export function parseSumNode(bytes: Uint8Array): SumNode | undefined {
  if (bytes.length !== sumNodeBytes) return undefined
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)
  const reader = readBytes(bytes.subarray(8))
  const [count, firstLog, firstSeq, lastLog, lastSeq] = [reader.uint(8), reader.uint(2), reader.uint(8), reader.uint(2), reader.uint(8)]
  const hash = reader.bytes(32)
  if (count === undefined || count < 1 || count > maxEvents || sum > maxSum) return undefined
  if (firstLog === undefined || firstSeq === undefined || lastLog === undefined || lastSeq === undefined || hash === undefined)
    return undefined
  return { sum, count, first: { log: firstLog, seq: firstSeq }, last: { log: lastLog, seq: lastSeq }, hash }
}

/** The node of one event. */
export function* sumLeafWork(leaf: SumLeaf): Work<SumNode> {
  const place = { log: leaf.log, seq: leaf.seq }
  return { sum: BigInt(leaf.value), count: 1, first: place, last: place, hash: yield* askSha256(encodeSumLeaf(leaf)) }
}

/** The node above two; undefined when the right one does not come wholly after the left one, or both together are too much. */
export function* sumJoinWork(left: SumNode, right: SumNode): Work<SumNode | undefined> {
  const sum = left.sum + right.sum
  const count = left.count + right.count
  if (!isBefore(left.last, right.first) || sum > maxSum || count > maxEvents) return undefined
  const hash = yield* askSha256(concatBytes(Uint8Array.of(1), encodeSumNode(left), encodeSumNode(right)))
  return { sum, count, first: left.first, last: right.last, hash }
}

/** Whether one place comes before another: by log, then by position. */
export function isBefore(a: SumPlace, b: SumPlace): boolean {
  return a.log < b.log || (a.log === b.log && a.seq < b.seq)
}

/** Throws RangeError for what is no whole number of at least 0 that a number holds. */
function putU64(view: DataView, at: number, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not a u64 that a number holds')
  view.setBigUint64(at, BigInt(value))
}
