import { Fault, utf8 } from '@enlace/core'
import { encodeAddCheckpoint, encodeAddEntries, encodeBodies, itemCountOf, packagesOf, parseAddBlob } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { erasedBody } from '../store/bodies.ts'
import type { FileStore } from '../store/files.ts'
import type { Keystore } from '../store/keystore.ts'
import { findBodyBeyond, freezeLog, readBodies, readEntries, readLog, type SignedTree } from '../store/logs.ts'
import { rememberTree } from '../store/remembered-tree.ts'
import { outgoingBytes } from '../store/sealed-entries.ts'
import { courierHeader, encodeFrame, type FrameKind } from './courier-frames.ts'
import type { Answer } from './link-client.ts'
import { createFileSender } from './send-files.ts'

/** Entries and bytes of one window: bodies, then the entries that they belong to. What the receiver must hold meanwhile is bounded by it. */
const maxWindowEntries = 2048
const maxWindowBytes = 24_000_000
const maxBodiesBytes = 4_000_000

export type ExportSource = {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly files: FileStore
  readonly logId: number
  readonly origin: string
  readonly sign: (logId: number) => Promise<SignedTree | undefined>
  /** Our newest receipt over the partner's log, as a whole note; undefined before there is one. */
  readonly receipt: () => Promise<string | undefined>
  readonly now: () => Date
  readonly onAlarm: (code: string) => void
}

/** Which entries an export holds: from what the partner receipted to what is signed now. */
export type Exported = { readonly start: number; readonly end: number }

/**
 * Writes one export as a stream of frames (docs/formats/courier.md): everything that the partner has not receipted yet, signed as it stands now, and
 * our receipt for what came from it. Memory is bounded by a window. Throws Fault `courier_nothing` and `log_frozen`.
 */
export async function writeExport(
  source: ExportSource,
  write: (bytes: Uint8Array) => Promise<void>,
  onProgress: (progress: { readonly done: number; readonly total: number }) => void,
): Promise<Exported> {
  const { sql, logId, origin } = source
  const log = await readLog(sql, logId)
  if (log.frozen !== null) throw new Fault('log_frozen')
  const receipt = await source.receipt()
  const start = log.receiptedSize
  const signed = log.size > start ? await source.sign(logId) : undefined
  if (log.size > start && signed === undefined) throw new Fault('log_frozen')
  const end = signed?.size ?? start
  if (end === start && receipt === undefined) throw new Fault('courier_nothing')
  const tree = rememberTree(sql, logId)
  const put = (kind: FrameKind, bytes: Uint8Array) => write(encodeFrame(kind, bytes))
  await write(courierHeader)
  if (signed !== undefined) {
    const proof = await tree.consistencyProof(start, end)
    await put('addCheckpoint', utf8(encodeAddCheckpoint({ oldSize: start, proof, checkpoint: signed.text })))
  }
  for (let from = start; from < end; ) {
    const last = Math.min(end, from + maxWindowEntries)
    const until = (await findBodyBeyond(sql, logId, from, last, maxWindowBytes)) ?? last
    await putBodies(source, put, from, until)
    const packages = await Promise.all(
      packagesOf(from, end)
        .filter((part, i) => i === 0 || part.start < until)
        .map(async (part) => ({
          entries: (await readEntries(sql, logId, part.start, part.end)).map((entry) => entry.leaf),
          proof: await tree.subtreeProof(part.subtreeStart, part.end, end),
        })),
    )
    await put('addEntries', encodeAddEntries({ origin, start: from, end, ticket: new Uint8Array(0), packages }))
    from = until
    onProgress({ done: from - start, total: end - start })
  }
  if (receipt !== undefined) await put('receipt', utf8(receipt))
  await put('end', new Uint8Array(0))
  return { start, end }
}

type Put = (kind: FrameKind, bytes: Uint8Array) => Promise<void>

/** The bodies of a window, then the files that they name. */
async function putBodies(source: ExportSource, put: Put, start: number, end: number): Promise<void> {
  const { sql, logId, origin } = source
  let batch: { seq: number; body: Uint8Array }[] = []
  let bytes = 0
  const withFiles: { seq: number; body: Uint8Array }[] = []
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await put('addBodies', encodeBodies(origin, batch))
    batch = []
    bytes = 0
  }
  for (const row of await readBodies(sql, logId, start, end)) {
    const opened = outgoingBytes(source.keystore, origin, row)
    if (opened === 'unreadable') {
      await freezeLog(sql, logId, 'damaged_body', JSON.stringify({ seq: row.seq }), source.now())
      source.onAlarm('damaged_body')
      throw new Fault('log_frozen')
    }
    const body = opened === 'erased' ? erasedBody : opened
    if (bytes + body.length > maxBodiesBytes) await flush()
    batch.push({ seq: row.seq, body })
    bytes += body.length
    if (itemCountOf(body) > 2) withFiles.push({ seq: row.seq, body })
  }
  await flush()
  for (const { seq, body } of withFiles) await fileSender(source, put).send(seq, body)
}

/** The sender of files, put before a receiver that has nothing yet and takes everything. */
function fileSender(source: ExportSource, put: Put) {
  return createFileSender({
    ...{ sql: source.sql, files: source.files, logId: source.logId, origin: source.origin },
    post: async (request) => {
      const part = parseAddBlob(request)
      if (!part.ok) throw new Error(`own part of a file does not read: ${part.reason}`)
      const { what, size, offset, bytes } = part.value
      const isQuestion = what === 'bytes' && bytes.length === 0
      if (!isQuestion) await put('addBlob', request)
      const next = offset + bytes.length
      return what === 'gone' || next >= size ? answer(200, '') : answer(202, `${next}\n`)
    },
    refused: () => new Fault('internal'),
    onDamage: () => source.onAlarm('damaged_file'),
  })
}

function answer(status: number, text: string): Answer {
  return { status, contentType: 'text/plain', retryAfterMs: null, body: utf8(text) }
}
