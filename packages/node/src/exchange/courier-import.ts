import { equalBytes, Fault, fromUtf8, utf8 } from '@enlace/core'
import { encodeAddBlob, encodeAddCheckpoint, parseAddBlob, parseAddEntries, parseMirrorInfo, type VerifierKey } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { freezeLog, readEntries, readLog } from '../store/logs.ts'
import { rescanEntries } from '../store/read-back.ts'
import { type Examined, examineExport } from './courier-examine.ts'
import { readFrames } from './courier-frames.ts'
import { joinTree } from './courier-tree.ts'
import { readVolumes, SealedOtherwise } from './courier-volumes.ts'
import type { Reply } from './exchange-server.ts'
import type { Receiver } from './receive.ts'

export type ImportTarget = {
  readonly sql: Sql
  readonly logId: number
  readonly origin: string
  readonly partnerKeys: readonly VerifierKey[]
  readonly receiver: Receiver
  /** The age identity that opens what partners send. */
  readonly identity: string
  readonly now: () => Date
}

/** What an export brought: entries [start, end), of which `stored` were not here yet, and the partner's receipt for ours, unread. */
export type Imported = {
  readonly start: number
  readonly end: number
  readonly stored: number
  /** All entries of it were here and receipted before. */
  readonly isKnown: boolean
  readonly receipt: string | undefined
}

type Entries = NonNullable<Examined['entries']>

/**
 * Takes the volumes of one export, whose hashes were checked: reads all of it first, then puts its requests to the receiver of the online protocol,
 * so that storing, comparing and receipting are the same. Throws a Fault `courier_…`; before the first entry is stored nothing has changed.
 */
export async function importExport(
  target: ImportTarget,
  volumes: readonly string[],
  onProgress: (progress: { readonly done: number; readonly total: number }) => void,
): Promise<Imported> {
  const { sql, logId } = target
  const examined = await opened(() => examineExport(readVolumes(volumes, target.identity), target.origin, target.partnerKeys))
  if (examined === undefined) throw new Fault('courier_contents_invalid')
  const { entries, receipt } = examined
  if (entries === undefined) return { start: 0, end: 0, stored: 0, isKnown: true, receipt }
  const log = await readLog(sql, logId)
  const end = entries.checkpoint.size
  if (log.frozen !== null) throw new Fault('log_frozen')
  if (entries.start > log.size) throw new Fault('courier_gap', { have: log.size, start: entries.start })
  const tree = joinTree(sql, logId, entries.start, entries.hashes)
  const differs = await findDifference(target, entries, Math.min(end, log.size))
  const isSameTree = differs === undefined && equalBytes(await tree.root(end), entries.checkpoint.root)
  if (!isSameTree && differs === undefined) {
    // Nothing here contradicts these entries by itself: the sender's own proof decides whether it shows a second history, and is kept if so.
    const reply = log.pendingSize === entries.start ? await target.receiver.addCheckpoint(entries.request) : undefined
    throw new Fault(reply?.status === 422 || reply?.status === 423 ? 'courier_forked' : 'courier_contents_invalid', { size: entries.start })
  }
  // What is here already, receipt included, is not taken twice; entries whose receipt was interrupted are.
  if (differs === undefined && log.checkpointSize >= end) return { start: entries.start, end, stored: 0, isKnown: true, receipt }
  if (differs === undefined && log.pendingSize > end) throw new Fault('courier_overtaken', { size: log.pendingSize })
  if (differs !== undefined && log.pendingSize > end) {
    // Nothing that the online protocol asks would meet this: the export is older than the newest head, and of another history.
    const evidence = JSON.stringify({ ours: log.checkpoint ?? log.pending, theirs: entries.note, seq: differs })
    await freezeLog(sql, logId, 'fork', evidence, target.now())
    throw new Fault('courier_forked', { size: differs })
  }
  const offered = await offer(target, entries, log.pendingSize, await tree.consistencyProof(Math.min(log.pendingSize, end), end))
  if (differs !== undefined || offered.status === 422 || offered.status === 423) throw new Fault('courier_forked', { size: differs ?? end })
  if (offered.status !== 200) throw new Fault(offered.status === 409 ? 'courier_overtaken' : 'courier_contents_invalid', { size: end })
  await opened(() => play(target, entries, volumes, log.size, onProgress))
  return { start: entries.start, end, stored: end - log.size, isKnown: false, receipt }
}

/** The first stored entry that is another in the export. Only said once our own entry proves to be what was stored. */
async function findDifference({ sql, logId }: ImportTarget, { start, hashes }: Entries, end: number): Promise<number | undefined> {
  for (let from = start; from < end; from += 1024) {
    const stored = await readEntries(sql, logId, from, Math.min(end, from + 1024))
    const other = stored.find((entry) => !equalBytes(entry.hash, hashes[entry.seq - start] ?? new Uint8Array(0)))
    if (other === undefined) continue
    if ((await rescanEntries(sql, logId, other.seq, other.seq + 1)) !== undefined) throw new Fault('log_frozen')
    return other.seq
  }
  return undefined
}

async function offer({ receiver }: ImportTarget, entries: Entries, oldSize: number, proof: readonly Uint8Array[]): Promise<Reply> {
  return await receiver.addCheckpoint(utf8(encodeAddCheckpoint({ oldSize, proof, checkpoint: entries.note })))
}

/** Puts bodies, files and entries to the receiver in the order they lie in. */
async function play(
  target: ImportTarget,
  entries: Entries,
  volumes: readonly string[],
  have: number,
  onProgress: (progress: { readonly done: number; readonly total: number }) => void,
): Promise<void> {
  const { receiver } = target
  const end = entries.checkpoint.size
  let receipted = false
  const read = await readFrames(readVolumes(volumes, target.identity), async ({ kind, bytes }) => {
    if (kind === 'addBodies') expect(await receiver.addBodies(bytes))
    if (kind === 'addBlob') await addBlob(receiver, bytes)
    if (kind !== 'addEntries' || isBehind(bytes, have, end)) return
    const reply = await receiver.addEntries(bytes)
    if (reply.status === 409) throw new Fault('courier_overtaken', { size: end })
    expect(reply, 202)
    receipted = reply.status === 200
    const next = receipted ? end : nextOf(reply)
    const request = parseAddEntries(bytes)
    // No further than it was: a body or a file that it needs did not come.
    if (!request.ok || next === undefined || (next <= request.value.start && next < end)) throw new Fault('courier_contents_invalid')
    onProgress({ done: Math.max(0, next - have), total: end - have })
  })
  if (!read.ok || !receipted) throw new Fault('courier_contents_invalid')
}

/** Whether a window was stored before this import; the last one counts, for its answer is the receipt. */
function isBehind(bytes: Uint8Array, have: number, end: number): boolean {
  const request = parseAddEntries(bytes)
  if (!request.ok) return false
  const until = request.value.packages.reduce((seq, part) => seq + part.entries.length, request.value.start)
  return until <= have && until < end
}

/** A part of a file; where the receiver already has some of it, the rest of the part. */
async function addBlob(receiver: Receiver, bytes: Uint8Array): Promise<void> {
  const reply = await receiver.addBlob(bytes)
  const part = parseAddBlob(bytes)
  // 404: its entry is stored, or nothing that came names it.
  if (reply.status === 404 || !part.ok) return
  expect(reply, 202)
  const next = reply.status === 202 ? Number.parseInt(textOf(reply), 10) : Number.NaN
  const { offset, bytes: held } = part.value
  if (!(next > offset && next < offset + held.length)) return
  expect(await receiver.addBlob(encodeAddBlob({ ...part.value, offset: next, bytes: held.subarray(next - offset) })), 202)
}

function expect(reply: Reply, other = 200): void {
  if (reply.status === 200 || reply.status === other) return
  if (reply.status === 423) throw new Fault('log_frozen')
  if (reply.status === 429) throw new Fault('node_busy')
  throw new Fault('courier_contents_invalid')
}

function nextOf(reply: Reply): number | undefined {
  const info = parseMirrorInfo(textOf(reply))
  return info.ok ? info.value.next : undefined
}

function textOf({ body = '' }: Reply): string {
  return typeof body === 'string' ? body : (fromUtf8(body) ?? '')
}

async function opened<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof SealedOtherwise) throw new Fault('courier_sealed_otherwise', {}, { cause })
    throw cause
  }
}
