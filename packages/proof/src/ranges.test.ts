import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, equalBytes, toHex } from '@enlace/core'
import fc from 'fast-check'
import {
  alignedRanges,
  appendLeafHash,
  appendLeafHashes,
  consistencyRanges,
  decodeFrontier,
  emptyFrontier,
  emptyRoot,
  encodeFrontier,
  frontierRoot,
  inclusionRanges,
  isSubtree,
  leafHash,
  nodeHash,
  type Range,
  rangeHash,
  rootOfHashes,
  subtreeConsistencyRanges,
  subtreeInclusionRanges,
  tileRoot,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './node.ts'

const most = 130
const leaves = Array.from({ length: 1200 }, (_, i) => leafHash(Uint8Array.of(i >> 8, i & 255)))

// RFC 6962 section 2.1, written as the text has it.
const memo = new Map<string, Uint8Array>()
function mth(start: number, end: number): Uint8Array {
  if (end - start === 1) return leaves[start]!
  const key = `${start}-${end}`
  const known = memo.get(key)
  if (known !== undefined) return known
  const k = split(end - start)
  const hash = nodeHash(mth(start, start + k), mth(start + k, end))
  memo.set(key, hash)
  return hash
}
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}
function path(m: number, start: number, end: number): Uint8Array[] {
  const n = end - start
  if (n === 1) return []
  const k = split(n)
  return m < k ? [...path(m, start, start + k), mth(start + k, end)] : [...path(m - k, start + k, end), mth(start, start + k)]
}
function subproof(m: number, start: number, end: number, whole: boolean): Uint8Array[] {
  const n = end - start
  if (m === n) return whole ? [] : [mth(start, end)]
  const k = split(n)
  return m <= k
    ? [...subproof(m, start, start + k, whole), mth(start + k, end)]
    : [...subproof(m - k, start + k, end, false), mth(start, start + k)]
}
// draft-ietf-plants-merkle-tree-certs, SUBTREE_SUBPROOF, with offsets kept absolute.
function subtreeSubproof(from: number, to: number, start: number, end: number, whole: boolean): Uint8Array[] {
  if (from === start && to === end) return whole ? [] : [mth(start, end)]
  const middle = start + split(end - start)
  if (to <= middle) return [...subtreeSubproof(from, to, start, middle, whole), mth(middle, end)]
  if (middle <= from) return [...subtreeSubproof(from, to, middle, end, whole), mth(start, middle)]
  return [...subtreeSubproof(middle, to, middle, end, false), mth(start, middle)]
}
const hash = ({ start, end }: Range) => mth(start, end)
const hex = (list: readonly Uint8Array[]) => list.map((each) => toHex(each)).join()

test('the ranges of an inclusion proof hash to the proof of RFC 6962, and it verifies, for every leaf of every size up to 130', () => {
  for (let size = 1; size <= most; size++) {
    for (let index = 0; index < size; index++) {
      const proof = inclusionRanges(index, size).map(hash)
      assert.equal(hex(proof), hex(path(index, 0, size)))
      assert.ok(verifyInclusion({ leafHash: leaves[index]!, index, size, proof, root: mth(0, size) }))
    }
  }
})

test('the ranges of a consistency proof hash to the proof of RFC 6962, and it verifies, for every pair of sizes up to 130', () => {
  for (let size = 1; size <= most; size++) {
    for (let oldSize = 1; oldSize <= size; oldSize++) {
      const proof = consistencyRanges(oldSize, size).map(hash)
      assert.equal(hex(proof), hex(subproof(oldSize, 0, size, true)))
      assert.ok(verifyConsistency({ oldSize, oldRoot: mth(0, oldSize), size, root: mth(0, size), proof }))
    }
  }
})

test('every subtree of every tree up to 130 leaves proves that it is part of it', () => {
  for (let size = 1; size <= most; size++) {
    for (let start = 0; start < size; start++) {
      for (let end = start + 1; end <= size; end++) {
        if (!isSubtree(start, end)) continue
        const proof = subtreeConsistencyRanges(start, end, size).map(hash)
        assert.equal(hex(proof), hex(subtreeSubproof(start, end, 0, size, true)))
        assert.ok(verifySubtreeConsistency({ start, end, size, subtreeHash: mth(start, end), root: mth(0, size), proof }))
      }
    }
  }
})

test('a leaf proves that it is in a subtree', () => {
  for (const [start, end] of [
    [0, 7],
    [8, 13],
    [16, 32],
    [64, 101],
  ] as const) {
    for (let index = start; index < end; index++) {
      const proof = subtreeInclusionRanges(index, start, end).map(hash)
      assert.ok(verifySubtreeInclusion({ leafHash: leaves[index]!, index, start, end, subtreeHash: mth(start, end), proof }))
    }
  }
})

test('a range is hashed from full aligned subtrees only', () => {
  for (let size = 1; size <= most; size++) {
    for (const range of [...inclusionRanges(size >> 1, size), ...consistencyRanges((size >> 1) + 1, size), { start: 0, end: size }]) {
      const parts = alignedRanges(range)
      const widths = parts.map((part) => part.end - part.start)
      for (const [i, part] of parts.entries()) {
        assert.ok(Number.isInteger(Math.log2(widths[i]!)) && part.start % widths[i]! === 0)
      }
      assert.deepEqual(rangeHash(parts.map(hash), widths), hash(range))
    }
  }
})

test('a frontier grows to the root of every size, survives being stored, and refuses bytes of another size', () => {
  let frontier = emptyFrontier
  assert.deepEqual(frontierRoot(frontier), emptyRoot)
  for (let size = 1; size <= 600; size++) {
    frontier = appendLeafHash(frontier, leaves[size - 1]!)
    assert.deepEqual(frontierRoot(frontier), mth(0, size))
    const stored = encodeFrontier(frontier)
    assert.deepEqual(decodeFrontier(size, stored), { ok: true, value: frontier })
    assert.equal(decodeFrontier(size, concatBytes(stored, leaves[0]!)).ok, false)
  }
  assert.deepEqual(appendLeafHashes(emptyFrontier, leaves.slice(0, 600)), frontier)
})

test('roots of tiles and lists are those of the tree', () => {
  for (const count of [1, 2, 3, 7, 255, 256]) {
    assert.deepEqual(tileRoot(concatBytes(...leaves.slice(0, count))), mth(0, count))
    assert.deepEqual(rootOfHashes(leaves.slice(0, count)), mth(0, count))
  }
  assert.throws(() => tileRoot(concatBytes(...leaves.slice(0, 257))), RangeError)
  assert.throws(() => rootOfHashes([]), RangeError)
})

test('a proof with one thing changed is refused', () => {
  const size = fc.integer({ min: 2, max: 1000 })
  const change = fc.record({ at: fc.nat(), bit: fc.integer({ min: 0, max: 255 }) })
  fc.assert(
    fc.property(size, fc.nat(), change, (n, seed, { at, bit }) => {
      const index = seed % n
      const proof = inclusionRanges(index, n).map(hash)
      const claim = { leafHash: leaves[index]!, index, size: n, proof, root: mth(0, n) }
      const which = at % proof.length
      const flipped = proof.map((each, i) => (i === which ? flip(each, bit) : each))
      assert.equal(verifyInclusion({ ...claim, proof: flipped }), false)
      assert.equal(verifyInclusion({ ...claim, leafHash: flip(claim.leafHash, bit) }), false)
      assert.equal(verifyInclusion({ ...claim, root: flip(claim.root, bit) }), false)
      assert.equal(verifyInclusion({ ...claim, proof: proof.slice(1) }), false)
      assert.equal(verifyInclusion({ ...claim, proof: [...proof, leaves[0]!] }), false)
      const oldSize = (at % n) + 1
      const grown = { oldSize, oldRoot: mth(0, oldSize), size: n, root: mth(0, n), proof: consistencyRanges(oldSize, n).map(hash) }
      assert.ok(verifyConsistency(grown))
      assert.equal(verifyConsistency({ ...grown, oldRoot: flip(grown.oldRoot, bit) }), false)
      assert.equal(verifyConsistency({ ...grown, root: flip(grown.root, bit) }), false)
      if (grown.proof.length > 0) assert.equal(verifyConsistency({ ...grown, proof: grown.proof.map((each) => flip(each, bit)) }), false)
    }),
    { numRuns: 300 },
  )
})

test('hashes that are not 32 bytes, and numbers that name no tree, are refused without throwing', () => {
  const proof = inclusionRanges(1, 3).map(hash)
  const claim = { leafHash: leaves[1]!, index: 1, size: 3, proof, root: mth(0, 3) }
  // Moving a byte from one half of a node to the other keeps the hashed bytes; the length rule is what refuses it.
  const [sibling, above] = [proof[0]!, proof[1]!]
  assert.equal(
    verifyInclusion({ ...claim, leafHash: concatBytes(sibling.subarray(31), leaves[1]!), proof: [sibling.subarray(0, 31), above] }),
    false,
  )
  const grown = { oldSize: 1, size: 2, root: mth(0, 2) }
  assert.ok(verifyConsistency({ ...grown, oldRoot: leaves[0]!, proof: [leaves[1]!] }))
  const shifted = concatBytes(leaves[0]!, leaves[1]!.subarray(0, 1))
  assert.equal(verifyConsistency({ ...grown, oldRoot: shifted, proof: [leaves[1]!.subarray(1)] }), false)
  for (const index of [-1, 3, 0.5, Number.NaN, 2 ** 53]) assert.equal(verifyInclusion({ ...claim, index }), false)
  assert.equal(verifyConsistency({ oldSize: 0, oldRoot: emptyRoot, size: 3, root: mth(0, 3), proof: [] }), false)
  assert.equal(verifyConsistency({ oldSize: 4, oldRoot: mth(0, 4), size: 3, root: mth(0, 3), proof: [] }), false)
})

test('plans work beyond 32 bits', () => {
  const size = 2 ** 40 + 5
  assert.equal(inclusionRanges(2 ** 40 + 4, size).length, 2)
  assert.equal(inclusionRanges(7, size).length, 41)
  assert.deepEqual(
    alignedRanges({ start: 0, end: size }).map((range) => range.end - range.start),
    [2 ** 40, 4, 1],
  )
})

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes)
  changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7))
  assert.equal(equalBytes(changed, bytes), false)
  return changed
}
