import { equalBytes, fromUtf8, toBase64 } from '@enlace/core'
import {
  appendLeafHashes,
  bundleEntries,
  type Checkpoint,
  cosignCheckpoint,
  decideAddCheckpoint,
  decodeFrontier,
  type EntryPackage,
  emptyFrontier,
  emptyRoot,
  encodeFrontier,
  encodeMirrorInfo,
  type Frontier,
  frontierRoot,
  hasRequired,
  type Leaf,
  leafHash,
  type NoteSigner,
  openCheckpoint,
  type PackageRange,
  packagesOf,
  parseAddCheckpoint,
  parseAddEntries,
  parseBodies,
  parseLeaf,
  type RequiredAlgorithms,
  rootOfHashes,
  unsealType,
  type VerifierKey,
  verifySubtreeConsistency,
} from '@enlace/proof/node'
import type { Sql, TransactionSql } from 'postgres'
import { type LockedLog, type LogWrite, lockForAppend, writeEntries, writeEntriesAtOnce } from '../store/append-entries.ts'
import { openBodyBytes, sealBodyBytes } from '../store/bodies.ts'
import type { FileStore } from '../store/files.ts'
import type { Keystore } from '../store/keystore.ts'
import { freezeLog, type Log, readBodies, readEntriesAndBodies, readLog, saveCheckpoint, savePending } from '../store/logs.ts'
import { extendFrontier, openRescan, rescanEntries } from '../store/read-back.ts'
import type { PassStep } from '../store/steps.ts'
import { leafHashes } from '../store/tree.ts'
import type { Reply } from './exchange-server.ts'
import { createFileReceiver } from './receive-files.ts'

/** The mirror of one partner's log to us: the four requests that fill it, and what its link page tells. */
export type Receiver = {
  addCheckpoint(body: Uint8Array): Promise<Reply>
  addBodies(body: Uint8Array): Promise<Reply>
  addBlob(body: Uint8Array): Promise<Reply>
  addEntries(body: Uint8Array): Promise<Reply>
  /** The partner's newest checkpoint that we accepted, as it signed it: what shows a sender that it once signed more than it still holds. */
  readCheckpoint(): Promise<Reply>
}

/** Most entries whose bodies wait in memory for their leaves, and most bytes of them: beyond, the partner is told to wait. */
const maxStagedEntries = 8192
const maxStagedBytes = 64_000_000
const maxRememberedNotes = 16
/** Reasons that concern what the partner sent; any other is this node's own trouble, which is not told. */
const toldReasons = new Set(['epoch_differs', 'epoch_ended', 'fork', 'inconsistent_checkpoint', 'malformed_leaf', 'root_differs'])

/**
 * Receives one partner's log (C2SP tlog-mirror at commit 5ba5ee8, with add-bodies beside it). Order of every receipt: leaf and body
 * are durable, are read back, hash to the signed root, the checkpoint is kept, and only then is the cosignature given.
 */
export function createReceiver(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly logId: number
  readonly origin: string
  /** Keys that may sign a new checkpoint; read for each, as the partner's statements change them. */
  readonly partnerKeys: readonly VerifierKey[]
  /** Those, and the keys that signed what is kept and are revoked since; the same where none is. */
  readonly everKeys?: readonly VerifierKey[]
  readonly receiptSigners: readonly NoteSigner[]
  /** Which algorithms the agreement requires from when; none without it. */
  readonly required?: () => RequiredAlgorithms | undefined
  /** The compartment a body is sealed for; it must not throw on a stranger's bytes. */
  readonly agencyOf: (body: Uint8Array) => string
  readonly now: () => Date
  readonly pass: PassStep
  readonly onReceived: (size: number) => void
  readonly onAlarm: (code: string) => void
  /** Lets what cannot wait go first, before each piece; absent where nothing is to wait. */
  readonly giveWay?: (() => Promise<void>) | undefined
  /** A later epoch: whether its first leaf names the end of the log before it, which then takes no more. */
  readonly begins?: (leaf: Leaf) => Promise<boolean>
  /** Where files of received records go, and whose they are; without it none are asked for. */
  readonly files?: { readonly store: FileStore; readonly partner: string }
}): Receiver {
  const { sql, logId, origin } = options
  const staged = new Map<number, Uint8Array>()
  const { store, partner = '' } = options.files ?? {}
  const files = createFileReceiver({ files: store, origin, partner, agencyOf: options.agencyOf })
  let stagedBytes = 0
  let last: Promise<unknown> = Promise.resolve()
  let kept: Log | undefined
  /** The last notes that opened, so that none is verified twice. */
  const opened = new Map<string, Checkpoint>()
  /** The tree of the entries that this process has read back from the store; nothing beyond it is ever receipted. */
  let readBackTree: Frontier = emptyFrontier
  const rescan = openRescan(sql, logId)
  /** The leaf hashes of the tile that grows, as they were read back: what the next package is proved together with. */
  let tail: { readonly start: number; readonly hashes: Uint8Array[] } = { start: 0, hashes: [] }

  /** One request of a log at a time: entries come in order, and a slow partner only delays itself. */
  function oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => {
      kept = undefined
    })
    return result
  }

  /** The log as it stands. Nobody else moves it; what is written carries the old state as a condition, so a wrong memory writes nothing. */
  async function current(): Promise<Log> {
    kept ??= await readLog(sql, logId)
    return kept
  }

  async function freeze(reason: string, evidence: unknown): Promise<void> {
    await freezeLog(sql, logId, reason, JSON.stringify(evidence), options.now())
    kept = undefined
    staged.clear()
    files.forget()
    stagedBytes = 0
    options.onAlarm(reason)
  }

  async function damaged(seq: number): Promise<never> {
    readBackTree = emptyFrontier
    tail = { start: 0, hashes: [] }
    await freeze('damaged_entry', { seq })
    throw new Error(`${origin} reads back differently at ${seq}`)
  }

  async function addCheckpoint(body: Uint8Array): Promise<Reply> {
    const request = parseAddCheckpoint(fromUtf8(body) ?? '')
    if (!request.ok) return text(400, request.reason)
    const log = await current()
    if (log.frozen !== null) return frozen(log.frozen)
    const known = log.pending === null ? { origin, size: 0, root: emptyRoot } : openKept(log.pending)
    const decision = decideAddCheckpoint(known, request.value, options.partnerKeys)
    const evidence = { ours: log.pending, theirs: request.value.checkpoint }
    // Between the empty tree or the same tree and another there is nothing to prove; a needless proof shows no second history.
    if (decision.status === 422 && known.size > 0 && grows(request.value.checkpoint, known.size)) {
      await freeze('inconsistent_checkpoint', { ...evidence, proof: request.value.proof.map((hash) => toBase64(hash)) })
    }
    if (decision.status === 409) {
      if (decision.fork !== null) await freeze('fork', evidence)
      return { status: 409, contentType: 'text/x.tlog.size', body: `${decision.size}\n` }
    }
    if (decision.status !== 200) return text(decision.status, decision.reason)
    // By our own clock: what a line says of its time is the signer's word.
    if (!hasRequired(decision.verified, options.required?.(), options.now().getTime() / 1000)) return text(403, 'algorithm_missing')
    const { checkpoint } = decision
    if (checkpoint.size > log.pendingSize) {
      if (!(await savePending(sql, logId, log.pendingSize, checkpoint.size, request.value.checkpoint))) {
        kept = undefined
        return { status: 409, contentType: 'text/x.tlog.size', body: `${(await current()).pendingSize}\n` }
      }
      kept = { ...log, pending: request.value.checkpoint, pendingSize: checkpoint.size }
      rememberOpened(request.value.checkpoint, checkpoint)
    }
    options.pass('receive.offered')
    return { status: 200 }
  }

  function openKept(note: string): Checkpoint {
    const known = opened.get(note)
    if (known !== undefined) return known
    const result = openCheckpoint(note, options.everKeys ?? options.partnerKeys)
    if (!result.ok) throw new Error(`kept checkpoint of ${origin} does not open: ${result.reason}`)
    return rememberOpened(note, result.value.checkpoint)
  }

  function rememberOpened(note: string, checkpoint: Checkpoint): Checkpoint {
    if (opened.size >= maxRememberedNotes) opened.clear()
    opened.set(note, checkpoint)
    return checkpoint
  }

  async function addBodies(body: Uint8Array): Promise<Reply> {
    const parsed = parseBodies(body)
    if (!parsed.ok) return text(400, parsed.reason)
    if (parsed.value.origin !== origin) return text(404, 'origin_unknown')
    const log = await current()
    if (log.frozen !== null) return frozen(log.frozen)
    // What is stored already needs no body, and what is far ahead would only stand in the way of what comes next.
    const wanted = parsed.value.bodies.filter((item) => item.seq >= log.size)
    const added = wanted.reduce((sum, item) => sum + item.body.length - (staged.get(item.seq)?.length ?? 0), 0)
    if ((wanted.at(-1)?.seq ?? 0) >= log.size + maxStagedEntries || stagedBytes + added > maxStagedBytes) {
      return { status: 429, headers: { 'retry-after': '1' } }
    }
    for (const item of wanted) {
      staged.set(item.seq, item.body)
      files.note(item.seq, item.body)
    }
    stagedBytes += added
    options.pass('receive.staged')
    return { status: 200 }
  }

  function unstage(before: number): void {
    files.forget(before)
    for (const [seq, body] of staged) {
      if (seq >= before) continue
      stagedBytes -= body.length
      staged.delete(seq)
    }
  }

  async function addEntries(body: Uint8Array): Promise<Reply> {
    const parsed = parseAddEntries(body)
    if (!parsed.ok) return text(400, parsed.reason)
    const request = parsed.value
    if (request.origin !== origin) return text(404, 'origin_unknown')
    const log = await current()
    if (log.frozen !== null) return frozen(log.frozen)
    unstage(log.size)
    if (log.pending === null || request.end !== log.pendingSize || request.start > log.size || request.start + 65_536 < log.size)
      return info(409, log)
    const pending = openKept(log.pending)
    let size = log.size
    const ranges = packagesOf(request.start, request.end)
    for (const [i, entryPackage] of request.packages.entries()) {
      await options.giveWay?.()
      const part = { ...entryPackage, ...(ranges[i] as PackageRange) }
      const outcome = await storePackage(pending, log.pending, size, part)
      if (typeof outcome === 'string') return text(422, outcome)
      size = outcome
      if (size < part.end) return info(202, { ...log, size })
    }
    if (request.packages.length === 0 && size < request.end) return text(400, 'no_package')
    if (size < request.end) return info(202, { ...log, size })
    return await giveReceipt(pending, log.pending)
  }

  /** Stores one entry package as far as its bodies are here; returns the new next entry, or the reason for a 422. */
  async function storePackage(
    pending: Checkpoint,
    note: string,
    size: number,
    part: EntryPackage & PackageRange,
  ): Promise<number | string> {
    const hashes = part.entries.map(leafHash)
    const before = part.start > part.subtreeStart ? await partHashes(part.subtreeStart, part.start) : []
    const subtreeHash = rootOfHashes([...before, ...hashes])
    const proven = verifySubtreeConsistency({
      start: part.subtreeStart,
      end: part.end,
      size: pending.size,
      subtreeHash,
      root: pending.root,
      proof: part.proof,
    })
    if (!proven) {
      // Half of the subtree may be ours: before the partner is told so, our own entries must be what they were.
      await catchUp(await current())
      const wrong = await rescanEntries(sql, logId, part.subtreeStart, part.start)
      return wrong === undefined ? 'proof_invalid' : await damaged(wrong)
    }
    if (part.end <= size) return size
    const fresh: { seq: number; leaf: Uint8Array; hash: Uint8Array; body: Uint8Array | undefined }[] = []
    for (let seq = size; seq < part.end; seq++) {
      const leaf = part.entries[seq - part.start] as Uint8Array
      const read = parseLeaf(leaf)
      if (!read.ok || read.value.seq !== seq) {
        const reason = read.ok ? 'seq_differs' : read.reason
        await freeze('malformed_leaf', {
          seq,
          reason,
          leaf: toBase64(leaf),
          proof: part.proof.map((hash) => toBase64(hash)),
          checkpoint: note,
        })
        return 'malformed_leaf'
      }
      if (seq === 0 && options.begins !== undefined && !(await options.begins(read.value))) {
        await freeze('epoch_differs', { leaf: toBase64(leaf), checkpoint: note })
        return 'epoch_differs'
      }
      const body = staged.get(seq)
      if (read.value.n > 0 && body === undefined) break
      if (body !== undefined && !(await files.isComplete(body))) break
      fresh.push({ seq, leaf, hash: hashes[seq - part.start] as Uint8Array, body })
    }
    if (fresh.length > 0) await storeDurably(size, fresh)
    return size + fresh.length
  }

  async function partHashes(start: number, end: number): Promise<Uint8Array[]> {
    if (tail.start === start && tail.hashes.length >= end - start) return tail.hashes.slice(0, end - start)
    return await leafHashes(sql, logId, start, end - start)
  }

  function keepTail(written: readonly Sealed[]): void {
    for (const { seq, hash } of written) {
      if (seq % bundleEntries === 0) tail = { start: seq, hashes: [] }
      if (tail.start + tail.hashes.length === seq) tail.hashes.push(hash)
    }
  }

  type Fresh = { readonly seq: number; readonly leaf: Uint8Array; readonly hash: Uint8Array; readonly body: Uint8Array | undefined }

  async function storeDurably(size: number, fresh: readonly Fresh[]): Promise<void> {
    const sealed = await sealAll(fresh)
    options.pass('receive.keyed')
    const { frontier } = (await writeKnown(size, sealed)) ?? (await writeLocked(size, sealed))
    kept = { ...(await current()), size: frontier.size, frontier: encodeFrontier(frontier) }
    options.pass('receive.durable')
    await readBack(sealed)
    options.pass('receive.read_back')
    unstage(size + fresh.length)
  }

  /** Writes behind the end that this process knows; undefined, and nothing is written, when that is not so simple. */
  async function writeKnown(size: number, sealed: readonly Sealed[]): Promise<LockedLog | undefined> {
    const log = await current()
    const frontier = decodeFrontier(log.size, log.frontier)
    if (log.size !== size || !frontier.ok) return undefined
    const write = writeBehind({ origin, size, frontier: frontier.value }, sealed)
    return (await writeEntriesAtOnce(sql, write)) ? write.built.end : undefined
  }

  async function writeLocked(size: number, sealed: readonly Sealed[]): Promise<LockedLog> {
    return await sql.begin(async (tx: TransactionSql) => {
      const log = await lockForAppend(tx, logId)
      if (log.size !== size) throw new Error(`${origin} was written by somebody else`)
      const write = writeBehind(log, sealed)
      await writeEntries(tx, [write])
      return write.built.end
    })
  }

  function writeBehind(from: LockedLog, entries: readonly Sealed[]): LogWrite {
    const frontier = appendLeafHashes(
      from.frontier,
      entries.map((entry) => entry.hash),
    )
    return { logId, from, built: { entries, end: { ...from, size: frontier.size, frontier } } }
  }

  type Sealed = {
    readonly seq: number
    readonly leaf: Uint8Array
    readonly hash: Uint8Array
    readonly slot?: number
    readonly sealed?: Uint8Array
  }

  async function sealAll(fresh: readonly Fresh[]): Promise<Sealed[]> {
    const withBody = fresh.filter((entry) => entry.body !== undefined)
    const slots = await keysOfSealed(withBody)
    for (const [agency, entries] of Map.groupBy(
      withBody.filter((entry) => !slots.has(entry.seq)),
      (entry) => options.agencyOf(entry.body as Uint8Array),
    )) {
      const allocated = await options.keystore.allocate(agency, entries.length)
      for (const [i, entry] of entries.entries()) slots.set(entry.seq, allocated[i] as { slot: number; key: Uint8Array })
    }
    return fresh.map(({ seq, leaf, hash, body }) => {
      const slot = slots.get(seq)
      if (slot === undefined || body === undefined) return { seq, leaf, hash }
      return { seq, leaf, hash, slot: slot.slot, sealed: sealBodyBytes(slot.key, origin, seq, body) }
    })
  }

  /** What hands over the key of a sealed entry lies under the key of that entry: who destroys one destroys both. */
  async function keysOfSealed(fresh: readonly Fresh[]): Promise<Map<number, { slot: number; key: Uint8Array }>> {
    const slots = new Map<number, { slot: number; key: Uint8Array }>()
    for (const { seq, leaf: bytes } of fresh) {
      const leaf = parseLeaf(bytes)
      if (!leaf.ok || leaf.value.t !== unsealType || leaf.value.re_seq === undefined) continue
      const [sealed] = await readBodies(sql, logId, leaf.value.re_seq, leaf.value.re_seq + 1)
      const found = sealed?.slot == null ? undefined : options.keystore.read(sealed.slot)
      if (found !== undefined && sealed?.slot != null) slots.set(seq, { slot: sealed.slot, key: found.key })
    }
    return slots
  }

  /** Reads what was just committed and compares every byte; a difference means that this store cannot be trusted to receipt. */
  async function readBack(written: readonly Sealed[]): Promise<void> {
    const start = (written[0] as Sealed).seq
    const end = start + written.length
    const { entries, bodies } = await readEntriesAndBodies(sql, logId, start, end)
    const bodyOf = new Map(bodies.map((body) => [body.seq, body]))
    const wrong = written.findIndex((entry, i) => {
      const kept = entries[i]
      const body = bodyOf.get(entry.seq)?.sealed ?? undefined
      if (kept?.seq !== entry.seq || !equalBytes(kept.leaf, entry.leaf) || !equalBytes(kept.hash, entry.hash)) return true
      return entry.sealed === undefined ? body !== undefined : body === undefined || !equalBytes(body, entry.sealed)
    })
    if (wrong >= 0) await damaged(start + wrong)
    keepTail(written)
    if (readBackTree.size !== start) return
    readBackTree = appendLeafHashes(
      readBackTree,
      written.map((entry) => entry.hash),
    )
  }

  /**
   * Brings `readBackTree` up to the end of the log: all of it after a start, and what an interrupted request committed without reading it back.
   * What no receipt covers yet must have its body too. Damage freezes the log and throws.
   */
  async function catchUp(log: Log): Promise<void> {
    if (readBackTree.size > log.size) readBackTree = emptyFrontier
    if (readBackTree.size < log.checkpointSize) {
      const tree = await extendFrontier(sql, logId, readBackTree, log.checkpointSize)
      if (typeof tree === 'number') return await damaged(tree)
      if (log.checkpoint !== null && !equalBytes(frontierRoot(tree), openKept(log.checkpoint).root)) await damaged(log.checkpointSize - 1)
      readBackTree = tree
    }
    for (let start = readBackTree.size; start < log.size; start = readBackTree.size) {
      const end = Math.min(log.size, start + 256)
      const tree = await extendFrontier(sql, logId, readBackTree, end)
      if (typeof tree === 'number') return await damaged(tree)
      await openBodies(start, end)
      readBackTree = tree
    }
  }

  async function openBodies(start: number, end: number): Promise<void> {
    const { entries, bodies } = await readEntriesAndBodies(sql, logId, start, end)
    const whole = new Set(
      bodies.filter((body) => typeof openBodyBytes(options.keystore, origin, body) !== 'string').map((body) => body.seq),
    )
    const wrong = entries.find((entry) => {
      const leaf = parseLeaf(entry.leaf)
      // The key of one that was taken back meanwhile is gone with it.
      return leaf.ok && leaf.value.n > 0 && leaf.value.t !== unsealType && !whole.has(entry.seq)
    })
    if (wrong !== undefined) await damaged(wrong.seq)
  }

  async function giveReceipt(pending: Checkpoint, note: string): Promise<Reply> {
    const log = await current()
    if (log.size < pending.size) return info(202, log)
    const wrong = await rescan(log.checkpointSize)
    if (wrong !== undefined) await damaged(wrong)
    await catchUp(log)
    // The root is of leaves as they were read back, so a receipt is never for bytes that only memory held.
    if (readBackTree.size !== pending.size || !equalBytes(frontierRoot(readBackTree), pending.root)) {
      await freeze('root_differs', { pending: note })
      return text(422, 'root_differs')
    }
    // A repeated request is answered again: the cosignature states a later time over the same, still durable, tree.
    const saved = saveCheckpoint(sql, logId, pending.size, note)
    // Made while the checkpoint is being kept, given only once it is.
    const lines = cosignCheckpoint(pending, options.receiptSigners, Math.floor(options.now().getTime() / 1000))
    if (!(await saved)) {
      kept = undefined
      return info(409, await current())
    }
    kept = { ...log, checkpoint: note, checkpointSize: pending.size }
    options.pass('receive.receipted')
    options.onReceived(pending.size)
    return { status: 200, contentType: 'text/plain; charset=utf-8', body: lines }
  }

  async function readCheckpoint(): Promise<Reply> {
    const { pending } = await current()
    return pending === null ? text(404, 'checkpoint_unknown') : { status: 200, contentType: 'text/plain; charset=utf-8', body: pending }
  }

  function info(status: 202 | 409, log: { readonly pendingSize: number; readonly size: number }): Reply {
    return {
      status,
      contentType: 'text/x.tlog.mirror-info',
      body: encodeMirrorInfo({ size: log.pendingSize, next: log.size, ticket: new Uint8Array(0) }),
    }
  }

  return {
    addCheckpoint: (body) => oneByOne(() => addCheckpoint(body)),
    addBodies,
    addBlob: async (body) => {
      const log = await readLog(sql, logId)
      return log.frozen === null ? await files.addBlob(body) : frozen(log.frozen)
    },
    addEntries: (body) => oneByOne(() => addEntries(body)),
    readCheckpoint,
  }
}

/** Whether a checkpoint, already verified, is of a larger tree. */
function grows(note: string, size: number): boolean {
  return Number(note.split('\n')[1]) > size
}

/** A frozen log takes nothing more; why is told only where the partner's own bytes are the reason. */
function frozen(reason: string): Reply {
  return text(423, toldReasons.has(reason) ? reason : 'log_frozen')
}

function text(status: number, reason: string): Reply {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${reason}\n` }
}
