import { accept, fromBase64, isJsonObject, type Json, type JsonObject, type Result, refuse, toBase64 } from '@enlace/core'
import { maxEvents } from './sum-node.ts'

/** One event as `result.json` brings it (docs/formats/sealed-result.md). */
export type ShownEvent = {
  readonly index: number
  readonly log: number
  readonly seq: number
  readonly value: number
  /** The entry's leaf in its log. */
  readonly leaf: Uint8Array
  readonly path: readonly Uint8Array[]
  /** Inclusion of the leaf in its log at the seal's size; null where it is not shown. */
  readonly entry: readonly Uint8Array[] | null
  /** Why the record behind it can no longer be opened; null while it can. */
  readonly erased: string | null
}

/** How a sample is drawn. */
export type SampleRule = { readonly by: 'event' | 'amount'; readonly events: number }

/** What `result.json` holds; nothing of it is checked yet. */
export type ResultDocument = {
  readonly seal: string
  readonly keys: readonly string[]
  readonly events: readonly ShownEvent[]
  readonly beacon: { readonly round: number; readonly signature: string } | null
  readonly sample: SampleRule | null
}

const maxKeys = 16

/** Reads the document from parsed JSON; refused with the member that is wrong. Never throws. */
export function parseResultDocument(value: Json): Result<ResultDocument, 'result_malformed'> {
  if (!isJsonObject(value) || value.format !== 'enlace-result' || value.v !== 1) return refuse('result_malformed', { field: 'format' })
  const { seal, keys, events } = value
  if (typeof seal !== 'string') return refuse('result_malformed', { field: 'seal' })
  if (!Array.isArray(keys) || keys.length > maxKeys || !keys.every((key) => typeof key === 'string')) {
    return refuse('result_malformed', { field: 'keys' })
  }
  if (!Array.isArray(events)) return refuse('result_malformed', { field: 'events' })
  const shown: ShownEvent[] = []
  for (const [i, item] of events.entries()) {
    const event = isJsonObject(item) ? eventOf(item) : undefined
    if (event === undefined) return refuse('result_malformed', { field: `events/${i}` })
    shown.push(event)
  }
  const beacon = beaconOf(value.beacon)
  const sample = sampleOf(value.sample)
  if (beacon === undefined) return refuse('result_malformed', { field: 'beacon' })
  if (sample === undefined) return refuse('result_malformed', { field: 'sample' })
  return accept({ seal, keys, events: shown, beacon, sample })
}

/** Writes the document, the inverse of reading one. */
export function encodeResultDocument({ seal, keys, events, beacon, sample }: ResultDocument): JsonObject {
  return {
    format: 'enlace-result',
    v: 1,
    seal,
    keys: [...keys],
    events: events.map((event) => ({
      index: event.index,
      log: event.log,
      seq: event.seq,
      value: event.value,
      leaf: toBase64(event.leaf),
      path: event.path.map(toBase64),
      entry: event.entry === null ? null : event.entry.map(toBase64),
      erased: event.erased,
    })),
    beacon: beacon === null ? null : { ...beacon },
    sample: sample === null ? null : { ...sample },
  }
}

function eventOf(item: JsonObject): ShownEvent | undefined {
  const { index, log, seq, value, erased } = item
  const leaf = typeof item.leaf === 'string' ? fromBase64(item.leaf) : undefined
  const path = hashesOf(item.path)
  const entry = item.entry === null ? null : hashesOf(item.entry)
  if (!isWhole(index) || !isWhole(log) || !isWhole(seq) || !isWhole(value) || leaf === undefined) return undefined
  if (path === undefined || entry === undefined || (erased !== null && typeof erased !== 'string')) return undefined
  return { index, log, seq, value, leaf, path, entry, erased }
}

function hashesOf(value: Json | undefined): Uint8Array[] | undefined {
  if (!Array.isArray(value) || value.length > 63) return undefined
  const hashes = value.map((text) => (typeof text === 'string' ? fromBase64(text) : undefined))
  return hashes.every((hash) => hash !== undefined) ? hashes : undefined
}

function beaconOf(value: Json | undefined): ResultDocument['beacon'] | undefined {
  if (value === null) return null
  if (!isJsonObject(value) || !isWhole(value.round) || typeof value.signature !== 'string') return undefined
  return { round: value.round, signature: value.signature }
}

function sampleOf(value: Json | undefined): ResultDocument['sample'] | undefined {
  if (value === null) return null
  if (!isJsonObject(value) || (value.by !== 'event' && value.by !== 'amount')) return undefined
  const { by, events } = value
  return isWhole(events) && events > 0 && events <= maxEvents ? { by, events } : undefined
}

function isWhole(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
