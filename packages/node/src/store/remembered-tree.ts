import { alignedRanges, consistencyRanges, type Range, rangeHash, rootOfHashes, subtreeConsistencyRanges } from '@enlace/proof/node'
import type { Querier } from './logs.ts'
import { alignedHash, leafHashes } from './tree.ts'

/** Proofs over one stored log, for a sender that makes the next one every few milliseconds. */
export type RememberedTree = {
  /** Consistency proof from `oldSize` to `size` leaves (RFC 6962 section 2.1.2); empty when `oldSize` is 0. */
  readonly consistencyProof: (oldSize: number, size: number) => Promise<Uint8Array[]>
  /** Proof that the subtree [start, end) is consistent with the tree of `size` leaves (tlog-mirror, entry packages). */
  readonly subtreeProof: (start: number, end: number, size: number) => Promise<Uint8Array[]>
  /** Takes leaf hashes that somebody has just read, so that they are not asked for again. */
  readonly note: (entries: readonly { readonly seq: number; readonly hash: Uint8Array }[]) => void
}

const tileWidth = 256
const maxRemembered = 4096

/**
 * Remembers hashes of a log that only grows, so that most of a proof needs no question to the database: full subtrees, and the leaf hashes of
 * the last tile. It vouches for nothing: what is signed was read back elsewhere, and the partner checks every proof against that.
 */
export function rememberTree(sql: Querier, logId: number): RememberedTree {
  const full = new Map<number, Map<number, Uint8Array>>()
  let remembered = 0
  let tail: { readonly tile: number; readonly hashes: Uint8Array[] } = { tile: 0, hashes: [] }

  async function hashOf(range: Range): Promise<Uint8Array> {
    const width = range.end - range.start
    const known = full.get(width)?.get(range.start)
    if (known !== undefined) return known
    const hash = width < tileWidth ? await inTile(range) : await alignedHash(sql, logId, range)
    if (remembered >= maxRemembered) {
      full.clear()
      remembered = 0
    }
    const ofWidth = full.get(width) ?? new Map<number, Uint8Array>()
    full.set(width, ofWidth.set(range.start, hash))
    remembered++
    return hash
  }

  async function inTile({ start, end }: Range): Promise<Uint8Array> {
    const tile = Math.floor(start / tileWidth)
    if (tile !== tail.tile) {
      if (tile < tail.tile) return await alignedHash(sql, logId, { start, end })
      tail = { tile, hashes: [] }
    }
    const { hashes } = tail
    const first = tile * tileWidth
    const lacking = end - first - hashes.length
    if (lacking > 0) {
      const from = first + hashes.length
      const added = await leafHashes(sql, logId, from, lacking)
      if (added.length !== lacking) throw new Error(`log ${logId} lacks hashes of [${from}, ${end})`)
      // Another proof may have read on meanwhile.
      if (hashes.length === from - first) hashes.push(...added)
    }
    return rootOfHashes(hashes.slice(start - first, end - first))
  }

  // One after the other: the first part of a tile brings the rest of it.
  async function hashesOf(ranges: readonly Range[]): Promise<Uint8Array[]> {
    const hashes: Uint8Array[] = []
    for (const range of ranges) {
      const parts = alignedRanges(range)
      const ofParts: Uint8Array[] = []
      for (const part of parts) ofParts.push(await hashOf(part))
      hashes.push(
        rangeHash(
          ofParts,
          parts.map((part) => part.end - part.start),
        ),
      )
    }
    return hashes
  }

  function note(entries: readonly { readonly seq: number; readonly hash: Uint8Array }[]): void {
    for (const { seq, hash } of entries) {
      const tile = Math.floor(seq / tileWidth)
      if (tile > tail.tile && seq === tile * tileWidth) tail = { tile, hashes: [] }
      if (tile === tail.tile && tail.hashes.length === seq % tileWidth) tail.hashes.push(hash)
    }
  }

  return {
    note,
    consistencyProof: async (oldSize, size) => (oldSize === 0 || oldSize === size ? [] : await hashesOf(consistencyRanges(oldSize, size))),
    subtreeProof: (start, end, size) => hashesOf(subtreeConsistencyRanges(start, end, size)),
  }
}
