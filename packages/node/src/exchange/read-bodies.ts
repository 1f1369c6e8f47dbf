import { encodeBodies } from '@enlace/proof/node'
import { erasedBody, openBodyBytes } from '../store/bodies.ts'
import type { Keystore } from '../store/keystore.ts'
import { type Querier, readBodies, readLog } from '../store/logs.ts'
import type { Reply } from './exchange-server.ts'

/** Bodies in one answer: as many as come together within this, and at least one. */
const maxBodies = 256
const maxBytes = 8_000_000

/**
 * Gives the owner of a mirrored log the bodies that it once sent, from one position on, in the frame of add-bodies; only what our receipt covers.
 * What was erased here comes as the body of no items. `place`: the position in decimal.
 */
export async function readLogBodies(sql: Querier, keystore: Keystore, logId: number, place: string): Promise<Reply> {
  const log = await readLog(sql, logId)
  const start = /^(0|[1-9][0-9]{0,14})$/.test(place) ? Number(place) : Number.NaN
  if (!(start < log.checkpointSize)) return { status: 404, contentType: 'text/plain; charset=utf-8', body: 'not_found\n' }
  const stored = await readBodies(sql, logId, start, Math.min(log.checkpointSize, start + maxBodies))
  const given: { seq: number; body: Uint8Array }[] = []
  let bytes = 0
  for (const row of stored) {
    const opened = openBodyBytes(keystore, log.origin, row)
    // Altered in this store: the owner is told that it is not here, and everything before it still helps.
    if (opened === 'unreadable') break
    const body = opened === 'erased' ? erasedBody : opened
    if (given.length > 0 && bytes + body.length > maxBytes) break
    given.push({ seq: row.seq, body })
    bytes += body.length
  }
  return { status: 200, contentType: 'application/octet-stream', body: encodeBodies(log.origin, given) }
}
