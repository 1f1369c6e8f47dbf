import { encodeEntryBundle, parseTilePath, type TileName } from '@enlace/proof/node'
import type { Querier } from '../store/logs.ts'
import { readEntries, readLog } from '../store/logs.ts'
import { subtreeHash } from '../store/tree.ts'
import { witnessLines } from '../store/witnessed.ts'
import type { Reply } from './exchange-server.ts'

const width = 256

/**
 * The read side of a log as C2SP tlog-tiles names it, below the log's prefix: `checkpoint`, `tile/<level>/<index>`, `tile/entries/<index>`, partial
 * ones with `.p/<width>`. Only what the newest checkpoint covers is there. Leaves hold commitments, never a body.
 */
export async function readLogResource(sql: Querier, logId: number, path: string): Promise<Reply> {
  const log = await readLog(sql, logId)
  const note = log.role === 'out' && log.receipt !== null && log.receiptedSize === log.checkpointSize ? log.receipt : log.checkpoint
  if (path === 'checkpoint' && note !== null) {
    const seen = log.role === 'in' ? '' : await witnessLines(sql, logId, log.checkpointSize)
    return { status: 200, contentType: 'text/plain; charset=utf-8', body: note + seen }
  }
  if (path === 'checkpoint') return notFound
  const tile = parseTilePath(path)
  if (!tile.ok || !isServed(tile.value, log.checkpointSize)) return notFound
  const { level, index, width: count } = tile.value
  const first = index * width
  if (level === 'entries') {
    const entries = await readEntries(sql, logId, first, first + count)
    return { status: 200, contentType: 'application/octet-stream', body: encodeEntryBundle(entries.map((entry) => entry.leaf)) }
  }
  const span = width ** level
  const hashes = await Promise.all(
    Array.from({ length: count }, (_, i) => subtreeHash(sql, logId, { start: (first + i) * span, end: (first + i + 1) * span })),
  )
  return { status: 200, contentType: 'application/octet-stream', body: Buffer.concat(hashes) }
}

/** What the checkpoint covers: partial tiles too of any smaller width, since whoever read an older checkpoint asks for those of its size. */
function isServed({ level, index, width: count }: TileName, size: number): boolean {
  const height = level === 'entries' ? 0 : level
  return index * width + count <= Math.floor(size / width ** height)
}

const notFound: Reply = { status: 404, contentType: 'text/plain; charset=utf-8', body: 'not_found\n' }
