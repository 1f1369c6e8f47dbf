import { equalBytes } from '@enlace/core'
import { beaconChains, openBeacon, timeOfRound } from './beacon.ts'
import type { Work } from './crypto-port.ts'
import { parseLeaf } from './leaf.ts'
import { askLeafHash, inclusionWork } from './merkle-proof.ts'
import { openSumLeafWork } from './open-sum-leaf.ts'
import type { ResultDocument, ShownEvent } from './result-document.ts'
import { sampleWork } from './result-sample.ts'
import { type SealedResult, sealedResultWork } from './sealed-result.ts'
import { type VerifierKey, verifierKeyWork } from './verifier-key.ts'

type Values = Readonly<Record<string, string | number>>

/** The checks, in the order in which they are made; one whose ground failed is not made. */
export type ResultStepCode =
  | 'keys_read'
  | 'seal_signed'
  | 'events_opened'
  | 'event_wrong'
  | 'entries_logged'
  | 'entry_wrong'
  | 'events_erased'
  | 'beacon_drawn'
  | 'sample_complete'
  | 'total_counted'

/** What stands proved at most, weakest first. */
export type ResultProvesCode = 'nothing' | 'sealed' | 'confirmed'

/** How much of the total was seen: none of its events, some, those of a sample that nobody chose, all of them. */
export type ResultCover = 'none' | 'some' | 'sample' | 'all'

export type ResultStep = { readonly code: ResultStepCode; readonly ok: boolean; readonly values: Values }

/** What a result file shows. */
export type ResultVerdict = {
  readonly ok: boolean
  readonly steps: readonly ResultStep[]
  readonly seal: SealedResult | null
  readonly signedBy: readonly string[]
  readonly proves: ResultProvesCode
  readonly cover: ResultCover
  /** Whether the keys are the verifier's own and not those that the file brings. */
  readonly ownKeys: boolean
}

export type ResultOptions = {
  /** Verifier keys of the verifier's own, one on a line; without them those inside the file are used, and the verdict says so. */
  readonly trustedKeys?: string
}

/** Checks a result file and says what it shows. Read the document with `parseResultDocument` first. Never throws. */
export function* checkResultWork(document: ResultDocument, options: ResultOptions = {}): Work<ResultVerdict> {
  const steps: ResultStep[] = []
  const note = (code: ResultStepCode, ok: boolean, values: Values = {}): boolean => {
    steps.push({ code, ok, values })
    return ok
  }
  const ownKeys = options.trustedKeys !== undefined
  const lines = options.trustedKeys?.split('\n').filter((line) => line !== '') ?? document.keys
  const keys: VerifierKey[] = []
  for (const line of lines) {
    const key = yield* verifierKeyWork(line)
    if (key.ok) keys.push(key.value)
  }
  const nothing = (seal: SealedResult | null, signedBy: readonly string[]): ResultVerdict => ({
    ok: false,
    steps,
    seal,
    signedBy,
    proves: 'nothing',
    cover: 'none',
    ownKeys,
  })
  if (!note('keys_read', keys.length === lines.length && keys.length > 0, { keys: keys.length })) return nothing(null, [])
  const opened = yield* sealedResultWork(document.seal, keys)
  if (!opened.ok) {
    note('seal_signed', false, { reason: opened.reason })
    return nothing(null, [])
  }
  const { seal, signedBy } = opened.value
  note('seal_signed', true, { by: signedBy.join(', '), parties: signedBy.length })
  const befores = yield* checkEvents(seal, document.events, note)
  if (befores === undefined) return nothing(seal, signedBy)
  const total = coversAll(seal, document.events)
  if (total) note('total_counted', true, { events: seal.count, sum: String(seal.sum) })
  const sampled = yield* checkSample(seal, document, befores, note)
  if (!steps.every(({ ok }) => ok)) return nothing(seal, signedBy)
  const cover: ResultCover = total ? 'all' : sampled ? 'sample' : document.events.length > 0 ? 'some' : 'none'
  return { ok: true, steps, seal, signedBy, proves: signedBy.length > 1 ? 'confirmed' : 'sealed', cover, ownKeys }
}

type Note = (code: ResultStepCode, ok: boolean, values?: Values) => boolean

/** Each event's part of the running total, by its index; undefined when one does not hold. */
function* checkEvents(
  seal: SealedResult,
  events: readonly ShownEvent[],
  note: Note,
): Work<ReadonlyMap<number, { readonly from: bigint; readonly to: bigint }> | undefined> {
  const parts = new Map<number, { readonly from: bigint; readonly to: bigint }>()
  let logged = 0
  for (const event of events) {
    const { index, log, seq, value } = event
    const leafHash = yield* askLeafHash(event.leaf)
    const shown = yield* openSumLeafWork({ log, seq, value, leafHash }, index, seal.count, event.path)
    const isUnderRoot = shown !== undefined && seal.root !== null && equalBytes(shown.root.hash, seal.root) && shown.root.sum === seal.sum
    const leaf = parseLeaf(event.leaf)
    const home = seal.logs[log]
    const isPlaced = leaf.ok && leaf.value.seq === seq && home !== undefined && seq < home.size
    if (!isUnderRoot || !isPlaced || parts.has(index)) {
      note('event_wrong', false, { index, reason: isUnderRoot ? (isPlaced ? 'twice' : 'place') : 'root' })
      return undefined
    }
    parts.set(index, { from: shown.before, to: shown.before + BigInt(value) })
    if (event.entry === null) continue
    if (!(yield* inclusionWork({ leafHash, index: seq, size: home.size, proof: event.entry, root: home.root }))) {
      note('entry_wrong', false, { origin: home.origin, seq })
      return undefined
    }
    logged++
  }
  if (events.length === 0) return parts
  note('events_opened', true, { events: events.length, of: seal.count })
  // Without its inclusion a leaf could be made up for the seal: its place in the log is shown, or nothing is.
  note('entries_logged', logged === events.length, { entries: logged, of: events.length })
  const erased = events.filter((event) => event.erased !== null).length
  if (erased > 0) note('events_erased', true, { events: erased })
  return parts
}

/** All events were shown: each holds under the root by itself, so together they are the total. */
function coversAll(seal: SealedResult, events: readonly ShownEvent[]): boolean {
  return events.length === seal.count && events.reduce((sum, { value }) => sum + BigInt(value), 0n) === seal.sum
}

/** Whether the events shown are those that the beacon drew. A sample without the beacon that the seal names is none. */
function* checkSample(
  seal: SealedResult,
  { beacon, sample }: ResultDocument,
  parts: ReadonlyMap<number, { readonly from: bigint; readonly to: bigint }>,
  note: Note,
): Work<boolean> {
  if (beacon === null || sample === null) return false
  const chain = beaconChains.find((one) => one.chain === seal.beacon?.chain)
  const randomness =
    chain === undefined || seal.beacon?.round !== beacon.round ? undefined : openBeacon(chain, beacon.round, beacon.signature)
  const isLater = chain !== undefined && timeOfRound(chain, beacon.round) > seal.at
  if (!note('beacon_drawn', randomness !== undefined && isLater, { round: beacon.round }) || randomness === undefined) return false
  if (seal.root === null || (sample.by === 'amount' && seal.sum === 0n)) return note('sample_complete', false, { missing: sample.events })
  const ground = { root: seal.root, count: seal.count, randomness }
  const byEvent = sample.by === 'event'
  const drawn = yield* sampleWork(ground, byEvent ? BigInt(seal.count) : seal.sum, sample.events, (number) => {
    if (byEvent) return Number(number)
    for (const [index, { from, to }] of parts) if (from <= number && number < to) return index
    return -1
  })
  const missing = drawn.filter((index) => !parts.has(index)).length
  return note('sample_complete', missing === 0, { events: drawn.length, missing })
}
