import { createHash } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import { canonicalBytes, equalBytes, Fault, utf8 } from '@enlace/core'
import {
  beaconChains,
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
import { type CountedEvent, kindsOfQuery, openCount, type StatedQuery } from '@enlace/records'
import type { Sql } from 'postgres'
import type { Counted, OpenedEvent, PeriodAsk, Progress, ReadSeal, Recounted, ResultAsk } from '../store/counted-results.ts'
import type { Keystore } from '../store/keystore.ts'
import { listLogs } from '../store/logs.ts'
import { type BilateralLog, listBilateral, readBilateral, readTakenBack } from '../store/read-bilateral.ts'
import {
  buildParts,
  eventsPerPart,
  type OpenSeal,
  openSealedEvents,
  type PartedTree,
  type PlacedValue,
  packEvents,
  type SealedEvent,
  saveSealedEvents,
  unpackEvents,
} from '../store/sealed-events.ts'
import { inclusionProof, subtreeHash } from '../store/tree.ts'

/** Events that travel with a seal at most, and events of a file at most: beyond, a recount says only whether it agrees, and a file brings a sample. */
const maxTravelling = 8_000
const maxInFile = 5_000
/** The beacon's round lies this far ahead of the seal, so that nobody knows it yet. */
const beaconAheadMs = 600_000
/** Events whose entries are asked for together; whole parts. */
const eventsAtATime = 32 * eventsPerPart

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
  const openEvents = openSealedEvents(sql, keystore)

  /** Counts every query in one pass: a record that several read is opened once. */
  async function countAt(
    asked: readonly StatedQuery[],
    period: SealedResult['period'],
    partner: string,
    logs: readonly BilateralLog[],
    onProgress: Progress,
  ): Promise<readonly Counted[]> {
    const counts = asked.map((query) => ({ kinds: kindsOfQuery(query), open: openCount(query, period, [party, partner]), unreadable: 0 }))
    const kinds = [...new Set(counts.flatMap((one) => one.kinds))]
    const readersOf = new Map(kinds.map((kind) => [kind, counts.filter((one) => one.kinds.includes(kind))]))
    for await (const { entries, done, of } of readBilateral(store, logs, kinds)) {
      for (const { object, ...entry } of entries) {
        for (const one of readersOf.get(entry.kind) ?? []) {
          if (object === undefined) one.unreadable++
          else one.open.take({ ...entry, object })
        }
      }
      onProgress(done, of)
    }
    const back = await readTakenBack(store, logs)
    const counted: Counted[] = []
    for (const { open, unreadable } of counts) {
      for (const id of back) open.leave(id)
      counted.push({ count: await inTurns(open.closing()), unreadable })
    }
    return counted
  }

  async function countOne(query: StatedQuery, ...rest: Tail<Parameters<typeof countAt>>): Promise<Counted> {
    const [counted] = await countAt([query], ...rest)
    if (counted === undefined) throw new Error('one query has one count')
    return counted
  }

  async function logsWith(partner: string): Promise<BilateralLog[]> {
    if (!options.partners().some((one) => one.party === partner)) throw new Fault('partner_unknown', { party: partner })
    const logs = await listBilateral(sql, partner)
    if (logs.length === 0) throw new Fault('nothing_to_count', {})
    return logs
  }

  /** The tree over events, in parts; undefined for none. */
  async function treeOf(logs: readonly BilateralLog[], events: readonly CountedEvent[]): Promise<PartedTree | undefined> {
    return await buildParts(inParts(logs, events))
  }

  async function* inParts(logs: readonly BilateralLog[], events: readonly CountedEvent[]): AsyncGenerator<readonly SealedEvent[]> {
    for (let from = 0; from < events.length; from += eventsAtATime) {
      const some = events.slice(from, from + eventsAtATime)
      const hashes = await readLeafHashes(sql, logs, some)
      const leaves = some.map(({ log, seq, value, version }, i) => {
        const leafHash = hashes[i]
        if (leafHash === undefined) throw new Error('an event has no entry')
        return { log, seq, value, version, leafHash }
      })
      for (let at = 0; at < leaves.length; at += eventsPerPart) yield leaves.slice(at, at + eventsPerPart)
    }
  }

  const keep = async (digest: Uint8Array, agency: string, count: number, tree: PartedTree | undefined, at: Date) => {
    await sql.begin(async (tx) => await saveSealedEvents(tx, keystore, { digest, agency, count, tree, at }))
  }

  async function seal({ query, from, to, partner }: ResultAsk, agency: string, onProgress: Progress) {
    const logs = await logsWith(partner)
    const counted = await countOne(query, { from, to }, partner, logs, onProgress)
    const { events } = counted.count
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
      root: tree?.above.root.hash ?? null,
      logs: await Promise.all(
        logs.map(async ({ logId, origin, size }) => ({ origin, size, root: await subtreeHash(sql, logId, { start: 0, end: size }) })),
      ),
      beacon: chain === undefined ? null : { chain: chain.chain, round: roundAt(chain, at.getTime() + beaconAheadMs) },
    }
    await keep(digestOf(sealed), agency, events.length, tree, at)
    return {
      note: signSeal(sealed, [signer]),
      events: events.length === 0 || events.length > maxTravelling ? undefined : packEvents(events),
      counted,
    }
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

  /** The logs of a seal as this node holds them, at the seal's sizes. Throws `count_behind` while something of them has not come yet. */
  async function findLogs(sealed: SealedResult): Promise<BilateralLog[]> {
    const known = new Map((await listLogs(sql)).map((log) => [log.origin, log]))
    return sealed.logs.map(({ origin, size }) => {
      const log = known.get(origin)
      const held = log === undefined ? 0 : log.role === 'in' ? log.appliedSize : log.size
      if (log === undefined || held < size) throw new Fault('count_behind', { origin, size, held })
      return { logId: log.logId, origin, size }
    })
  }

  /** The same, and they are those that were sealed. Throws `log_differs` when they are others. */
  async function logsOf(sealed: SealedResult): Promise<BilateralLog[]> {
    const logs = await findLogs(sealed)
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
    const { count, unreadable } = await countOne(query, sealed.period, partner, logs, onProgress)
    const { events } = count
    const tree = await treeOf(logs, events)
    const root = tree?.above.root.hash ?? null
    const agrees =
      count.sum === sealed.sum &&
      count.count === sealed.count &&
      (root === null ? sealed.root === null : sealed.root !== null && equalBytes(root, sealed.root))
    if (agrees) await keep(digest, agency, events.length, tree, now())
    const listed = theirs === undefined ? undefined : unpackEvents(theirs)
    const place = agrees || listed === undefined ? undefined : firstDifference(listed, events)
    const difference = place === undefined ? null : { ...place, origin: sealed.logs[place.log]?.origin ?? '' }
    return { agrees, sum: count.sum, count: count.count, unreadable, difference }
  }

  async function behind({ digest }: ReadSeal): Promise<OpenSeal> {
    const held = await openEvents(digest)
    if (held === undefined) throw new Fault('not_counted_here', {})
    return held
  }

  async function events(one: ReadSeal, from: number, limit: number): Promise<readonly OpenedEvent[]> {
    const logs = await findLogs(one.seal)
    return await showEvents(logs, await (await behind(one)).slice(from, from + limit), from)
  }

  async function showEvents(logs: readonly BilateralLog[], wanted: readonly SealedEvent[], from: number): Promise<readonly OpenedEvent[]> {
    const [ids, seqs, versions] = [
      wanted.map(({ log }) => (logs[log] as BilateralLog).logId),
      wanted.map(({ seq }) => seq),
      wanted.map(({ version }) => version),
    ]
    const rows = await sql<{ i: number; erased: boolean }[]>`select (w.i - 1)::int as i, v.erased_at is not null as erased
      from unnest(${ids}::int[], ${seqs}::bigint[], ${versions}::bigint[]) with ordinality as w (log_id, seq, version, i)
      join position p on p.seq = w.version and p.log_id = w.log_id and p.log_seq = w.seq join version v on v.seq = p.seq`
    const erasedAt = new Map(rows.map(({ i, erased }) => [i, erased]))
    return wanted.map(({ log, seq, value, version }, i) => ({
      ...{ log, seq, value, index: from + i, origin: (logs[log] as BilateralLog).origin },
      versionSeq: erasedAt.has(i) ? version : null,
      erased: erasedAt.get(i) ?? true,
    }))
  }

  /** One event with the siblings up to the root and its entry's leaf: what opens it to whoever holds the seal. */
  async function openEvent(one: ReadSeal, index: number): Promise<Pick<ShownEvent, 'log' | 'seq' | 'value' | 'leaf' | 'path'>> {
    const [logs, { event, path }] = await Promise.all([findLogs(one.seal), behind(one).then(async (held) => await held.open(index))])
    const { log, seq, value } = event
    return { log, seq, value, path, leaf: await leafOf(logs[log] as BilateralLog, seq) }
  }

  async function leafOf({ logId }: BilateralLog, seq: number): Promise<Uint8Array> {
    const [entry] = await sql<{ leaf: Uint8Array }[]>`select leaf from entry where log_id = ${logId} and seq = ${seq}`
    if (entry === undefined) throw new Error('an event has no entry')
    return Uint8Array.from(entry.leaf)
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
    const [logs, held] = [await findLogs(sealed), await behind(one)]
    if (shown.what === 'all' && held.count > maxInFile) throw new Fault('too_many_events', { count: held.count, limit: maxInFile })
    const wanted = shown.what === 'sample' ? await draw(one, shown, held) : Array.from({ length: held.count }, (_, i) => i)
    for (const index of wanted.toSorted((a, b) => a - b)) {
      const { event, path } = await held.open(index)
      const { log: at, seq, value } = event
      const log = logs[at] as BilateralLog
      const [said] = await showEvents(logs, [event], index)
      document.events.push({
        ...{ index, log: at, seq, value, path, leaf: await leafOf(log, seq) },
        entry: await inclusionProof(sql, log.logId, seq, log.size),
        erased: said?.erased === false ? null : 'erased',
      })
    }
    const sampled =
      shown.what === 'sample' && sealed.beacon !== null
        ? { beacon: { round: sealed.beacon.round, signature: shown.signature }, sample: { by: shown.by, events: shown.events } }
        : {}
    return canonicalBytes(encodeResultDocument({ ...document, ...sampled }))
  }

  return {
    queries,
    cardOf,
    count: async ({ query, from, to, partner }: ResultAsk, onProgress: Progress) =>
      await countOne(query, { from, to }, partner, await logsWith(partner), onProgress),
    countAll: async ({ from, to, partner }: PeriodAsk, onProgress: Progress) => {
      const all = [...queries.values()]
      const counted = await countAt(all, { from, to }, partner, await logsWith(partner), onProgress)
      // Who counts all reads the figures; what stands behind each stays with whoever counts or seals one.
      return counted.map(({ count, unreadable }, i) => ({
        query: all[i] as StatedQuery,
        counted: { count: { ...count, events: [] }, unreadable },
      }))
    },
    seal,
    read,
    recount,
    sign: ({ seal: sealed }: ReadSeal) => signSeal(sealed, [signer]),
    events,
    openEvent,
    file,
  }
}

/** The events that the beacon draws. Throws Fault `beacon_wrong` for a line that is not that round's, `beacon_early` for a round that was known when it was named. */
async function draw(
  { seal }: ReadSeal,
  shown: { readonly by: 'event' | 'amount'; readonly events: number; readonly signature: string },
  held: OpenSeal,
): Promise<readonly number[]> {
  const chain = beaconChains.find((one) => one.chain === seal.beacon?.chain)
  const round = seal.beacon?.round ?? 0
  const randomness = chain === undefined ? undefined : openBeacon(chain, round, shown.signature)
  if (chain === undefined || randomness === undefined || seal.root === null) throw new Fault('beacon_wrong', { round })
  if (timeOfRound(chain, round) <= seal.at) throw new Fault('beacon_early', { round })
  const ground = { root: seal.root, count: seal.count, randomness }
  if (shown.by === 'event') return drawSample(ground, BigInt(seal.count), shown.events, Number)
  if (seal.sum === 0n) return []
  // A beacon draws the same amounts every time: those whose event is not known yet are looked up together, and it draws again.
  const known = new Map<bigint, number>()
  for (;;) {
    const missing = new Set<bigint>()
    const drawn = drawSample(ground, seal.sum, shown.events, (amount) => {
      const index = known.get(amount)
      if (index === undefined) missing.add(amount)
      return index ?? -missing.size
    })
    if (missing.size === 0) return drawn
    const amounts = [...missing]
    for (const [i, index] of (await held.find(amounts)).entries()) known.set(amounts[i] as bigint, index)
  }
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

/** Runs work to its end, with a turn for others after every step. */
async function inTurns<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await pause()
  }
}

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never

/** Hashes of entries' leaves, in the order asked. */
async function readLeafHashes(
  sql: Sql,
  logs: readonly BilateralLog[],
  events: readonly PlacedValue[],
): Promise<readonly (Uint8Array | undefined)[]> {
  const rows = await sql<{ i: number; hash: Uint8Array }[]>`select (w.i - 1)::int as i, e.hash
    from unnest(${events.map(({ log }) => (logs[log] as BilateralLog).logId)}::int[], ${events.map(({ seq }) => seq)}::bigint[]) with ordinality as w (log_id, seq, i)
    join entry e on e.log_id = w.log_id and e.seq = w.seq`
  const hashes = new Map(rows.map(({ i, hash }) => [i, hash]))
  return events.map((_, i) => hashes.get(i))
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
