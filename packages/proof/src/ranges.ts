/**
 * Which parts of a tree make up a proof. A range is a half-open interval of leaf indices whose Merkle tree hash (RFC 6962 section 2.1)
 * is one hash of the proof; a store that can hash ranges can make every proof, and a verifier knows beforehand how long a proof must be.
 * All arithmetic is on numbers, never on 32-bit operators: a log may grow beyond 2^31 entries.
 */
export type Range = { readonly start: number; readonly end: number }

/** The inclusion proof of a leaf (RFC 6962 section 2.1.1), leaf's sibling first. Throws RangeError unless 0 <= index < size. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isIndex(index) || !isIndex(size) || index >= size) throw new RangeError('index is not in the tree')
  return path(index, { start: 0, end: size })
}

/**
 * The inclusion proof of a leaf in the subtree [start, end) (draft-ietf-plants-merkle-tree-certs, subtree inclusion proofs).
 * Throws RangeError unless the interval is a subtree that holds the index.
 */
export function subtreeInclusionRanges(index: number, start: number, end: number): Range[] {
  if (!isSubtree(start, end) || !isIndex(index) || index < start || index >= end) throw new RangeError('index is not in the subtree')
  return path(index, { start, end })
}

function path(index: number, tree: Range): Range[] {
  const ranges: Range[] = []
  let { start, end } = tree
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.reverse()
}

/**
 * The consistency proof between two sizes of one log (RFC 6962 section 2.1.2), in proof order; empty for equal sizes.
 * Throws RangeError unless 1 <= oldSize <= size: from the empty tree everything follows, so there is nothing to prove.
 */
export function consistencyRanges(oldSize: number, size: number): Range[] {
  return subtreeConsistencyRanges(0, oldSize, size)
}

/**
 * The proof that the subtree [start, end) is part of the tree of `size` leaves (draft-ietf-plants-merkle-tree-certs, subtree consistency
 * proofs; with start 0 it is RFC 6962 section 2.1.2). The first range lies inside the subtree exactly when the subtree is not itself a
 * node of the tree. Throws RangeError unless the interval is a subtree of the tree.
 */
export function subtreeConsistencyRanges(start: number, end: number, size: number): Range[] {
  if (!isSubtree(start, end) || !isIndex(size) || end > size) throw new RangeError('not a subtree of the tree')
  const ranges: Range[] = []
  let from = start
  let tree: Range = { start: 0, end: size }
  while (tree.start !== from || tree.end !== end) {
    const middle = tree.start + splitOf(tree.end - tree.start)
    if (end <= middle) {
      ranges.push({ start: middle, end: tree.end })
      tree = { start: tree.start, end: middle }
    } else {
      ranges.push({ start: tree.start, end: middle })
      tree = { start: middle, end: tree.end }
      from = Math.max(from, middle)
    }
  }
  if (from !== start) ranges.push(tree)
  return ranges.reverse()
}

/**
 * Splits a range into full subtrees: power-of-two widths, each starting at a multiple of its width, widest first. The range's hash is
 * `rangeHash` of theirs. Throws RangeError when the range is not a subtree (every range of the plans above is one).
 */
export function alignedRanges(range: Range): Range[] {
  if (!isSubtree(range.start, range.end)) throw new RangeError('not a subtree')
  const ranges: Range[] = []
  let start = range.start
  while (start < range.end) {
    const width = largestPowerWithin(range.end - start)
    ranges.push({ start, end: start + width })
    start += width
  }
  return ranges
}

/** Whether [start, end) is a subtree: not empty, and `start` is a multiple of the least power of two that is >= its width. */
export function isSubtree(start: number, end: number): boolean {
  if (!isIndex(start) || !isIndex(end) || end <= start) return false
  const width = end - start
  const floor = largestPowerWithin(width)
  return start % (floor === width ? width : floor * 2) === 0
}

/** Largest power of two smaller than `width` (the split point k of RFC 6962), for width >= 2. */
function splitOf(width: number): number {
  const power = largestPowerWithin(width)
  return power === width ? power / 2 : power
}

/** Largest power of two that is <= width, for width >= 1. */
export function largestPowerWithin(width: number): number {
  let power = 1
  while (power * 2 <= width) power *= 2
  return power
}

function isIndex(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
