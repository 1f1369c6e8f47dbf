import { equalBytes, fromUtf8 } from '@enlace/core'
import {
  type Checkpoint,
  leafHash,
  openCheckpoint,
  parseAddBlob,
  parseAddCheckpoint,
  parseAddEntries,
  parseBodies,
  parseLeaf,
  type VerifierKey,
} from '@enlace/proof/node'
import { type Frame, readFrames } from './courier-frames.ts'

/** What an export holds, read whole before anything of it counts. */
export type Examined = {
  /** The entries' part: absent in an export that only brings a receipt. */
  readonly entries:
    | {
        readonly start: number
        readonly checkpoint: Checkpoint
        readonly note: string
        readonly hashes: readonly Uint8Array[]
        /** The sender's own add-checkpoint request, with its proof from `start`. */
        readonly request: Uint8Array
      }
    | undefined
  /** Our partner's receipt over our own log, unread. */
  readonly receipt: string | undefined
}

/**
 * Reads a whole stream and checks everything that needs no store: frames, requests, leaves, signatures, that entries follow each other to the
 * checkpoint's size and that no body is missing. Undefined when anything does not hold. Keeps 32 bytes for each entry and nothing else.
 */
export async function examineExport(
  source: AsyncIterable<Uint8Array>,
  origin: string,
  logKeys: readonly VerifierKey[],
): Promise<Examined | undefined> {
  let offer: Omit<NonNullable<Examined['entries']>, 'hashes'> | undefined
  let receipt: string | undefined
  const hashes: Uint8Array[] = []
  const bodies = new Set<number>()
  /** Up to where the entries are covered by bodies, and where each request of entries may begin. */
  let reached = 0
  let sound = true

  function takeCheckpoint(bytes: Uint8Array): boolean {
    const request = parseAddCheckpoint(fromUtf8(bytes) ?? '')
    if (!request.ok || offer !== undefined) return false
    const opened = openCheckpoint(request.value.checkpoint, logKeys)
    if (!opened.ok || opened.value.checkpoint.origin !== origin || request.value.oldSize >= opened.value.checkpoint.size) return false
    offer = { start: request.value.oldSize, checkpoint: opened.value.checkpoint, note: request.value.checkpoint, request: bytes }
    reached = offer.start
    return true
  }

  function takeBodies(bytes: Uint8Array): boolean {
    const request = parseBodies(bytes)
    if (!request.ok || offer === undefined || request.value.origin !== origin) return false
    for (const { seq } of request.value.bodies) {
      if (seq < offer.start || seq >= offer.checkpoint.size) return false
      bodies.add(seq)
    }
    return true
  }

  function takeEntries(bytes: Uint8Array): boolean {
    const request = parseAddEntries(bytes)
    if (!request.ok || offer === undefined || request.value.origin !== origin) return false
    const { start, end, packages } = request.value
    if (end !== offer.checkpoint.size || start !== reached || packages.length === 0) return false
    let seq = start
    for (const leaf of packages.flatMap((part) => part.entries)) {
      const hash = leafHash(leaf)
      const known = hashes[seq - offer.start]
      if (known !== undefined && !equalBytes(known, hash)) return false
      hashes[seq - offer.start] = hash
      const read = parseLeaf(leaf)
      if (!read.ok || read.value.seq !== seq) return false
      // Entries beyond the bodies are sent again in the next window.
      if (reached === seq && (read.value.n === 0 || bodies.has(seq))) reached = seq + 1
      seq++
    }
    return reached > start
  }

  function take({ kind, bytes }: Frame): boolean {
    switch (kind) {
      case 'addCheckpoint':
        return takeCheckpoint(bytes)
      case 'addBodies':
        return takeBodies(bytes)
      case 'addBlob':
        return parseAddBlob(bytes).ok
      case 'addEntries':
        return takeEntries(bytes)
      case 'receipt': {
        const isFirst = receipt === undefined
        receipt = fromUtf8(bytes)
        return isFirst && receipt !== undefined
      }
      case 'end':
        return true
    }
  }

  const read = await readFrames(source, (frame) => {
    sound &&= take(frame)
  })
  if (!read.ok || !sound) return undefined
  if (offer === undefined) return receipt === undefined ? undefined : { entries: undefined, receipt }
  return reached === offer.checkpoint.size ? { entries: { ...offer, hashes }, receipt } : undefined
}
