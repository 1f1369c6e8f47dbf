import { equalBytes } from '@enlace/core'
import { appendLeafHashes, type Frontier, leafHash, parseLeaf } from '@enlace/proof/node'
import { type Querier, readEntries, type StoredEntry } from './logs.ts'

const chunk = 1024

/** Reads entries [from.size, end) from the store, hashes their leaves again and returns the frontier, or the position of the first that is damaged. */
export async function extendFrontier(sql: Querier, logId: number, from: Frontier, end: number): Promise<Frontier | number> {
  const back = await readBackFrom(sql, logId, from, end)
  return typeof back === 'number' ? back : back.frontier
}

/** The same, with the entries that were read last: all of them when they are few. What the caller has just read from the store is not read again. */
export async function readBackFrom(
  sql: Querier,
  logId: number,
  from: Frontier,
  end: number,
  given: readonly StoredEntry[] = [],
): Promise<{ readonly frontier: Frontier; readonly entries: readonly StoredEntry[] } | number> {
  let frontier = from
  let entries: readonly StoredEntry[] = []
  while (frontier.size < end) {
    const [start, stop] = [frontier.size, Math.min(end, frontier.size + chunk)]
    const held = given.filter(({ seq }) => seq >= start && seq < stop)
    entries = held.length === stop - start ? held : await readEntries(sql, logId, start, stop)
    if (entries.length === 0) return frontier.size
    const wrong = entries.findIndex((entry, i) => entry.seq !== frontier.size + i || !isWhole(entry))
    if (wrong >= 0) return frontier.size + wrong
    frontier = appendLeafHashes(
      frontier,
      entries.map((entry) => entry.hash),
    )
  }
  return { frontier, entries }
}

/** Hashes entries [start, end) again; the position of the first that is missing or damaged, or undefined. */
export async function rescanEntries(sql: Querier, logId: number, start: number, end: number): Promise<number | undefined> {
  const entries = await readEntries(sql, logId, start, end)
  const wrong = entries.findIndex((entry, i) => entry.seq !== start + i || !isHashed(entry))
  if (wrong >= 0) return start + wrong
  return entries.length < end - start ? start + entries.length : undefined
}

/** Old entries that are read again before a signature, in turn, so that a flipped byte is found while the node runs. */
const rescanned = 256
/** A log of more is reread at most this often: at a hundred signatures a second rereading would cost more than all the rest. */
const rescanEveryMs = 200

/** Rereads a log in turn: each call takes the next entries below `end`. Gives the position of the first that is damaged, or undefined. */
export function openRescan(sql: Querier, logId: number): (end: number) => Promise<number | undefined> {
  let place = 0
  let lastAtMs = Number.NEGATIVE_INFINITY
  return async (end) => {
    if (end === 0 || (end > rescanned && performance.now() - lastAtMs < rescanEveryMs)) return undefined
    lastAtMs = performance.now()
    const start = place >= end ? 0 : place
    const stop = Math.min(end, start + rescanned)
    // From the end back to the beginning: a turn that waited there would follow the growing log and never reread its old entries.
    place = stop === end ? 0 : stop
    return await rescanEntries(sql, logId, start, stop)
  }
}

/** The stored leaf hashes to the stored hash and names its own place. */
function isWhole(entry: StoredEntry): boolean {
  return isHashed(entry) && (saysPlace(entry) || parsesToPlace(entry))
}

// A leaf was parsed strictly before it was stored, so its quotes are members' quotes: these bytes can stand nowhere but at the member itself.
function saysPlace({ leaf, seq }: StoredEntry): boolean {
  return Buffer.from(leaf.buffer, leaf.byteOffset, leaf.length).includes(`"seq":${seq},"t":`)
}

// A newer partner may have members between the two.
function parsesToPlace({ leaf, seq }: StoredEntry): boolean {
  const parsed = parseLeaf(leaf)
  return parsed.ok && parsed.value.seq === seq
}

function isHashed(entry: StoredEntry): boolean {
  return equalBytes(leafHash(entry.leaf), entry.hash)
}
