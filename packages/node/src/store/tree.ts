import {
  alignedRanges,
  consistencyRanges,
  inclusionRanges,
  type Range,
  rangeHash,
  rootOfHashes,
  subtreeConsistencyRanges,
} from '@enlace/proof/node'
import type { Querier } from './logs.ts'

const tileWidth = 256

/** Merkle tree hash of the leaves [start, end) of a stored log, from tiles where they are full and leaf hashes elsewhere. */
export async function subtreeHash(sql: Querier, logId: number, range: Range): Promise<Uint8Array> {
  const parts = alignedRanges(range)
  const hashes = await Promise.all(parts.map((part) => alignedHash(sql, logId, part)))
  return rangeHash(
    hashes,
    parts.map((part) => part.end - part.start),
  )
}

/** Inclusion proof of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1). */
export async function inclusionProof(sql: Querier, logId: number, index: number, size: number): Promise<Uint8Array[]> {
  return await Promise.all(inclusionRanges(index, size).map((range) => subtreeHash(sql, logId, range)))
}

/** Consistency proof from `oldSize` to `size` leaves (RFC 6962 section 2.1.2); empty when `oldSize` is 0. */
export async function consistencyProof(sql: Querier, logId: number, oldSize: number, size: number): Promise<Uint8Array[]> {
  if (oldSize === 0 || oldSize === size) return []
  return await Promise.all(consistencyRanges(oldSize, size).map((range) => subtreeHash(sql, logId, range)))
}

/** Proof that the subtree [start, end) is consistent with the tree of `size` leaves (tlog-mirror, entry packages). */
export async function subtreeProof(sql: Querier, logId: number, start: number, end: number, size: number): Promise<Uint8Array[]> {
  return await Promise.all(subtreeConsistencyRanges(start, end, size).map((range) => subtreeHash(sql, logId, range)))
}

/** Hash of a full subtree of 2^k leaves that starts at a multiple of 2^k. */
export async function alignedHash(sql: Querier, logId: number, { start, end }: Range): Promise<Uint8Array> {
  const height = Math.log2(end - start)
  const level = Math.floor(height / 8)
  const width = 2 ** (height % 8)
  const first = start / tileWidth ** level
  const hashes = level === 0 ? await leafHashes(sql, logId, first, width) : await tileRoots(sql, logId, level - 1, first, width)
  if (hashes.length !== width) throw new Error(`log ${logId} lacks hashes of [${start}, ${end})`)
  return rootOfHashes(hashes)
}

/** Leaf hashes [first, first + count) of one tile, in order; fewer when the log is shorter. */
export async function leafHashes(sql: Querier, logId: number, first: number, count: number): Promise<Uint8Array[]> {
  const offset = (first % tileWidth) * 32
  const [tile] = await sql<{ part: Uint8Array }[]>`select substring(hashes from ${offset + 1}::int for ${count * 32}::int) as part
    from tile where log_id = ${logId} and level = 0 and index = ${Math.floor(first / tileWidth)}`
  if (tile !== undefined) return Array.from({ length: count }, (_, i) => tile.part.subarray(i * 32, i * 32 + 32))
  const rows = await sql<{ hash: Uint8Array }[]>`select hash from entry
    where log_id = ${logId} and seq >= ${first} and seq < ${first + count} order by seq`
  return rows.map((row) => row.hash)
}

async function tileRoots(sql: Querier, logId: number, level: number, first: number, count: number): Promise<Uint8Array[]> {
  const rows = await sql<{ root: Uint8Array }[]>`select root from tile
    where log_id = ${logId} and level = ${level} and index >= ${first} and index < ${first + count} order by index`
  return rows.map((row) => row.root)
}

/** Whether a tile becomes full when a log grows from `oldSize` to `size`. */
export function fillsTile(oldSize: number, size: number): boolean {
  return Math.floor(size / tileWidth) > Math.floor(oldSize / tileWidth)
}

/** Writes the tiles that became full when a log grew from `oldSize` to `size`, level by level. */
export async function writeFullTiles(sql: Querier, logId: number, oldSize: number, size: number): Promise<void> {
  for (let level = 0, width = tileWidth; width <= size; level++, width *= tileWidth) {
    for (let index = Math.floor(oldSize / width); index < Math.floor(size / width); index++) {
      const first = index * tileWidth
      const hashes = level === 0 ? await entryHashes(sql, logId, first) : await tileRoots(sql, logId, level - 1, first, tileWidth)
      await sql`insert into tile (log_id, level, index, hashes, root)
        values (${logId}, ${level}, ${index}, ${Buffer.concat(hashes)}, ${rootOfHashes(hashes)})`
    }
  }
}

async function entryHashes(sql: Querier, logId: number, first: number): Promise<Uint8Array[]> {
  const rows = await sql<{ hash: Uint8Array }[]>`select hash from entry
    where log_id = ${logId} and seq >= ${first} and seq < ${first + tileWidth} order by seq`
  return rows.map((row) => row.hash)
}
