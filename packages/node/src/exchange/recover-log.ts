import { canonicalBytes, equalBytes, fromUtf8 } from '@enlace/core'
import {
  appendLeafHashes,
  bundleEntries,
  type Checkpoint,
  emptyFrontier,
  type Frontier,
  formatTilePath,
  frontierRoot,
  isSealedAs,
  type Leaf,
  leafHash,
  openCheckpoint,
  originHash,
  parseBodies,
  parseBody,
  parseEntryBundle,
  parseLeaf,
  type VerifierKey,
} from '@enlace/proof/node'
import type { Sql } from 'postgres'
import { erasedBody, sealBodyBytes } from '../store/bodies.ts'
import { draftAgain, releasedBy, type SignRelease } from '../store/draft-again.ts'
import type { Keystore } from '../store/keystore.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { type Log, readEntries, readLog } from '../store/logs.ts'
import { opensCommitments } from '../store/open-commitments.ts'
import { extendFrontier } from '../store/read-back.ts'
import { findJournalGap, insertRecovery, readDisplaced } from '../store/recoveries.ts'
import { displaceEntries, type RestoredEntry, restoreEntries } from '../store/restore-entries.ts'
import type { PassStep } from '../store/steps.ts'
import type { Answer, LinkClient } from './link-client.ts'
import { LinkFault } from './send.ts'

/** Most bytes of one answer with bodies: one body may be as large as a request may be. */
const maxBodiesBytes = 36_000_000

/** What the partner holds of our log beyond its last receipt: the checkpoint that we signed, and the leaf hashes [base, size) that make its root. */
type Theirs = { readonly note: string; readonly checkpoint: Checkpoint; readonly base: Frontier; readonly hashes: readonly Uint8Array[] }

/**
 * Brings an outbound log back that is shorter than a checkpoint which this node signed: its store was put back to an older copy. The partner serves
 * entries and bodies of its mirror; nothing is taken that does not hash to that checkpoint or does not open its leaf's commitments, so the partner
 * can withhold but change nothing. Own entries written since, which nobody ever signed, follow behind. A log that signed something else in their
 * place is forked and stays stopped. Every step may be repeated after a crash.
 */
export function createRecovery(options: {
  readonly sql: Sql
  readonly writer: LogWriter
  readonly keystore: Keystore
  readonly journalId: number
  readonly logId: number
  readonly origin: string
  readonly link: LinkClient
  readonly logKeys: readonly VerifierKey[]
  readonly signRelease: SignRelease
  /** Own compartments; what names none of them is sealed for the first. */
  readonly agencies: readonly string[]
  readonly now: () => Date
  readonly pass: PassStep
  readonly onRecovered: (from: number, to: number) => void
  readonly onProgress: () => void
}): { step(): Promise<boolean> } {
  const { sql, logId, origin, keystore } = options
  const base = `/x/v1/out/${originHash(origin)}`
  /** Entries of the bundle under way that came back sealed. */
  const lost = new Set<number>()

  async function step(): Promise<boolean> {
    const log = await readLog(sql, logId)
    if (log.frozen !== 'own_log_shorter') return false
    const theirs = await readTheirs(log)
    const end = theirs.checkpoint.size
    const from = await firstDifference(log, theirs)
    if (log.checkpointSize > from) return await forked(log, theirs.note)
    if (log.size > from) await displace(theirs, from, end)
    for (let at = Math.min(log.size, from); at < end; ) {
      at = await restoreFrom(at, theirs)
      options.onProgress()
    }
    options.pass('recover.restored')
    await goOn(log, theirs)
    return true
  }

  /** The partner's newest checkpoint of ours, and the hashes that lead to it. Throws LinkFault when it has not all of them. */
  async function readTheirs(log: Log): Promise<Theirs> {
    const note = fromUtf8((await get('checkpoint')).body) ?? ''
    const opened = openCheckpoint(note, options.logKeys)
    if (!opened.ok) throw new LinkFault('recovery_refused', { reason: opened.reason })
    const { checkpoint } = opened.value
    const tree = await extendFrontier(sql, logId, emptyFrontier, Math.min(log.receiptedSize, checkpoint.size))
    if (typeof tree === 'number') throw new LinkFault('recovery_refused', { reason: 'damaged_entry', seq: tree })
    const hashes = await fetchHashes(tree.size, checkpoint.size)
    const whole = appendLeafHashes(tree, hashes)
    if (!equalBytes(frontierRoot(whole), checkpoint.root)) throw new LinkFault('recovery_refused', { reason: 'root_differs' })
    return { note, checkpoint, base: tree, hashes }
  }

  async function fetchHashes(start: number, end: number): Promise<Uint8Array[]> {
    const hashes: Uint8Array[] = []
    for (let at = start; at < end; ) {
      const index = Math.floor(at / bundleEntries)
      const first = index * bundleEntries
      const width = Math.min(bundleEntries, end - first)
      const { body } = await get(formatTilePath({ level: 0, index, width }))
      if (body.length !== width * 32) throw new LinkFault('answer_malformed', { request: 'tile' })
      for (; at < first + width; at++) hashes.push(body.subarray((at - first) * 32, (at - first + 1) * 32))
    }
    return hashes
  }

  /** The first position at which our entries are not those that the partner holds of ours, or where ours end. */
  async function firstDifference(log: Log, { base: { size: start }, hashes, checkpoint }: Theirs): Promise<number> {
    const end = Math.min(log.size, checkpoint.size)
    for (let at = start; at < end; at += bundleEntries) {
      const own = await readEntries(sql, logId, at, Math.min(end, at + bundleEntries))
      const wrong = own.findIndex((entry, i) => !equalBytes(entry.hash, hashes[at - start + i] as Uint8Array))
      if (wrong >= 0) return at + wrong
    }
    return end
  }

  async function forked(log: Log, note: string): Promise<boolean> {
    await sql`update log set frozen = 'own_log_forked', evidence = ${JSON.stringify({ ours: log.checkpoint, checkpoint: note })}
      where log_id = ${logId} and frozen = 'own_log_shorter'`
    options.onProgress()
    throw new LinkFault('own_log_forked', { theirs: Number(note.split('\n')[1]), ours: log.checkpointSize })
  }

  async function displace({ base: tree, hashes }: Theirs, from: number, end: number): Promise<void> {
    const kept = appendLeafHashes(tree, hashes.slice(0, from - tree.size))
    await sql.begin((tx) => displaceEntries(tx, logId, kept, end))
    options.pass('recover.displaced')
  }

  /** Restores what one entry bundle holds from `at` on; answers where it ends. */
  async function restoreFrom(at: number, theirs: Theirs): Promise<number> {
    const index = Math.floor(at / bundleEntries)
    const first = index * bundleEntries
    const end = Math.min(first + bundleEntries, theirs.checkpoint.size)
    const bundle = parseEntryBundle((await get(formatTilePath({ level: 'entries', index, width: end - first }))).body)
    if (!bundle.ok || bundle.value.length !== end - first) throw new LinkFault('answer_malformed', { request: 'entries' })
    const leaves = bundle.value.slice(at - first).map((bytes, i) => {
      const hash = leafHash(bytes)
      const read = parseLeaf(bytes)
      const isOurs = equalBytes(hash, theirs.hashes[at + i - theirs.base.size] as Uint8Array)
      if (!isOurs || !read.ok || read.value.seq !== at + i) throw new LinkFault('recovery_refused', { reason: 'leaf_differs', seq: at + i })
      return { seq: at + i, bytes, hash, leaf: read.value }
    })
    lost.clear()
    const bodies = await fetchBodies(leaves.map(({ leaf }) => leaf))
    const sealed = await sealAll(leaves, bodies)
    await sql.begin((tx) => restoreEntries(tx, logId, sealed))
    return end
  }

  /** Bodies by position, each checked against its leaf. */
  async function fetchBodies(leaves: readonly Leaf[]): Promise<ReadonlyMap<number, Uint8Array>> {
    const bodies = new Map<number, Uint8Array>()
    for (const leaf of leaves.filter(({ n }) => n > 0)) {
      if (bodies.has(leaf.seq)) continue
      const frame = parseBodies((await get(`bodies/${leaf.seq}`, maxBodiesBytes)).body)
      if (!frame.ok || frame.value.origin !== origin) throw new LinkFault('answer_malformed', { request: 'bodies' })
      for (const { seq, body } of frame.value.bodies) bodies.set(seq, body)
      if (!bodies.has(leaf.seq)) throw new LinkFault('recovery_refused', { reason: 'body_missing', seq: leaf.seq })
    }
    for (const leaf of leaves) {
      const bytes = bodies.get(leaf.seq)
      if (bytes === undefined || equalBytes(bytes, erasedBody)) continue
      // It was never opened there, and its key was lost here: nobody can read it again.
      if (isSealedAs(leaf, bytes)) {
        bodies.set(leaf.seq, erasedBody)
        lost.add(leaf.seq)
        continue
      }
      const body = parseBody(bytes)
      if (!body.ok || !opensCommitments(leaf, body.value))
        throw new LinkFault('recovery_refused', { reason: 'body_differs', seq: leaf.seq })
    }
    return bodies
  }

  type Fetched = { readonly seq: number; readonly bytes: Uint8Array; readonly hash: Uint8Array; readonly leaf: Leaf }

  async function sealAll(leaves: readonly Fetched[], bodies: ReadonlyMap<number, Uint8Array>): Promise<RestoredEntry[]> {
    const withBody = leaves.filter(({ seq, leaf }) => leaf.n > 0 && !equalBytes(bodies.get(seq) as Uint8Array, erasedBody))
    const slots = new Map<number, { readonly slot: number; readonly key: Uint8Array }>()
    for (const [agency, items] of Map.groupBy(withBody, ({ seq }) => agencyOf(bodies.get(seq) as Uint8Array))) {
      const allocated = await keystore.allocate(agency, items.length)
      for (const [i, { seq }] of items.entries()) slots.set(seq, allocated[i] as { slot: number; key: Uint8Array })
    }
    return leaves.map(({ seq, bytes, hash, leaf }) => {
      const key = slots.get(seq)
      if (key === undefined) return { seq, leaf: bytes, hash, erased: leaf.n > 0, keyLost: lost.has(seq) }
      return { seq, leaf: bytes, hash, slot: key.slot, sealed: sealBodyBytes(key.key, origin, seq, bodies.get(seq) as Uint8Array) }
    })
  }

  function agencyOf(bytes: Uint8Array): string {
    const body = parseBody(bytes)
    const named = body.ok ? releasedBy(body.value) : undefined
    return named !== undefined && options.agencies.includes(named) ? named : (options.agencies[0] as string)
  }

  /** Lets the log go on behind what came back, with what had been set aside, and writes into the journal what happened and what nobody has. */
  async function goOn(before: Log, { note, checkpoint: { size: end }, base: tree }: Theirs): Promise<void> {
    const displaced = await readDisplaced(sql, logId)
    const from = displaced[0]?.seq ?? Math.max(endedAt(before), tree.size)
    await options.writer.transact(async (writing) => {
      const freed = await writing.sql`update log set frozen = null, frozen_at = null, evidence = null, checkpoint = ${note},
          checkpoint_size = ${end} where log_id = ${logId} and frozen = 'own_log_shorter' and size = ${end} and checkpoint_size <= ${end}`
      if (freed.count !== 1) throw new Error(`${origin} was restored by somebody else`)
      const drafts = displaced.map((row) => draftAgain(keystore, origin, row, row.slot === null ? undefined : row, options.signRelease))
      await writing.append(logId, drafts)
      await writing.sql`delete from displaced where log_id = ${logId}`
      const [first] = await readEntries(writing.sql, logId, from, from + 1)
      const read = first === undefined ? undefined : parseLeaf(first.leaf)
      const lostAt = read?.ok === true ? new Date(read.value.at) : options.now()
      const journalFrom = await findJournalGap(writing.sql, options.journalId, lostAt)
      const at = options.now()
      const document = { at: at.toISOString(), by: 'node', from, journal_from: journalFrom, moved: displaced.length, origin, to: end }
      const items = [canonicalBytes({ ...document, what: 'log_recovered' })]
      const body = { agency: options.agencies[0] as string, key: 'day' as const, items }
      const [seq] = await writing.append(options.journalId, [{ type: 'admin', at, body }])
      await insertRecovery(writing.sql, {
        ...{ logId, from, to: end, moved: displaced.length, journalFrom, at, seq: seq as number },
        evidence: before.evidence ?? '',
      })
    })
    options.onRecovered(from, end)
  }

  async function get(resource: string, maxBytes?: number): Promise<Answer> {
    let answer: Answer
    try {
      answer = await options.link.request('GET', `${base}/${resource}`, undefined, maxBytes)
    } catch (cause) {
      throw new LinkFault('partner_unreachable', {}, cause)
    }
    if (answer.status === 429 || answer.status === 503) throw new LinkFault('partner_busy', { waitMs: answer.retryAfterMs ?? 1000 })
    if (answer.status !== 200) throw new LinkFault('recovery_incomplete', { request: resource.split('/')[0] ?? '', status: answer.status })
    return answer
  }

  return { step }
}

/** Where the log ended when it was stopped. */
function endedAt(log: Log): number {
  const { ours } = JSON.parse(log.evidence ?? '{}') as { ours?: unknown }
  return typeof ours === 'number' ? ours : 0
}
