import { parseBody } from '@enlace/proof/node'
import { parseAttachedFiles } from '@enlace/records'
import { openBodyBytes } from '../store/bodies.ts'
import type { FileStore } from '../store/files.ts'
import type { Keystore } from '../store/keystore.ts'
import { type Querier, readBodies, readLog } from '../store/logs.ts'
import { recordItems } from '../store/record-items.ts'
import type { Reply } from './exchange-server.ts'

/** Most bytes of one answer: whole pieces of the asker's store. */
export const filePartBytes = 4 * 1_048_576

/**
 * Gives the owner of a mirrored log a file that one of its entries names, from an offset on; only what our receipt covers. `place`: position, SHA-256 in
 * hexadecimal, offset. What was erased here, entry or file, is not found, and neither is a file that this entry does not name.
 */
export async function readLogFile(
  options: {
    readonly sql: Querier
    readonly keystore: Keystore
    readonly files: FileStore
    readonly logId: number
    readonly partner: string
    readonly agencies: readonly string[]
  },
  place: string,
): Promise<Reply> {
  const [, seq = '', sha256 = '', offset = ''] = /^(0|[1-9]\d{0,14})\/([0-9a-f]{64})\/(0|[1-9]\d{0,14})$/.exec(place) ?? []
  const log = await readLog(options.sql, options.logId)
  if (seq === '' || Number(seq) >= log.checkpointSize) return notFound
  const [stored] = await readBodies(options.sql, options.logId, Number(seq), Number(seq) + 1)
  const opened = stored === undefined ? 'erased' : openBodyBytes(options.keystore, log.origin, stored)
  const body = typeof opened === 'string' ? undefined : parseBody(opened)
  const list = body?.ok === true ? recordItems(body.value.items).files : undefined
  const named = list === undefined ? undefined : parseAttachedFiles(list)
  if (named?.ok !== true || !named.value.some((file) => file.sha256 === sha256)) return notFound
  for (const agency of options.agencies) {
    const row = (await options.files.want({ agency, fromParty: options.partner }, [sha256])).get(sha256)
    const source = row === undefined || Number(offset) >= row.size ? undefined : options.files.read(row, Number(offset))
    if (source !== undefined) return { status: 200, contentType: 'application/octet-stream', body: await firstOf(source) }
  }
  return notFound
}

async function firstOf(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const piece of source) {
    if (size + piece.length > filePartBytes) break
    parts.push(piece)
    size += piece.length
  }
  return Buffer.concat(parts)
}

const notFound: Reply = { status: 404, contentType: 'text/plain; charset=utf-8', body: 'not_found\n' }
