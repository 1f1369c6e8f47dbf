import { equalBytes } from '@enlace/core'
import { sha256 } from './node-crypto.ts'
import { largestPowerWithin } from './ranges.ts'

/** Hash of the empty tree: SHA-256 of nothing (RFC 6962 section 2.1). */
export const emptyRoot: Uint8Array = sha256(new Uint8Array(0))

/** Hash of a leaf: SHA-256(0x00 || leaf) (RFC 6962 section 2.1). */
export function leafHash(leaf: Uint8Array): Uint8Array {
  const input = new Uint8Array(leaf.length + 1)
  input.set(leaf, 1)
  return sha256(input)
}

/** Hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962 section 2.1). Throws RangeError unless both are 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== 32 || right.length !== 32) throw new RangeError('not a SHA-256 hash')
  const input = new Uint8Array(65)
  input[0] = 1
  input.set(left, 1)
  input.set(right, 33)
  return sha256(input)
}

/** Merkle tree hash over given leaf (or full subtree) hashes, one or more (RFC 6962 section 2.1). Throws RangeError on none. */
export function rootOfHashes(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) throw new RangeError('no hashes')
  let level = [...hashes]
  // Pairing from the left and carrying an odd last one up gives the same tree as splitting at the largest power of two.
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i < level.length; i += 2) above.push(i + 1 < level.length ? nodeHash(level[i]!, level[i + 1]!) : level[i]!)
    level = above
  }
  return level[0]!
}

/** Root of a tile (C2SP tlog-tiles): 1 to 256 hashes of 32 bytes, concatenated. Throws RangeError on another length. */
export function tileRoot(hashes: Uint8Array): Uint8Array {
  if (hashes.length === 0 || hashes.length % 32 !== 0 || hashes.length > 8192) throw new RangeError('not a tile')
  return rootOfHashes(splitHashes(hashes))
}

/** The 32-byte hashes in a concatenation of them (views, not copies). Throws RangeError when the length is no multiple of 32. */
export function splitHashes(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length % 32 !== 0) throw new RangeError('not a list of hashes')
  return Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(32 * i, 32 * i + 32))
}

/**
 * Hash of a range from the hashes of its `alignedRanges` and their widths, in order.
 * Throws RangeError unless the widths are powers of two, each smaller than the one before.
 */
export function rangeHash(hashes: readonly Uint8Array[], sizes: readonly number[]): Uint8Array {
  if (hashes.length === 0 || hashes.length !== sizes.length) throw new RangeError('hashes and sizes differ')
  for (const [i, size] of sizes.entries()) {
    if (largestPowerWithin(size) !== size || (i > 0 && size >= sizes[i - 1]!)) throw new RangeError('not widths of aligned ranges')
  }
  return hashes.reduceRight((right, left) => nodeHash(left, right))
}

/** True for two equal 32-byte hashes. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === 32 && equalBytes(a, b)
}
