import { createHash } from 'node:crypto'
import { canonicalBytes, equalBytes, Fault, utf8 } from '@enlace/core'
import {
  beaconChains,
  buildSumTree,
  drawSample,
  encodeResultDocument,
  formatVkey,
  type NoteSigner,
  openBeacon,
  openSealedResult,
  roundAt,
  type SealedResult,
  type ShownEvent,
  sealedResultText,
  signSeal,
  timeOfRound,
  type VerifierKey,
  vkeyOf,
} from '@enlace/proof/node'
import { kindsOfQuery, openCount, type QueryCount, type StatedQuery } from '@enlace/records'
import type { Sql } from 'postgres'
import type { Counted, OpenedEvent, Progress, ReadSeal, Recounted, ResultAsk } from '../store/counted-results.ts'
import type { Keystore } from '../store/keystore.ts'
import { listLogs } from '../store/logs.ts'
import { type BilateralLog, countBilateral, listBilateral, readBilateral, readTakenBack } from '../store/read-bilateral.ts'
import { type PlacedValue, packEvents, readSealedEvents, saveSealedEvents, unpackEvents } from '../store/sealed-events.ts'
import { inclusionProof, subtreeHash } from '../store/tree.ts'

/** Events that travel with a seal at most, and events of a file at most: beyond, a recount says only whether it agrees, and a file brings a sample. */
const maxTravelling = 8_000
const maxInFile = 5_000
/** The beacon's round lies this far ahead of the seal, so that nobody knows it yet. */
const beaconAheadMs = 600_000

/** Counts results over what both parties hold, seals them, and counts them again (docs/formats/results.md). */
export function createResults(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly party: string
  readonly signer: NoteSigner
  /** The partners, each with its party's key. */
  readonly partners: () => readonly { readonly party: string; readonly key: VerifierKey }[]
  readonly queries: ReadonlyMap<string, StatedQuery>
  readonly now: () => Date
}) {
  const { sql, keystore, party, signer, queries, now } = options
  const store = { sql, keystore }

  async function countAt(
    query: StatedQuery,
    period: SealedResult['period'],
    partner: string,
    logs: readonly BilateralLog[],
    onProgress: Progress,
  ) {
    const kinds = kindsOfQuery(query)
    const of = await countBilateral(sql, logs, kinds)
    const open = openCount(query, period, [party, partner])
    let [looked, unreadable] = [0, 0]
    for await (const entries of readBilateral(store, logs, kinds)) {
      for (const { object, ...entry } of entries) {
        if (object === undefined) unreadable++
        else open.take({ ...entry, object })
      }
      looked += entries.length
      onProgress(looked, of)
    }
    for (const id of await readTakenBack(store, logs)) open.leave(id)
    return { count: open.close(), unreadable, looked } satisfies Counted
  }

  async function logsWith(partner: string): Promise<BilateralLog[]> {
    if (!options.partners().some((one) => one.party === partner)) throw new Fault('partner_unknown', { party: partner })
    const logs = await listBilateral(sql, partner)
    if (logs.length === 0) throw new Fault('nothing_to_count', {})
    return logs
  }

  async function treeOf(logs: readonly BilateralLog[], events: readonly PlacedValue[]) {
    const hashes = new Map<string, Uint8Array>()
    for (const [log, { logId }] of logs.entries()) {
      const seqs = events.filter((event) => event.log === log).map(({ seq }) => seq)
      for (let from = 0; from < seqs.length; from += 10_000) {
        const rows = await sql<{ seq: number; hash: Uint8Array }[]>`select seq, hash from entry
          where log_id = ${logId} and seq = any(${seqs.slice(from, from + 10_000)}::bigint[])`
        for (const { seq, hash } of rows) hashes.set(`${log}/${seq}`, hash)
      }
    }
    const leaves = events.map((event) => {
      const leafHash = hashes.get(`${event.log}/${event.seq}`)
      if (leafHash === undefined) throw new Error('an event has no entry')
      return { log: event.log, seq: event.seq, value: event.value, leafHash }
    })
    return leaves.length === 0 ? undefined : buildSumTree(leaves)
  }

  async function seal({ query, from, to, partner }: ResultAsk, agency: string, onProgress: Progress) {
    const logs = await logsWith(partner)
    const counted = await countAt(query, { from, to }, partner, logs, onProgress)
    const events = placedOf(counted.count)
    const tree = await treeOf(logs, events)
    const at = now()
    const [chain] = beaconChains
    const sealed: SealedResult = {
      at: at.getTime(),
      indicator: query.id,
      card: cardOf(query),
      period: { from, to },
      unit: query.unit,
      scale: query.scale,
      sum: counted.count.sum,
      count: counted.count.count,
      root: tree?.root.hash ?? null,
      logs: await Promise.all(
        logs.map(async ({ logId, origin, size }) => ({ origin, size, root: await subtreeHash(sql, logId, { start: 0, end: size }) })),
      ),
      beacon: chain === undefined ? null : { chain: chain.chain, round: roundAt(chain, at.getTime() + beaconAheadMs) },
    }
    await saveSealedEvents(sql, keystore, { digest: digestOf(sealed), agency, events, at })
    return { note: signSeal(sealed, [signer]), events: events.length > maxTravelling ? undefined : packEvents(events), counted }
  }

  const keys = () => [vkeyOf(signer), ...options.partners().map(({ key }) => key)]

  function read(note: string): ReadSeal | undefined {
    const opened = openSealedResult(note, keys())
    if (!opened.ok) return undefined
    const { seal: sealed } = opened.value
    // A log between two parties is named by its writer and its reader.
    const isBetween = (origin: string, other: string) => {
      const [, writer, reader] = /^node\.([^.]+)\.[^/]+\/out\/([^/]+)\//.exec(origin) ?? []
      return (writer === party && reader === other) || (writer === other && reader === party)
    }
    const partner = options.partners().find(({ party: other }) => sealed.logs.every(({ origin }) => isBetween(origin, other)))?.party
    if (partner === undefined) return undefined
    const signedBy = opened.value.signedBy.flatMap((name) => /^node\.([^.]+)\./.exec(name)?.[1] ?? [])
    return { seal: sealed, text: sealedResultText(sealed), digest: digestOf(sealed), partner, signedBy }
  }

  /** The logs of a seal as this node holds them, at the seal's sizes. Throws `count_behind` while something of them has not come yet, `log_differs` when they are others. */
  async function logsOf(sealed: SealedResult): Promise<BilateralLog[]> {
    const known = new Map((await listLogs(sql)).map((log) => [log.origin, log]))
    const logs = sealed.logs.map(({ origin, size }) => {
      const log = known.get(origin)
      const held = log === undefined ? 0 : log.role === 'in' ? log.appliedSize : log.size
      if (log === undefined || held < size) throw new Fault('count_behind', { origin, size, held })
      return { logId: log.logId, origin, size }
    })
    for (const [i, { logId, size, origin }] of logs.entries()) {
      if (!equalBytes(await subtreeHash(sql, logId, { start: 0, end: size }), sealed.logs[i]?.root ?? new Uint8Array(0))) {
        throw new Fault('log_differs', { origin })
      }
    }
    return logs
  }

  async function recount(one: ReadSeal, theirs: Uint8Array | undefined, agency: string, onProgress: Progress): Promise<Recounted> {
    const { seal: sealed, partner, digest } = one
    const query = queries.get(sealed.indicator)
    if (query === undefined || cardOf(query) !== sealed.card) throw new Fault('query_differs', { id: sealed.indicator })
    const logs = await logsOf(sealed)
    const { count, unreadable } = await countAt(query, sealed.period, partner, logs, onProgress)
    const events = placedOf(count)
    const tree = await treeOf(logs, events)
    const root = tree?.root.hash ?? null
    const agrees =
      count.sum === sealed.sum &&
      count.count === sealed.count &&
      (root === null ? sealed.root === null : sealed.root !== null && equalBytes(root, sealed.root))
    if (agrees) await saveSealedEvents(sql, keystore, { digest, agency, events, at: now() })
    const listed = theirs === undefined ? undefined : unpackEvents(theirs)
    const place = agrees || listed === undefined ? undefined : firstDifference(listed, events)
    const difference = place === undefined ? null : { ...place, origin: sealed.logs[place.log]?.origin ?? '' }
    return { agrees, sum: count.sum, count: count.count, unreadable, difference }
  }

  async function heldEvents({ digest }: ReadSeal): Promise<readonly PlacedValue[]> {
    const events = await readSealedEvents(sql, keystore, digest)
    if (events === undefined) throw new Fault('not_counted_here', {})
    return events
  }

  async function events(one: ReadSeal, from: number, limit: number): Promise<readonly OpenedEvent[]> {
    const logs = await logsOf(one.seal)
    const wanted = (await heldEvents(one)).slice(from, from + limit)
    const rows = await sql<{ i: number; versionSeq: number; erased: boolean }[]>`
      select (w.i - 1)::int as i, p.seq as "versionSeq", v.erased_at is not null as erased
      from unnest(${wanted.map(({ log }) => (logs[log] as BilateralLog).logId)}::int[], ${wanted.map(({ seq }) => seq)}::bigint[]) with ordinality as w (log_id, seq, i)
      join position p on p.log_id = w.log_id and p.log_seq = w.seq join version v on v.seq = p.seq`
    const rowOf = new Map(rows.map((row) => [row.i, row]))
    return wanted.map((event, i) => ({
      ...event,
      index: from + i,
      origin: (logs[event.log] as BilateralLog).origin,
      versionSeq: rowOf.get(i)?.versionSeq ?? null,
      erased: rowOf.get(i)?.erased ?? true,
    }))
  }

  type Shown =
    | { readonly what: 'none' | 'all' }
    | { readonly what: 'sample'; readonly by: 'event' | 'amount'; readonly events: number; readonly signature: string }

  async function file(one: ReadSeal, notes: readonly string[], shown: Shown): Promise<Uint8Array> {
    const { seal: sealed } = one
    // Every party's line under the one text.
    const lines = notes.filter((note) => note.startsWith(`${one.text}\n`)).map((note) => note.slice(one.text.length + 1))
    const note = `${one.text}\n${[...new Set(lines.flatMap((part) => part.split('\n').filter((line) => line !== '')))].map((line) => `${line}\n`).join('')}`
    const document = { seal: note, keys: keys().map(formatVkey), events: [] as ShownEvent[], beacon: null, sample: null }
    if (shown.what === 'none' || sealed.count === 0) return canonicalBytes(encodeResultDocument(document))
    const [logs, held] = [await logsOf(sealed), await heldEvents(one)]
    const tree = await treeOf(logs, held)
    if (tree === undefined) throw new Fault('not_counted_here', {})
    const wanted = shown.what === 'sample' ? draw(one, shown, (amount) => tree.indexOf(amount)) : held.map((_, i) => i)
    if (wanted.length > maxInFile) throw new Fault('too_many_events', { count: wanted.length, limit: maxInFile })
    const erased = new Set((await eventsAt(one, wanted)).filter((event) => event.erased).map(({ index }) => index))
    for (const index of wanted.toSorted((a, b) => a - b)) {
      const { log, seq, value } = held[index] as PlacedValue
      const { logId, size } = logs[log] as BilateralLog
      const [entry] = await sql<{ leaf: Uint8Array }[]>`select leaf from entry where log_id = ${logId} and seq = ${seq}`
      if (entry === undefined) throw new Error('an event has no entry')
      document.events.push({
        ...{ index, log, seq, value, leaf: Uint8Array.from(entry.leaf), path: tree.pathOf(index) },
        entry: await inclusionProof(sql, logId, seq, size),
        erased: erased.has(index) ? 'erased' : null,
      })
    }
    const sampled =
      shown.what === 'sample' && sealed.beacon !== null
        ? { beacon: { round: sealed.beacon.round, signature: shown.signature }, sample: { by: shown.by, events: shown.events } }
        : {}
    return canonicalBytes(encodeResultDocument({ ...document, ...sampled }))
  }

  async function eventsAt(one: ReadSeal, indices: readonly number[]): Promise<readonly OpenedEvent[]> {
    const [from, to] = [Math.min(...indices), Math.max(...indices)]
    return (await events(one, from, to - from + 1)).filter(({ index }) => indices.includes(index))
  }

  return {
    queries,
    cardOf,
    count: async ({ query, from, to, partner }: ResultAsk, onProgress: Progress) =>
      await countAt(query, { from, to }, partner, await logsWith(partner), onProgress),
    seal,
    read,
    recount,
    sign: ({ seal: sealed }: ReadSeal) => signSeal(sealed, [signer]),
    events,
    file,
  }
}

/** The events that the beacon draws. Throws Fault `beacon_wrong` for a line that is not that round's, `beacon_early` for a round that was known when it was named. */
function draw(
  { seal }: ReadSeal,
  shown: { readonly by: 'event' | 'amount'; readonly events: number; readonly signature: string },
  indexOf: (amount: bigint) => number,
): readonly number[] {
  const chain = beaconChains.find((one) => one.chain === seal.beacon?.chain)
  const round = seal.beacon?.round ?? 0
  const randomness = chain === undefined ? undefined : openBeacon(chain, round, shown.signature)
  if (chain === undefined || randomness === undefined || seal.root === null) throw new Fault('beacon_wrong', { round })
  if (timeOfRound(chain, round) <= seal.at) throw new Fault('beacon_early', { round })
  const ground = { root: seal.root, count: seal.count, randomness }
  if (shown.by === 'event') return drawSample(ground, BigInt(seal.count), shown.events, Number)
  return seal.sum === 0n ? [] : drawSample(ground, seal.sum, shown.events, indexOf)
}

/** Hash of the query that a seal names as its card: a node that counts by another rule cannot confirm it. */
function cardOf({ json }: StatedQuery): string {
  return createHash('sha256').update(canonicalBytes(json)).digest('hex')
}

function digestOf(seal: SealedResult): Uint8Array {
  return Uint8Array.from(
    createHash('sha256')
      .update(utf8(sealedResultText(seal)))
      .digest(),
  )
}

function placedOf({ events }: QueryCount): readonly PlacedValue[] {
  return events.map(({ log, seq, value }) => ({ log, seq, value }))
}

/** The first place at which two lists of events are not the same. */
function firstDifference(
  theirs: readonly PlacedValue[],
  ours: readonly PlacedValue[],
): { readonly log: number; readonly seq: number; readonly theirs: number | null; readonly ours: number | null } | undefined {
  for (let i = 0; i < Math.max(theirs.length, ours.length); i++) {
    const [a, b] = [theirs[i], ours[i]]
    if (a !== undefined && b !== undefined && a.log === b.log && a.seq === b.seq) {
      if (a.value !== b.value) return { log: a.log, seq: a.seq, theirs: a.value, ours: b.value }
      continue
    }
    const isTheirs = b === undefined || (a !== undefined && (a.log < b.log || (a.log === b.log && a.seq < b.seq)))
    const first = isTheirs ? a : b
    if (first === undefined) return undefined
    return { log: first.log, seq: first.seq, theirs: isTheirs ? first.value : null, ours: isTheirs ? null : first.value }
  }
  return undefined
}
