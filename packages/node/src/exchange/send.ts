import { fromUtf8, utf8 } from '@enlace/core'
import {
  type Checkpoint,
  encodeAddCheckpoint,
  encodeAddEntries,
  encodeBodies,
  openCheckpoint,
  originHash,
  packagesOf,
  parseMirrorInfo,
  type VerifierKey,
  verifyCosignatures,
} from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { openBodyBytes } from '../store/bodies.ts'
import type { Keystore } from '../store/keystore.ts'
import { freezeLog, type Log, readBodies, readBodySizes, readEntries, readLog, saveReceipt } from '../store/logs.ts'
import type { PassStep } from '../store/steps.ts'
import { consistencyProof, subtreeProof } from '../store/tree.ts'
import type { Answer, LinkClient } from './link-client.ts'

/** Most entries between two receipts: what the partner must be ready to hold. */
const credit = 4096
const maxBytesPerReceipt = 32_000_000
/** Bodies travel in requests of at most this many entries and bytes. */
const maxBodiesPerRequest = 256
const maxBodyBytesPerRequest = 8_000_000

/** A partner that cannot or will not take entries now; `waitMs` is what it asked for. */
export class LinkFault extends Error {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
  constructor(code: string, values: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(code, { cause })
    this.name = 'LinkFault'
    this.code = code
    this.values = values
  }
}

export type Sender = {
  /** Sends what waits until the next receipt; true while more waits. Throws LinkFault when the partner cannot be served now. */
  step(): Promise<boolean>
}

/**
 * Sends one outbound log to its partner: checkpoint and bodies side by side, then entries, then the receipt is verified and kept.
 * The log is the queue, so nothing is lost when any step fails: the next step starts from what the partner says it has.
 */
export function createSender(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly logId: number
  readonly origin: string
  readonly link: LinkClient
  readonly logKeys: readonly VerifierKey[]
  readonly receiptKeys: readonly VerifierKey[]
  readonly sign: (logId: number, size: number) => Promise<{ readonly text: string; readonly size: number } | undefined>
  readonly now: () => Date
  readonly pass: PassStep
  readonly onReceipt: (size: number) => void
  readonly onAlarm: (code: string) => void
}): Sender {
  const { sql, logId, origin, link } = options
  const base = `/x/v1/out/${originHash(origin)}`
  /** What the partner last said it holds as pending checkpoint and as next entry; undefined until it says so. */
  let known: { pending: number; next: number } | undefined

  async function step(): Promise<boolean> {
    const log = await readLog(sql, logId)
    if (log.frozen !== null || log.held || log.size === log.receiptedSize) return false
    const signed = await options.sign(logId, await nextTarget(log))
    if (signed === undefined) return false
    options.pass('send.signed')
    const checkpoint = openOwn(signed.text)
    known ??= { pending: log.receiptedSize, next: log.receiptedSize }
    await Promise.all([offerCheckpoint(log, signed.text, checkpoint), sendBodies(log, checkpoint)])
    options.pass('send.offered')
    await sendEntries(log, signed.text, checkpoint)
    return (await readLog(sql, logId)).size > checkpoint.size
  }

  /** How far the next receipt is to reach: bounded in entries and in bytes, so that the partner can hold the bodies meanwhile. */
  async function nextTarget(log: Log): Promise<number> {
    const sizes = await readBodySizes(sql, logId, log.receiptedSize, Math.min(log.size, log.receiptedSize + credit))
    let bytes = 0
    for (const body of sizes) {
      bytes += body.bytes
      if (bytes > maxBytesPerReceipt && body.seq > log.receiptedSize) return body.seq
    }
    return Math.min(log.size, log.receiptedSize + credit)
  }

  function openOwn(text: string): Checkpoint {
    const opened = openCheckpoint(text, options.logKeys)
    if (!opened.ok) throw new Error(`own checkpoint of ${origin} does not open: ${opened.reason}`)
    return opened.value.checkpoint
  }

  async function offerCheckpoint(log: Log, text: string, checkpoint: Checkpoint): Promise<void> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const oldSize = Math.min(known?.pending ?? 0, checkpoint.size)
      const proof = await consistencyProof(sql, logId, oldSize, checkpoint.size)
      const answer = await ask('add-checkpoint', utf8(encodeAddCheckpoint({ oldSize, proof, checkpoint: text })))
      if (answer.status === 200) {
        known = { next: known?.next ?? 0, pending: checkpoint.size }
        return
      }
      const size = answer.status === 409 ? Number.parseInt(fromUtf8(answer.body) ?? '', 10) : Number.NaN
      if (!Number.isSafeInteger(size)) throw refused('add-checkpoint', answer)
      if (size > checkpoint.size) {
        // The partner holds a checkpoint of ours beyond what we are sending. Beyond what we ever signed means that this store lost entries.
        if (size > log.size) await stopForRollback(size, log.size)
        throw new LinkFault('partner_ahead', { theirs: size, ours: checkpoint.size })
      }
      if (size === oldSize) throw refused('add-checkpoint', answer)
      known = { next: known?.next ?? 0, pending: size }
    }
    throw new LinkFault('checkpoint_contended')
  }

  async function stopForRollback(theirs: number, ours: number): Promise<never> {
    await freezeLog(sql, logId, 'own_log_shorter', JSON.stringify({ theirs, ours }), options.now())
    options.onAlarm('own_log_shorter')
    throw new LinkFault('own_log_shorter', { theirs, ours })
  }

  async function sendBodies(log: Log, checkpoint: Checkpoint): Promise<void> {
    for (let start = Math.max(known?.next ?? 0, 0); start < checkpoint.size; start += maxBodiesPerRequest) {
      const end = Math.min(checkpoint.size, start + maxBodiesPerRequest)
      await sendBodiesOf(log, start, end)
    }
  }

  async function sendBodiesOf(log: Log, start: number, end: number): Promise<void> {
    const stored = await readBodies(sql, logId, start, end)
    let batch: { seq: number; body: Uint8Array }[] = []
    let bytes = 0
    for (const row of stored) {
      const body = openBodyBytes(options.keystore, log.origin, row)
      if (body === 'unreadable') {
        await freezeLog(sql, logId, 'damaged_body', JSON.stringify({ seq: row.seq }), options.now())
        options.onAlarm('damaged_body')
        throw new LinkFault('damaged_body', { seq: row.seq })
      }
      const encoded = body === 'erased' ? new Uint8Array(0) : body
      if (batch.length > 0 && bytes + encoded.length > maxBodyBytesPerRequest) {
        await postBodies(batch)
        batch = []
        bytes = 0
      }
      batch.push({ seq: row.seq, body: encoded })
      bytes += encoded.length
    }
    if (batch.length > 0) await postBodies(batch)
  }

  async function postBodies(batch: readonly { seq: number; body: Uint8Array }[]): Promise<void> {
    const answer = await ask('add-bodies', encodeBodies(origin, batch))
    if (answer.status !== 200) throw refused('add-bodies', answer)
  }

  async function sendEntries(log: Log, text: string, checkpoint: Checkpoint): Promise<void> {
    const end = checkpoint.size
    let start = Math.min(known?.next ?? 0, end)
    // Each round either moves the partner's next entry on or fails, so the rounds are bounded by the packages.
    for (let round = 0; round < 64; round++) {
      const answer = await ask(
        'add-entries',
        encodeAddEntries({ origin, start, end, ticket: new Uint8Array(0), packages: await readPackages(start, end) }),
      )
      if (answer.status === 200) return await keepReceipt(text, checkpoint, answer.body)
      if (answer.status !== 202 && answer.status !== 409) throw refused('add-entries', answer)
      const info = parseMirrorInfo(fromUtf8(answer.body) ?? '')
      if (!info.ok) throw new LinkFault('answer_malformed', { request: 'add-entries' })
      known = { pending: info.value.size, next: info.value.next }
      if (info.value.size !== end) throw new LinkFault('partner_moved', { theirs: info.value.size, ours: end })
      if (info.value.next <= start && answer.status === 202)
        await sendBodiesOf(log, info.value.next, Math.min(end, info.value.next + maxBodiesPerRequest))
      start = info.value.next
    }
    throw new LinkFault('no_progress')
  }

  async function readPackages(start: number, end: number) {
    const parts = packagesOf(start, end).slice(0, 32)
    return await Promise.all(
      parts.map(async (part) => ({
        entries: (await readEntries(sql, logId, part.start, part.end)).map((entry) => entry.leaf),
        proof: await subtreeProof(sql, logId, part.subtreeStart, part.end, end),
      })),
    )
  }

  async function keepReceipt(text: string, checkpoint: Checkpoint, body: Uint8Array): Promise<void> {
    options.pass('send.entered')
    const lines = fromUtf8(body) ?? ''
    const verified = verifyCosignatures(checkpoint, lines, options.receiptKeys)
    if (!verified.ok) throw new LinkFault('receipt_invalid', { reason: verified.reason })
    await saveReceipt(sql, logId, checkpoint.size, lines, text, options.now())
    options.pass('send.receipted')
    known = { pending: checkpoint.size, next: checkpoint.size }
    options.onReceipt(checkpoint.size)
  }

  async function ask(request: string, body: Uint8Array): Promise<Answer> {
    try {
      return await link.request('POST', `${base}/${request}`, body)
    } catch (cause) {
      throw new LinkFault('partner_unreachable', {}, cause)
    }
  }

  function refused(request: string, answer: Answer): LinkFault {
    known = undefined
    if (answer.status === 429 || answer.status === 503) return new LinkFault('partner_busy', { waitMs: answer.retryAfterMs ?? 1000 })
    const reason = (fromUtf8(answer.body) ?? '').trim().slice(0, 64)
    return new LinkFault(answer.status === 423 ? 'partner_froze' : 'partner_refused', { request, status: answer.status, reason })
  }

  return {
    step: async () => {
      try {
        return await step()
      } catch (cause) {
        known = undefined
        throw cause
      }
    },
  }
}
