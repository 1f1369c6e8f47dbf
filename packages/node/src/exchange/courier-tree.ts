import { alignedRanges, consistencyRanges, nodeHash, type Range, rangeHash, rootOfHashes } from '@enlace/proof/node'
import type { Querier } from '../store/logs.ts'
import { alignedHash } from '../store/tree.ts'

/** The tree that a stored log and further leaf hashes make together. */
export type JoinedTree = {
  readonly root: (size: number) => Promise<Uint8Array>
  /** Consistency proof (RFC 6962 section 2.1.2) between two sizes; empty from 0 and to the same size. */
  readonly consistencyProof: (oldSize: number, size: number) => Promise<Uint8Array[]>
}

/** Joins the first `start` stored entries of a log with leaf hashes that follow them. */
export function joinTree(sql: Querier, logId: number, start: number, hashes: readonly Uint8Array[]): JoinedTree {
  async function aligned(range: Range): Promise<Uint8Array> {
    if (range.end <= start) return await alignedHash(sql, logId, range)
    if (range.start >= start) return rootOfHashes(hashes.slice(range.start - start, range.end - start))
    const middle = (range.start + range.end) / 2
    return nodeHash(await aligned({ start: range.start, end: middle }), await aligned({ start: middle, end: range.end }))
  }
  async function hashOf(range: Range): Promise<Uint8Array> {
    const parts = alignedRanges(range)
    const ofParts: Uint8Array[] = []
    for (const part of parts) ofParts.push(await aligned(part))
    return rangeHash(
      ofParts,
      parts.map((part) => part.end - part.start),
    )
  }
  return {
    root: (size) => hashOf({ start: 0, end: size }),
    consistencyProof: async (oldSize, size) => {
      if (oldSize === 0 || oldSize === size) return []
      const proof: Uint8Array[] = []
      for (const range of consistencyRanges(oldSize, size)) proof.push(await hashOf(range))
      return proof
    },
  }
}
