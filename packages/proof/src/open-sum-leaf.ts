import type { Work } from './crypto-port.ts'
import { inclusionRanges } from './ranges.ts'
import { parseSumNode, type SumLeaf, type SumNode, sumJoinWork, sumLeafWork } from './sum-node.ts'

/** An event that was shown to lie in a tree: what all events before it add up to, and the root that it leads to. */
export type OpenedSumLeaf = { readonly before: bigint; readonly root: SumNode }

/**
 * Leads an event up its path to the root of a tree of `count` events; undefined when the path is none of that index and count: another length, a sibling
 * that covers another number of events, places out of order, a sum that is too large. Whether the root is the sealed one is for the caller. Never throws.
 */
export function* openSumLeafWork(
  leaf: SumLeaf,
  index: number,
  count: number,
  path: readonly Uint8Array[],
): Work<OpenedSumLeaf | undefined> {
  if (!isWhole(leaf.value) || !isWhole(leaf.seq) || leaf.leafHash.length !== 32 || !isWhole(leaf.log) || leaf.log > 0xffff) return undefined
  if (!isWhole(index) || !isWhole(count) || index >= count) return undefined
  const ranges = inclusionRanges(index, count)
  if (ranges.length !== path.length) return undefined
  let node = yield* sumLeafWork(leaf)
  let before = 0n
  for (const [i, range] of ranges.entries()) {
    const sibling = parseSumNode(path[i]!)
    if (sibling === undefined || sibling.count !== range.end - range.start) return undefined
    const isLeft = range.end <= index
    const joined = yield* isLeft ? sumJoinWork(sibling, node) : sumJoinWork(node, sibling)
    if (joined === undefined) return undefined
    if (isLeft) before += sibling.sum
    node = joined
  }
  return { before, root: node }
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
