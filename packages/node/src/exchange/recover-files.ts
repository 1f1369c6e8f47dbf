import { toHex } from '@enlace/core'
import { originHash, parseBody } from '@enlace/proof/node'
import { type AttachedFile, parseAttachedFiles } from '@enlace/records'
import type { Sql } from 'postgres'
import { openBodyBytes } from '../store/bodies.ts'
import { findFiles, listMissingFiles, type MissingFile } from '../store/file-rows.ts'
import type { FileStore } from '../store/files.ts'
import type { Keystore } from '../store/keystore.ts'
import { readBodies } from '../store/logs.ts'
import { recordItems } from '../store/record-items.ts'
import type { LinkClient } from './link-client.ts'
import { filePartBytes } from './read-files.ts'
import { LinkFault } from './send.ts'

/**
 * Brings back the files of own records that came back by an outbound log: the partner's receipt says that it holds them. One part of one file a step,
 * behind everything else, so that no entry waits for them; the hash in the body, which the leaf commits to, decides what is kept. What this store
 * erased, or the partner has no more, stays away.
 */
export function createFileRecovery(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly files: FileStore
  readonly logId: number
  readonly origin: string
  readonly ownParty: string
  readonly link: LinkClient
  readonly isHeld: () => boolean
  /** A file is whole again. */
  readonly onRecovered: () => void
}): { step(): Promise<boolean> } {
  const { sql, files, logId, origin } = options
  /** What the partner cannot give or gives altered; asked for again after a restart. */
  const gone = new Set<string>()
  const isOpen = (missing: MissingFile) => !gone.has(toHex(missing.digest))

  async function step(): Promise<boolean> {
    if (options.isHeld()) return false
    const missing = (await listMissingFiles(sql, logId)).find(isOpen)
    if (missing === undefined) return false
    const owner = { agency: missing.agency, fromParty: options.ownParty }
    const file = (await namedAt(missing.bodySeq)).find((one) => toHex(files.digest(owner, one.sha256)) === toHex(missing.digest))
    const part = file === undefined ? undefined : await fetchPart(missing, file, (await files.find(owner, file.sha256))?.received ?? 0)
    if (file === undefined || part === undefined) {
      gone.add(toHex(missing.digest))
      return true
    }
    const { sha256, type, sizeBytes: size } = file
    const added = await files.add({ ...owner, type, sha256, size, start: part.start, checkType: false, source: once(part.bytes) })
    if (!added.ok && added.reason === 'too_many_arriving') throw new LinkFault('partner_busy', { waitMs: 5000 })
    if (!added.ok) {
      gone.add(toHex(missing.digest))
      throw new LinkFault('recovery_refused', { reason: added.reason, seq: missing.bodySeq })
    }
    if (added.value.whole) await settle(missing)
    return true
  }

  /** The files that an own entry names. */
  async function namedAt(seq: number): Promise<readonly AttachedFile[]> {
    const [stored] = await readBodies(sql, logId, seq, seq + 1)
    const opened = stored === undefined ? 'erased' : openBodyBytes(options.keystore, origin, stored)
    const body = typeof opened === 'string' ? undefined : parseBody(opened)
    const list = body?.ok === true ? recordItems(body.value.items).files : undefined
    const named = list === undefined ? undefined : parseAttachedFiles(list)
    return named?.ok === true ? named.value : []
  }

  /** Bytes from `start` on; undefined when the partner has none. */
  async function fetchPart({ bodySeq }: MissingFile, { sha256 }: AttachedFile, start: number) {
    const path = `/x/v1/out/${originHash(origin)}/files/${bodySeq}/${sha256}/${start}`
    const answer = await options.link.request('GET', path, undefined, filePartBytes).catch((cause: unknown) => {
      throw new LinkFault('partner_unreachable', {}, cause)
    })
    if (answer.status === 404) return undefined
    if (answer.status === 429 || answer.status === 503) throw new LinkFault('partner_busy', { waitMs: answer.retryAfterMs ?? 1000 })
    if (answer.status !== 200) throw new LinkFault('recovery_incomplete', { request: 'files', status: answer.status })
    return answer.body.length === 0 ? undefined : { start, bytes: answer.body }
  }

  /** A record that was erased while its file came takes the file with it. */
  async function settle({ digest, versionSeq }: MissingFile): Promise<void> {
    const [version] = await sql<{ erased: boolean }[]>`select erased_at is not null as erased from version where seq = ${versionSeq}`
    if (version?.erased === true) await files.erase(await findFiles(sql, [digest]))
    else options.onRecovered()
  }

  return { step }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
