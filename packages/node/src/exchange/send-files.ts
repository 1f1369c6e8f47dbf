import { fromHex, fromUtf8, toHex } from '@enlace/core'
import { encodeAddBlob, parseBody } from '@enlace/proof/node'
import { type AttachedFile, parseAttachedFiles } from '@enlace/records'
import type { Sql } from 'postgres'
import { type FileRow, listFilesAt } from '../store/file-rows.ts'
import type { FileStore } from '../store/files.ts'
import type { Answer } from './link-client.ts'

/** Bytes of one request: whole pieces of the receiver's store, so that none of them is thrown away. */
const maxPartBytes = 4 * 1_048_576

/**
 * Brings the files that an outbound entry names to the partner, before the entry itself: asks how far it is, and goes on there. What this node can no
 * longer give is declared gone, so that it does not hold up the log. A partner whose release knows no files is left without them.
 */
export function createFileSender(options: {
  readonly sql: Sql
  readonly files: FileStore
  readonly logId: number
  readonly origin: string
  readonly post: (body: Uint8Array) => Promise<Answer>
  readonly refused: (answer: Answer) => Error
  /** A file whose sealed bytes do not open: a person must know. */
  readonly onDamage: (seq: number) => void
}): { send(seq: number, body: Uint8Array): Promise<void> } {
  const { sql, files, logId, origin } = options

  async function sendOne(seq: number, file: AttachedFile, row: FileRow | undefined): Promise<void> {
    const part = { origin, hash: fromHex(file.sha256) as Uint8Array, size: file.sizeBytes }
    const gone = async () => {
      const answer = await options.post(encodeAddBlob({ ...part, what: 'gone', offset: 0, bytes: new Uint8Array(0) }))
      if (answer.status !== 200 && answer.status !== 404) throw options.refused(answer)
    }
    let answer = await options.post(encodeAddBlob({ ...part, what: 'bytes', offset: 0, bytes: new Uint8Array(0) }))
    // Entries tell where bodies are missing again; an older node knows nothing at this address.
    if (answer.status === 404) return
    while (answer.status === 202) {
      const offset = nextOf(answer)
      if (offset === undefined || offset >= file.sizeBytes) throw options.refused(answer)
      const bytes = row === undefined ? undefined : await readPart(seq, row, offset)
      if (bytes === undefined) return await gone()
      const after = await options.post(encodeAddBlob({ ...part, what: 'bytes', offset, bytes }))
      if (after.status === 202 && (nextOf(after) ?? 0) <= offset) throw options.refused(after)
      answer = after
    }
    if (answer.status !== 200) throw options.refused(answer)
  }

  async function readPart(seq: number, row: FileRow, offset: number): Promise<Uint8Array | undefined> {
    const parts: Uint8Array[] = []
    let size = 0
    try {
      for await (const piece of files.read(row, offset) ?? []) {
        parts.push(piece)
        size += piece.length
        if (size >= maxPartBytes) break
      }
    } catch {
      options.onDamage(seq)
      return undefined
    }
    return size === 0 ? undefined : Buffer.concat(parts)
  }

  return {
    send: async (seq, bytes) => {
      const body = parseBody(bytes)
      const list = body.ok ? body.value.items[2] : undefined
      const named = list === undefined ? undefined : parseAttachedFiles(list.bytes)
      if (named?.ok !== true) return
      const rows = await listFilesAt(sql, logId, seq)
      for (const file of named.value) {
        await sendOne(
          seq,
          file,
          rows.find((row) => toHex(files.digest(row, file.sha256)) === toHex(row.digest)),
        )
      }
    },
  }
}

function nextOf(answer: Answer): number | undefined {
  const text = (fromUtf8(answer.body) ?? '').trim()
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
