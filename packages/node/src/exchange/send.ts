import { equalBytes, fromUtf8, utf8 } from '@enlace/core'
import {
  type Checkpoint,
  encodeAddCheckpoint,
  encodeAddEntries,
  encodeBodies,
  hasRequired,
  itemCountOf,
  openCheckpoint,
  originHash,
  packagesOf,
  parseMirrorInfo,
  type RequiredAlgorithms,
  type VerifierKey,
  verifyCosignatures,
} from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { erasedBody } from '../store/bodies.ts'
import type { FileStore } from '../store/files.ts'
import type { Keystore } from '../store/keystore.ts'
import {
  findBodyBeyond,
  freezeLog,
  type Log,
  type LogTail,
  readBodies,
  readEntries,
  readLog,
  readTail,
  type SignedTree,
  type StoredBody,
  type StoredEntry,
  saveReceipt,
} from '../store/logs.ts'
import { rememberTree } from '../store/remembered-tree.ts'
import { outgoingBytes } from '../store/sealed-entries.ts'
import type { PassStep } from '../store/steps.ts'
import { subtreeHash } from '../store/tree.ts'
import type { Answer, LinkClient } from './link-client.ts'
import { createFileSender } from './send-files.ts'

/** Most entries between two receipts: what the partner must be ready to hold. */
const credit = 4096
const maxBytesPerReceipt = 32_000_000
/** Requests for entries in one window that bring the partner no further: beyond, it does not want to go on. */
const maxIdleRounds = 3
/** Bodies travel in requests of at most this many entries and bytes. */
const maxBodiesPerRequest = 256
const maxBodyBytesPerRequest = 8_000_000
/** So few entries are sent in one go: their bodies cannot exceed what the partner must be ready to hold. */
const maxQuickEntries = 24

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
  /** Entries whose bodies the partner has taken, as far as this link knows; its receipt may still be on its way. */
  sent(): number
  /** Something reaches the partner by another way: what it has is asked before anything is sent again. */
  forget(): void
  /**
   * The partner says how many entries of this log it holds durably. Fewer than it receipted: its store is older than it was, and the rest is sent
   * again. More than we have a receipt for: before anything is signed again, its checkpoint of ours tells whether our store is older than it was.
   */
  meet(theirs: number): Promise<void>
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
  /** Keys that sign the log, also those that signed it once; read anew for each checkpoint, as are the partner's. */
  readonly logKeys: readonly VerifierKey[]
  readonly receiptKeys: readonly VerifierKey[]
  /** Which algorithms the agreement requires from when; none without it. */
  readonly required?: () => RequiredAlgorithms | undefined
  readonly sign: (logId: number, size: number, log: Log, entries?: readonly StoredEntry[]) => Promise<SignedTree | undefined>
  /** Whether an administrator holds the link; asked before every request, so that a hold stops what is under way. */
  readonly isHeld: () => boolean
  readonly now: () => Date
  readonly pass: PassStep
  /** Lets what cannot wait go first, before each request; absent where nothing is to wait. */
  readonly giveWay?: (() => Promise<void>) | undefined
  readonly onReceipt: (size: number) => void
  readonly onAlarm: (code: string) => void
  /** Where the files of own records lie; without it none are sent. */
  readonly files?: FileStore
  /** A later epoch: whether the log before it was sent as far as this one says that it went. */
  readonly mayBegin?: () => Promise<boolean>
  /** How far a courier may have brought the log; without it nothing ever went by courier. */
  readonly carried?: () => Promise<number>
}): Sender {
  const { sql, logId, origin, link } = options
  const base = `/x/v1/out/${originHash(origin)}`
  const tree = rememberTree(sql, logId)
  const fileSender =
    options.files === undefined
      ? undefined
      : createFileSender({
          ...{ sql, logId, origin, files: options.files },
          post: (body) => request('POST', 'add-blob', body),
          refused: (answer) => refused('add-blob', answer),
          onDamage: () => options.onAlarm('damaged_file'),
        })
  /** What the partner last said it holds as pending checkpoint and as next entry; undefined until it says so. */
  let known: { pending: number; next: number } | undefined
  let sentSize = 0
  /** Whether its last answer was a receipt: then it most likely stands where that says. */
  let steady = false
  /** The log as it was last read whole. */
  let last: Log | undefined
  /** Whether it lost entries that it receipted: then it is sent to although a receipt covers all. */
  let lacks = false

  /** A later epoch begins behind the one before it, and once the partner said that its people accepted it. */
  let isBegun = options.mayBegin === undefined
  let isMet = false
  /** Whether the partner was shown that we signed two histories. */
  let isTold = false

  /** The log as it stands. Behind a receipt that this process got, a few entries and their bodies come by the same question. */
  async function look(): Promise<{ readonly log: Log; readonly tail?: LogTail }> {
    if (steady && last !== undefined && known !== undefined) {
      const tail = await readTail(sql, logId, known.next, maxQuickEntries)
      const { size, receiptedSize, checkpointSize, frozen } = tail.standing
      const isWhole = tail.entries.length === size - receiptedSize && (size === receiptedSize || checkpointSize < size)
      if (frozen === null && receiptedSize === known.next && isWhole) return { log: { ...last, ...tail.standing }, tail }
    }
    last = await readLog(sql, logId)
    return { log: last }
  }

  async function step(): Promise<boolean> {
    await options.giveWay?.()
    const { log, tail } = await look()
    if (log.frozen === 'own_log_forked' && !isTold) await tellFork(log)
    if (log.frozen !== null || log.held || (log.size === log.receiptedSize && !lacks)) return false
    if (!isBegun) isBegun = isMet && (await options.mayBegin?.()) === true
    if (!isBegun) return false
    // A receipt that came another way than this link.
    if (known !== undefined && known.next < log.receiptedSize) forget()
    const few = steady && log.size - log.receiptedSize <= maxQuickEntries
    steady = false
    const mayHave = known === undefined ? ((await options.carried?.()) ?? 0) : 0
    const asks = mayHave > log.receiptedSize
    // The partner may know a checkpoint as large as any that was carried.
    const first = few || asks || lacks ? log.size : await windowEnd(log.receiptedSize, log.size)
    const [signed, stored] = await Promise.all([
      options.sign(logId, first, log, tail?.entries),
      tail?.bodies ?? (few ? readBodies(sql, logId, log.receiptedSize, first) : undefined),
    ])
    if (signed === undefined) return false
    options.pass('send.signed')
    const checkpoint = signed.checkpoint ?? openOwn(signed.text)
    tree.note(signed.readBack ?? [])
    known ??= { pending: log.receiptedSize, next: log.receiptedSize }
    if (asks && (await askFirst(log, signed.text, checkpoint))) return log.size > checkpoint.size
    if (stored !== undefined && (await sendAtOnce(log, signed, checkpoint, stored))) return log.size > checkpoint.size
    // Both to their end, also when one fails: what is under way belongs to this step and to no later one.
    const sent = await Promise.allSettled([
      offerCheckpoint(log, signed.text, checkpoint),
      sendBodies(known.next, asks || lacks ? await windowEnd(known.next, checkpoint.size) : Math.min(first, checkpoint.size)),
    ])
    const [offered, bodies] = sent
    if (offered.status === 'rejected') throw offered.reason
    // Bodies that the partner has no room for may be ahead of what it lacks: asking for entries tells.
    if (bodies.status === 'rejected' && !isBusy(bodies.reason)) throw bodies.reason
    options.pass('send.offered')
    await sendEntries(signed.text, checkpoint)
    // What was appended meanwhile has poked the loop.
    return log.size > checkpoint.size
  }

  /**
   * A few entries to a partner that stands where its last receipt said: checkpoint, bodies and entries travel one behind the other, and its
   * answers come in one round trip. False when anything but a receipt came of it: then each is sent by itself and its answer is read.
   */
  async function sendAtOnce(log: Log, signed: SignedTree, checkpoint: Checkpoint, stored: readonly StoredBody[]): Promise<boolean> {
    const start = log.receiptedSize
    const end = checkpoint.size
    const leaves = signed.readBack ?? []
    const isWhole = leaves[0]?.seq === start && leaves.length === end - start
    if (known?.pending !== start || known.next !== start || end !== log.size || !isWhole) return false
    const bodies = stored.map((row) => ({ seq: row.seq, body: outgoingBytes(options.keystore, origin, row) }))
    if (bodies.some(({ body }) => body === 'unreadable')) return false
    const encoded = bodies.map(({ seq, body }) => ({ seq, body: typeof body === 'string' ? erasedBody : body }))
    // Files go ahead of the entries that name them.
    if (encoded.some(({ body }) => itemCountOf(body) > 2)) return false
    if (encoded.reduce((sum, { body }) => sum + body.length, 0) > maxBodyBytesPerRequest) return false
    const [offer, packages] = await Promise.all([encodeOffer(start, signed.text, checkpoint), readPackages(start, end, end, leaves)])
    if (options.isHeld()) throw new LinkFault('link_held')
    const entries = encodeAddEntries({ origin, start, end, ticket: new Uint8Array(0), packages })
    const requests = [
      { name: 'add-checkpoint', body: offer },
      ...(encoded.length === 0 ? [] : [{ name: 'add-bodies', body: encodeBodies(origin, encoded) }]),
      { name: 'add-entries', body: entries },
    ]
    const answers = await Promise.allSettled(link.requestInOrder(requests.map(({ name, body }) => ({ path: `${base}/${name}`, body }))))
    options.pass('send.offered')
    sentSize = Math.max(sentSize, end)
    const last = answers.at(-1)
    if (answers[0]?.status === 'fulfilled' && answers[0].value.status === 200) known = { pending: end, next: start }
    if (last?.status !== 'fulfilled' || last.value.status !== 200) return false
    await keepReceipt(signed.text, checkpoint, last.value.body)
    return true
  }

  /** Offers the checkpoint and asks what the partner has of it. True: all of it, and its receipt is kept. */
  async function askFirst(log: Log, text: string, checkpoint: Checkpoint): Promise<boolean> {
    await offerCheckpoint(log, text, checkpoint)
    const end = checkpoint.size
    const question = encodeAddEntries({ origin, start: end, end, ticket: new Uint8Array(0), packages: [] })
    const answer = await request('POST', 'add-entries', question)
    if (answer.status === 200) {
      await keepReceipt(text, checkpoint, answer.body)
      return true
    }
    const info = answer.status === 409 ? parseMirrorInfo(fromUtf8(answer.body) ?? '') : undefined
    if (info?.ok !== true || info.value.size !== end || info.value.next > end) throw refused('add-entries', answer)
    known = { pending: end, next: info.value.next }
    return false
  }

  function forget(): void {
    known = undefined
    steady = false
  }

  async function meet(theirs: number): Promise<void> {
    isMet = true
    const log = await readLog(sql, logId)
    if (log.frozen !== null || theirs === log.receiptedSize) return
    if (theirs > log.receiptedSize) return await checkOwnHistory(log)
    forget()
    known = { pending: theirs, next: theirs }
    lacks = true
  }

  async function encodeOffer(oldSize: number, text: string, checkpoint: Checkpoint): Promise<Uint8Array> {
    const proof = await tree.consistencyProof(oldSize, checkpoint.size)
    return utf8(encodeAddCheckpoint({ oldSize, proof, checkpoint: text }))
  }

  /** How far one window from `start` reaches: bounded in entries and in bytes, so that the partner can hold the bodies meanwhile. */
  async function windowEnd(start: number, end: number): Promise<number> {
    const last = Math.min(end, start + credit)
    return (await findBodyBeyond(sql, logId, start, last, maxBytesPerReceipt)) ?? last
  }

  function openOwn(text: string): Checkpoint {
    const opened = openCheckpoint(text, options.logKeys)
    if (!opened.ok) throw new Error(`own checkpoint of ${origin} does not open: ${opened.reason}`)
    return opened.value.checkpoint
  }

  async function offerCheckpoint(log: Log, text: string, checkpoint: Checkpoint): Promise<void> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const oldSize = Math.min(known?.pending ?? 0, checkpoint.size)
      const answer = await request('POST', 'add-checkpoint', await encodeOffer(oldSize, text, checkpoint))
      if (answer.status === 200) {
        known = { next: known?.next ?? 0, pending: checkpoint.size }
        return
      }
      const size = answer.status === 409 ? Number.parseInt(fromUtf8(answer.body) ?? '', 10) : Number.NaN
      if (answer.status === 422 || answer.status === 423 || size === oldSize || size > log.size) await checkOwnHistory(log)
      if (!Number.isSafeInteger(size) || size === oldSize) throw refused('add-checkpoint', answer)
      if (size > checkpoint.size) throw new LinkFault('partner_ahead', { theirs: size, ours: checkpoint.size })
      known = { next: known?.next ?? 0, pending: size }
    }
    throw new LinkFault('checkpoint_contended')
  }

  /**
   * The partner holds another history of this log than we offer. Its word alone stops nothing; but a checkpoint that we signed ourselves, beyond
   * our end or over other entries, shows that this store lost or changed entries, and that going on would show two histories to the world.
   */
  async function checkOwnHistory(log: Log): Promise<void> {
    const answer = await request('GET', 'checkpoint')
    const note = answer.status === 200 ? (fromUtf8(answer.body) ?? '') : ''
    const opened = openCheckpoint(note, options.logKeys)
    // Its keys are named for this log, so a note of another does not open.
    if (!opened.ok) return
    const { size, root } = opened.value.checkpoint
    // What was never signed can make room for what the partner holds of ours; two signatures over one size cannot.
    const { checkpoint: signed, checkpointSize } = await readLog(sql, logId)
    const reason = size > checkpointSize ? 'own_log_shorter' : 'own_log_forked'
    if (size === 0 || (size <= log.size && equalBytes(await subtreeHash(sql, logId, { start: 0, end: size }), root))) return
    const evidence = { ours: log.size, checkpoint: note, ...(reason === 'own_log_forked' ? { signed } : {}) }
    await freezeLog(sql, logId, reason, JSON.stringify(evidence), options.now())
    options.onAlarm(reason)
    throw new LinkFault(reason, { theirs: size, ours: log.size })
  }

  /**
   * We signed two histories: whoever relies on the log is shown the other checkpoint too, so that both sides hold the contradiction and stop. Its
   * answer is a refusal either way.
   */
  async function tellFork({ checkpoint: text, evidence }: Log): Promise<void> {
    const { checkpoint: theirs } = JSON.parse(evidence ?? '{}') as { readonly checkpoint?: string }
    const oldSize = Number(theirs?.split('\n')[1])
    if (text !== null && oldSize <= openOwn(text).size) {
      await request('POST', 'add-checkpoint', await encodeOffer(oldSize, text, openOwn(text)))
    }
    isTold = true
  }

  async function sendBodies(start: number, end: number): Promise<void> {
    for (let at = start; at < end; at += maxBodiesPerRequest) await sendBodiesOf(at, Math.min(end, at + maxBodiesPerRequest))
  }

  async function sendBodiesOf(start: number, end: number): Promise<void> {
    const stored = await readBodies(sql, logId, start, end)
    let batch: { seq: number; body: Uint8Array }[] = []
    const withFiles: { seq: number; body: Uint8Array }[] = []
    let bytes = 0
    for (const row of stored) {
      const body = outgoingBytes(options.keystore, origin, row)
      if (body === 'unreadable') {
        await freezeLog(sql, logId, 'damaged_body', JSON.stringify({ seq: row.seq }), options.now())
        options.onAlarm('damaged_body')
        throw new LinkFault('damaged_body', { seq: row.seq })
      }
      const encoded = body === 'erased' ? erasedBody : body
      if (batch.length > 0 && bytes + encoded.length > maxBodyBytesPerRequest) {
        await postBodies(batch)
        batch = []
        bytes = 0
      }
      batch.push({ seq: row.seq, body: encoded })
      if (itemCountOf(encoded) > 2) withFiles.push({ seq: row.seq, body: encoded })
      bytes += encoded.length
    }
    if (batch.length > 0) await postBodies(batch)
    for (const { seq, body } of withFiles) await fileSender?.send(seq, body)
  }

  async function postBodies(batch: readonly { seq: number; body: Uint8Array }[]): Promise<void> {
    const answer = await request('POST', 'add-bodies', encodeBodies(origin, batch))
    if (answer.status !== 200) throw refused('add-bodies', answer)
    sentSize = Math.max(sentSize, (batch.at(-1)?.seq ?? -1) + 1)
  }

  /**
   * Brings the entries over, window by window; the bodies of the first window are on their way. The checkpoint may reach further than a window,
   * for a proof may have been asked of all that waits.
   */
  async function sendEntries(text: string, checkpoint: Checkpoint): Promise<void> {
    const end = checkpoint.size
    let start = Math.min(known?.next ?? 0, end)
    let until = await windowEnd(start, end)
    for (let idle = 0; idle < maxIdleRounds; ) {
      const packages = await readPackages(start, end, until)
      const answer = await request('POST', 'add-entries', encodeAddEntries({ origin, start, end, ticket: new Uint8Array(0), packages }))
      if (answer.status === 200) return await keepReceipt(text, checkpoint, answer.body)
      if (answer.status !== 202 && answer.status !== 409) throw refused('add-entries', answer)
      const info = parseMirrorInfo(fromUtf8(answer.body) ?? '')
      if (!info.ok) throw new LinkFault('answer_malformed', { request: 'add-entries' })
      const { size, next } = info.value
      if (size !== end || next > end) throw new LinkFault('partner_moved', { theirs: Math.max(size, next), ours: end })
      known = { pending: size, next }
      idle = next > start ? 0 : idle + 1
      // Short of where its bodies reached, or before where we began: the partner lacks bodies that it may have had once.
      if (next < until || next < start) until = next
      start = next
      if (start >= until && start < end) {
        until = await windowEnd(start, end)
        await sendBodies(start, until)
      }
    }
    throw new LinkFault('no_progress')
  }

  /** Entry packages from `start` as far as bodies were sent, whole packages only, at most as many as one request takes. */
  async function readPackages(start: number, end: number, until: number, read?: readonly StoredEntry[]) {
    const parts = packagesOf(start, end).filter((part, i) => i === 0 || part.start < until)
    const entriesOf = async (part: { readonly start: number; readonly end: number }) =>
      read?.slice(part.start - start, part.end - start) ?? (await readEntries(sql, logId, part.start, part.end))
    return await Promise.all(
      parts.map(async (part) => ({
        entries: (await entriesOf(part)).map((entry) => entry.leaf),
        proof: await tree.subtreeProof(part.subtreeStart, part.end, end),
      })),
    )
  }

  async function keepReceipt(text: string, checkpoint: Checkpoint, body: Uint8Array): Promise<void> {
    options.pass('send.entered')
    const lines = fromUtf8(body) ?? ''
    const verified = verifyCosignatures(checkpoint, lines, options.receiptKeys)
    if (!verified.ok) throw new LinkFault('receipt_invalid', { reason: verified.reason })
    if (!hasRequired(verified.value, options.required?.(), options.now().getTime() / 1000)) {
      throw new LinkFault('receipt_invalid', { reason: 'algorithm_missing' })
    }
    await saveReceipt(sql, logId, checkpoint.size, lines, text, options.now())
    options.pass('send.receipted')
    known = { pending: checkpoint.size, next: checkpoint.size }
    steady = true
    lacks = false
    options.onReceipt(checkpoint.size)
  }

  async function request(method: 'GET' | 'POST', name: string, body?: Uint8Array): Promise<Answer> {
    await options.giveWay?.()
    if (options.isHeld()) throw new LinkFault('link_held')
    try {
      return await link.request(method, `${base}/${name}`, body)
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
        // What was under way may be lost with the link: until it is back nothing counts as sent.
        known = undefined
        sentSize = 0
        throw cause
      }
    },
    sent: () => sentSize,
    forget,
    meet,
  }
}

function isBusy(cause: unknown): boolean {
  return cause instanceof LinkFault && cause.code === 'partner_busy'
}
