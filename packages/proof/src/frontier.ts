import { accept, concatBytes, type Result, refuse } from '@enlace/core'
import { emptyRoot, nodeHash, rangeHash, splitHashes } from './tree-hash.ts'

/**
 * The right edge of a growing tree: the hashes of its full subtrees, widest first, one for each bit set in `size`.
 * It is all that a writer or a receiver needs to append leaves and to know the root (at most 53 hashes).
 */
export type Frontier = { readonly size: number; readonly hashes: readonly Uint8Array[] }

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** The frontier after one more leaf hash. Throws RangeError when the tree would outgrow 2^53 leaves. */
export function appendLeafHash(frontier: Frontier, hash: Uint8Array): Frontier {
  return appendLeafHashes(frontier, [hash])
}

/** The frontier after more leaf hashes, in order. Same as appending one at a time, without the copies. */
export function appendLeafHashes(frontier: Frontier, leafHashes: readonly Uint8Array[]): Frontier {
  const hashes = [...frontier.hashes]
  let size = frontier.size
  for (const leaf of leafHashes) {
    if (size >= Number.MAX_SAFE_INTEGER) throw new RangeError('tree too large')
    if (leaf.length !== 32) throw new RangeError('not a SHA-256 hash')
    let hash = leaf
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) hash = nodeHash(hashes.pop()!, hash)
    hashes.push(hash)
    size++
  }
  return { size, hashes }
}

/** Root of the tree at this frontier; of nothing, the empty root. */
export function frontierRoot(frontier: Frontier): Uint8Array {
  return frontier.size === 0 ? emptyRoot : rangeHash(frontier.hashes, widthsOf(frontier.size))
}

/** The widths of a frontier's subtrees: the powers of two in `size`, largest first. */
export function widthsOf(size: number): number[] {
  const widths: number[] = []
  for (let rest = size, width = 1; rest > 0; rest = Math.floor(rest / 2), width *= 2) if (rest % 2 === 1) widths.unshift(width)
  return widths
}

/** A frontier's hashes, concatenated; the size is kept beside them. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  return concatBytes(...frontier.hashes)
}

/** The frontier of a stored size and its concatenated hashes; refused when they do not belong together. Copies the bytes. */
export function decodeFrontier(size: number, bytes: Uint8Array): Result<Frontier, 'frontier_invalid'> {
  if (!Number.isSafeInteger(size) || size < 0 || bytes.length !== 32 * widthsOf(size).length) return refuse('frontier_invalid')
  return accept({ size, hashes: splitHashes(Uint8Array.from(bytes)) })
}
