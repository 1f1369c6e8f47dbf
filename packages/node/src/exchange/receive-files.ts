import { toHex } from '@enlace/core'
import { itemCountOf, parseAddBlob, parseBody } from '@enlace/proof/node'
import { type AttachedFile, parseAttachedFiles } from '@enlace/records'
import type { FileStore } from '../store/files.ts'
import type { Reply } from './exchange-server.ts'

/** The files of a partner's entries: only those that a body here names are taken, each for the compartment that the body is for. */
export type FileReceiver = {
  /** Notes what a body that waits for its entry names. */
  note(seq: number, body: Uint8Array): void
  /** Forgets what was named by entries before this one, which are stored, or by all. */
  forget(before?: number): void
  /** Whether every file that a body names is here, or is gone at its author. */
  isComplete(body: Uint8Array): Promise<boolean>
  addBlob(body: Uint8Array): Promise<Reply>
}

type Named = { readonly agency: string; readonly files: readonly AttachedFile[] }

/** Opens it for one partner's log. Where no store of files is given, none are asked for. */
export function createFileReceiver(options: {
  readonly files: FileStore | undefined
  readonly origin: string
  readonly partner: string
  readonly agencyOf: (body: Uint8Array) => string
}): FileReceiver {
  const { origin, partner } = options
  const waiting = new Map<number, Named>()
  /** Hashes that the author said it can no longer give. Forgotten at a restart: then it says so again. */
  const gone = new Set<string>()

  function namedIn(body: Uint8Array): Named | undefined {
    // Nearly every body has two items, and is not read for this.
    if (options.files === undefined || itemCountOf(body) < 3) return undefined
    const parsed = parseBody(body)
    const list = parsed.ok ? parsed.value.items[2] : undefined
    const files = list === undefined ? undefined : parseAttachedFiles(list.bytes)
    return files?.ok === true ? { agency: options.agencyOf(body), files: files.value } : undefined
  }

  async function isHeld(store: FileStore, agency: string, sha256: string): Promise<boolean> {
    return gone.has(sha256) || (await store.find({ agency, fromParty: partner }, sha256))?.whole === true
  }

  async function addBlob(request: Uint8Array): Promise<Reply> {
    const parsed = parseAddBlob(request)
    if (!parsed.ok) return text(400, parsed.reason)
    const part = parsed.value
    const store = options.files
    if (part.origin !== origin || store === undefined) return text(404, 'origin_unknown')
    const sha256 = toHex(part.hash)
    const wanted = [...waiting.values()].flatMap(({ agency, files }) =>
      files.filter((file) => file.sha256 === sha256).map((file) => ({ agency, file })),
    )
    if (wanted.length === 0) return text(404, 'file_not_named')
    if (wanted.some(({ file }) => file.sizeBytes !== part.size)) return text(400, 'size_differs')
    if (part.what === 'gone') {
      gone.add(sha256)
      return { status: 200 }
    }
    const type = (wanted[0] as { file: AttachedFile }).file.type
    const agencies = [...new Set(wanted.map(({ agency }) => agency))]
    const first = agencies[0] as string
    const here = await store.find({ agency: first, fromParty: partner }, sha256)
    if (here?.whole !== true) {
      if (part.bytes.length === 0) return text(202, String(here?.received ?? 0))
      const added = await store.add({
        ...{ agency: first, fromParty: partner, type, sha256, size: part.size, start: part.offset, checkType: false },
        source: once(part.bytes),
      })
      if (!added.ok) return refusal(added.reason, added.detail?.received)
      if (!added.value.whole) return text(202, String(added.value.received))
    }
    for (const agency of agencies.slice(1)) await copy(store, first, agency, sha256, part.size, type)
    return { status: 200 }
  }

  /** Each compartment keeps a copy under a key of its own. */
  async function copy(store: FileStore, from: string, agency: string, sha256: string, size: number, type: string): Promise<void> {
    if (await isHeld(store, agency, sha256)) return
    const row = (await store.want({ agency: from, fromParty: partner }, [sha256])).get(sha256)
    const source = row === undefined ? undefined : store.read(row)
    if (source === undefined) throw new Error('a file that was whole a moment ago is not here')
    const added = await store.add({ agency, fromParty: partner, type, sha256, size, start: 0, checkType: false, source })
    if (!added.ok) throw new Error(`a copy of a file was refused: ${added.reason}`)
  }

  return {
    note: (seq, body) => {
      const named = namedIn(body)
      if (named !== undefined) waiting.set(seq, named)
    },
    forget: (before = Number.POSITIVE_INFINITY) => {
      if (waiting.size > 0) for (const seq of waiting.keys()) if (seq < before) waiting.delete(seq)
      if (waiting.size === 0) gone.clear()
    },
    isComplete: async (body) => {
      const named = namedIn(body)
      const store = options.files
      if (named === undefined || store === undefined) return true
      for (const { sha256 } of named.files) if (!(await isHeld(store, named.agency, sha256))) return false
      return true
    },
    addBlob,
  }
}

function refusal(reason: string, received: unknown): Reply {
  if (reason === 'file_offset_wrong') return text(202, String(received ?? 0))
  if (reason === 'too_many_arriving') return { status: 429, headers: { 'retry-after': '5' } }
  return text(reason === 'file_hash_differs' ? 422 : 400, reason)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function text(status: number, words: string): Reply {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${words}\n` }
}
