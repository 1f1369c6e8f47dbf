import { hash } from 'node:crypto'
import { encodeSumLeaf, maxSum, parseSumNode, type SumLeaf, type SumNode, sumNodeBytes } from './sum-node.ts'

/** A sum tree with every node kept, 136 bytes for each event. */
export type SumTree = {
  readonly root: SumNode
  /** The siblings from a leaf up to the root, as descriptions; throws RangeError for an index outside. */
  readonly pathOf: (index: number) => Uint8Array[]
  /** Which event a part of the total lies in: the one whose running total first exceeds `amount`. Throws RangeError outside 0 to the total. */
  readonly indexOf: (amount: bigint) => number
  /** The same, with how far into its value the amount lies. */
  readonly find: (amount: bigint) => { readonly index: number; readonly rest: bigint }
}

/**
 * Builds the tree over events that come in the order of their places; one or more. Throws RangeError on none, on a place that does not come after the
 * one before, on a value that is no whole number of at least 0, and on a total above 2^63 - 1.
 */
export function buildSumTree(events: Iterable<SumLeaf>): SumTree {
  return treeOver(leavesOf(events))
}

/**
 * Builds what stands above the roots of parts, given as descriptions one behind the other: every part but the last is a tree of the same power of two of events. Indices are
 * those of parts. Throws RangeError as `buildSumTree` does.
 */
export function joinSumTrees(roots: Uint8Array): SumTree {
  if (roots.length === 0 || roots.length % sumNodeBytes !== 0) throw new RangeError('no parts')
  return treeOver(Buffer.from(roots))
}

function treeOver(lowest: Buffer): SumTree {
  const levels = [lowest]
  const width = lowest.length / sumNodeBytes
  for (let below = levels[0]!; below.length > sumNodeBytes; below = levels.at(-1)!) levels.push(levelAbove(below))
  const at = (level: number, index: number) => levels[level]!.subarray(index * sumNodeBytes, (index + 1) * sumNodeBytes)
  const root = nodeOf(Uint8Array.from(levels.at(-1)!))
  const find: SumTree['find'] = (amount) => {
    if (amount < 0n || amount >= root.sum) throw new RangeError('amount is not within the total')
    let [index, rest] = [0, amount]
    for (let level = levels.length - 2; level >= 0; level--) {
      index *= 2
      const sum = at(level, index).readBigUInt64BE(0)
      if (rest < sum) continue
      rest -= sum
      index++
    }
    return { index, rest }
  }
  return {
    root,
    find,
    indexOf: (amount) => find(amount).index,
    pathOf: (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= width) throw new RangeError('index is not in the tree')
      const path: Uint8Array[] = []
      for (let level = 0, i = index; level < levels.length - 1; level++, i = Math.floor(i / 2)) {
        const sibling = at(level, i % 2 === 0 ? i + 1 : i - 1)
        // An odd last one goes up as it is.
        if (sibling.length > 0) path.push(Uint8Array.from(sibling))
      }
      return path
    },
  }
}

// A million events are two million nodes: they are written where they stay, byte by byte as docs/formats/sealed-result.md has them, and no
// object is made for any. Where in a description its parts lie:
const sumAt = 0
const countAt = 8
const firstAt = 16
const lastAt = 26
const hashAt = 36
const placeBytes = 10

function leavesOf(events: Iterable<SumLeaf>): Buffer {
  let bytes = Buffer.alloc(1024 * sumNodeBytes)
  let used = 0
  for (const event of events) {
    if (used === bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)])
    const leaf = encodeSumLeaf(event)
    // The leaf as it is hashed: 0x00, place, value.
    bytes.set(leaf.subarray(11, 19), used + sumAt)
    bytes[used + countAt + 7] = 1
    bytes.set(leaf.subarray(1, 11), used + firstAt)
    bytes.set(leaf.subarray(1, 11), used + lastAt)
    bytes.write(hash('sha256', leaf, 'binary'), used + hashAt, 'binary')
    used += sumNodeBytes
  }
  if (used === 0) throw new RangeError('no events')
  return bytes.subarray(0, used)
}

function levelAbove(below: Buffer): Buffer {
  const level = Buffer.alloc(Math.ceil(below.length / sumNodeBytes / 2) * sumNodeBytes)
  const joined = Buffer.alloc(1 + 2 * sumNodeBytes)
  joined[0] = 1
  for (let left = 0, to = 0; left < below.length; left += 2 * sumNodeBytes, to += sumNodeBytes) {
    const right = left + sumNodeBytes
    if (right === below.length) {
      below.copy(level, to, left)
      continue
    }
    const sum = below.readBigUInt64BE(left + sumAt) + below.readBigUInt64BE(right + sumAt)
    const isOrdered = below.compare(below, right + firstAt, right + firstAt + placeBytes, left + lastAt, left + lastAt + placeBytes) < 0
    if (!isOrdered || sum > maxSum) throw new RangeError('events out of order, or a total that is too large')
    below.copy(joined, 1, left, left + 2 * sumNodeBytes)
    level.writeBigUInt64BE(sum, to + sumAt)
    level.writeBigUInt64BE(below.readBigUInt64BE(left + countAt) + below.readBigUInt64BE(right + countAt), to + countAt)
    below.copy(level, to + firstAt, left + firstAt, left + firstAt + placeBytes)
    below.copy(level, to + lastAt, right + lastAt, right + lastAt + placeBytes)
    level.write(hash('sha256', joined, 'binary'), to + hashAt, 'binary')
  }
  return level
}

function nodeOf(bytes: Uint8Array): SumNode {
  const node = parseSumNode(bytes)
  if (node === undefined) throw new RangeError('too many events')
  return node
}
