import { equalBytes, Fault, fromBase64, toBase64Url } from '@enlace/core'
import { emptyRoot, frontierRoot, leafHash, unsealType } from '@enlace/proof/node'
import type { TransactionSql } from 'postgres'
import type { EntryDraft } from './append-entries.ts'
import { draftAgain, type SignRelease } from './draft-again.ts'
import type { Keystore } from './keystore.ts'
import type { Writing } from './log-writer.ts'
import { type Log, listEpochs, openLog, readBodies, readEntries, readLog } from './logs.ts'
import { type EntryRun, movePlaces } from './move-places.ts'

const batchSize = 256

/** How an own log went over into its next epoch: where the old one ends, and what went again. */
export type OpenedEpoch = {
  readonly log: Log
  readonly size: number
  readonly root: Uint8Array
  readonly moved: number
  readonly unreadable: number
}

type Opening = {
  readonly logId: number
  readonly origin: string
  readonly code: string
  readonly at: Date
  readonly journalSeq: number
}

/**
 * Ends an own outbound log and begins its next epoch, all in the caller's transaction. With nothing wrong (`yearly`) the old log ends with `epoch-end`, and
 * what waits in it is sent from there. Otherwise the last receipted checkpoint is its end, and what no receipt covers goes again into the new
 * log, in order and once. The first leaf of the new log names the old one's final size and root. Throws Fault `epoch_unknown` when it has ended.
 */
export async function openOwnEpoch(
  writing: Writing,
  options: Opening & {
    readonly keystore: Keystore
    readonly signRelease: SignRelease
    /** Entries of the partner's log that we have receipted. */
    readonly seen: number
  },
): Promise<OpenedEpoch> {
  const { keystore, code, at, origin } = options
  const { sql } = writing
  const old = await readLog(sql, options.logId)
  if (old.endedAt !== null) throw new Fault('epoch_unknown', { origin: old.origin })
  const isSound = code === 'yearly' && old.frozen === null
  const end = isSound ? await endLog(writing, old, origin, code, at) : lastReceipted(old)
  const next = await followLog(sql, old, options)
  const members = { code, prev_origin: old.origin, prev_root: toBase64Url(end.root), prev_size: end.size }
  await writing.append(next.logId, [{ type: 'epoch-start', at, members }], options.seen)
  let [moved, unreadable] = [0, 0]
  const unread = await takeUnread(sql, old.logId, isSound ? Number.POSITIVE_INFINITY : end.size, at)
  for (const run of [...unread, ...(isSound ? [] : await findUnreceipted(sql, old))]) {
    const drafts = await draftRun(run)
    const [first] = await writing.append(
      next.logId,
      drafts.map(({ draft }) => draft),
      options.seen,
    )
    await movePlaces(sql, run, { logId: next.logId, start: first as number })
    moved += drafts.length
    unreadable += drafts.filter(({ read }) => !read).length
  }
  if (!isSound) await stopLog(sql, old, at)
  await sql`insert into epoch (log_id, previous, reason, previous_size, previous_root, moved, unreadable, seq, at)
    values (${next.logId}, ${old.logId}, ${code}, ${end.size}, ${Buffer.from(end.root)}, ${moved}, ${unreadable}, ${options.journalSeq}, ${at})`
  return { log: await readLog(sql, next.logId), ...end, moved, unreadable }

  async function draftRun({ logId, start, end: until }: EntryRun): Promise<{ draft: EntryDraft; read: boolean }[]> {
    const from = await readLog(sql, logId)
    const [entries, bodies] = await Promise.all([readEntries(sql, logId, start, until), readBodies(sql, logId, start, until)])
    return Array.from({ length: until - start }, (_, i) => {
      const seq = start + i
      const entry = entries.find((one) => one.seq === seq)
      // What the disk or somebody altered is not said again: a note keeps its place, and people are told how many.
      const lost = { draft: { type: 'note', at }, read: false }
      if (entry === undefined || !equalBytes(leafHash(entry.leaf), entry.hash)) return lost
      try {
        const body = bodies.find((one) => one.seq === seq)
        const draft = draftAgain(keystore, from.origin, entry, body, options.signRelease)
        // How a log began or ended, and the key of one of its entries, is said in that log alone.
        return { draft: ofOneLog(draft.type) ? { type: 'note', at } : draft, read: true }
      } catch {
        return lost
      }
    })
  }
}

function ofOneLog(type: string): boolean {
  return type === 'epoch-start' || type === 'epoch-end' || type === unsealType
}

/**
 * Sealed entries below `end` whose key the partner cannot have: it is handed over in the log that ends, so they go again, sealed anew. What comes
 * behind `end` goes again by itself.
 */
async function takeUnread(sql: TransactionSql, logId: number, end: number, at: Date): Promise<EntryRun[]> {
  const rows = await sql<{ seq: number }[]>`update sealed_entry set state = 'never', changed_at = ${at}
    where log_id = ${logId} and (state = 'awaiting' or state = 'handed' and ${Number.isFinite(end)} and unseal_seq >= ${Math.min(end, Number.MAX_SAFE_INTEGER)})
    returning seq`
  return rows
    .map(({ seq }) => seq)
    .filter((seq) => seq < end)
    .sort((a, b) => a - b)
    .map((seq) => ({ logId, start: seq, end: seq + 1 }))
}

async function endLog(writing: Writing, old: Log, next: string, code: string, at: Date): Promise<{ size: number; root: Uint8Array }> {
  await writing.append(old.logId, [{ type: 'epoch-end', at, members: { code, next_origin: next } }])
  const { size, frontier } = await writing.lock(old.logId)
  return { size, root: frontierRoot(frontier) }
}

/** The tree under the partner's last receipt, as the kept note says; the receipt was verified when it came. */
function lastReceipted({ receipt }: Log): { size: number; root: Uint8Array } {
  if (receipt === null) return { size: 0, root: emptyRoot }
  const [, size = '', root = ''] = receipt.split('\n')
  return { size: Number(size), root: fromBase64(root) ?? emptyRoot }
}

/** What no receipt covers, in batches: of this log, and of one before it that ended soundly and was then stopped. */
async function findUnreceipted(sql: TransactionSql, old: Log): Promise<EntryRun[]> {
  // What an older one moved already lies in one of these.
  const isMoved = async (log: Log) => (await sql`select from epoch where previous = ${log.logId} and reason <> 'yearly'`).length > 0
  const runs: EntryRun[] = []
  for (const log of await listEpochs(sql, old)) {
    if (log.epoch > old.epoch || (await isMoved(log))) continue
    for (let start = log.receiptedSize; start < log.size; start += batchSize) {
      runs.push({ logId: log.logId, start, end: Math.min(log.size, start + batchSize) })
    }
  }
  return runs
}

/** Ends a log and makes the one that follows it, held and ready as it was. Throws Fault `epoch_unknown` when somebody else did. */
async function followLog(sql: TransactionSql, old: Log, { origin, at }: Opening): Promise<Log> {
  const ended = await sql`update log set ended_at = ${at} where log_id = ${old.logId} and ended_at is null`
  if (ended.count !== 1) throw new Fault('epoch_unknown', { origin: old.origin })
  const next = await openLog(sql, { ...old, origin, epoch: old.epoch + 1 })
  await sql`update log set held = before.held, held_until = before.held_until from log before
    where log.log_id = ${next.logId} and before.log_id = ${old.logId}`
  return next
}

/** Nothing more is sent of a log, or taken into it. What it stood still for already stays its reason. */
async function stopLog(sql: TransactionSql, { logId }: Log, at: Date): Promise<void> {
  await sql`update log set frozen = 'epoch_ended', frozen_at = ${at} where log_id = ${logId} and frozen is null`
}

/**
 * Lets a partner's log go on as its next epoch: from now on its new log is taken as well. What comes first must name the end of the old one
 * (`beginEpoch`), and until then the old one is still filled. Throws Fault `epoch_unknown` when a next one is taken already.
 */
export async function acceptTheirEpoch(writing: Writing, options: Opening): Promise<Log> {
  const { sql } = writing
  const { at, code, origin } = options
  const old = await readLog(sql, options.logId)
  const [followed] = await sql`select from epoch where previous = ${old.logId}`
  if (followed !== undefined) throw new Fault('epoch_unknown', { origin: old.origin })
  const next = await openLog(sql, { ...old, origin, epoch: old.epoch + 1 })
  await sql`insert into epoch (log_id, previous, reason, seq, at) values (${next.logId}, ${old.logId}, ${code}, ${options.journalSeq}, ${at})`
  return next
}
