import { setImmediate as pause } from 'node:timers/promises'
import { buildSumTree, encodeSumNode, joinSumTrees, type SumLeaf, type SumTree } from '@enlace/proof/node'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'
import { seal, unseal } from './seal.ts'

/** One event behind a seal: the place of its log in the seal's list, its position there, and its value. Never what its record says. */
export type PlacedValue = { readonly log: number; readonly seq: number; readonly value: number }

/** The same with the hash of its entry's leaf, and the version of its record by the journal's position. */
export type SealedEvent = SumLeaf & { readonly version: number }

/** Events of one part: a power of two, so that parts are whole subtrees. One part is read and hashed to open an event. */
export const eventsPerPart = 64
const eventBytes = 58
const travellingBytes = 18
/** Parts written at a time, and seals whose upper tree is remembered. */
const batch = 256
const maxRemembered = 8

/** Eighteen bytes for each event, in order, as they travel with a seal: log u16, seq u64, value u64. */
export function packEvents(events: readonly PlacedValue[]): Uint8Array {
  const bytes = Buffer.alloc(events.length * travellingBytes)
  for (const [i, event] of events.entries()) putEvent(bytes, i * travellingBytes, event)
  return bytes
}

/** Undefined for bytes that are no list of events. */
export function unpackEvents(bytes: Uint8Array): PlacedValue[] | undefined {
  if (bytes.length % travellingBytes !== 0) return undefined
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const events = Array.from({ length: bytes.length / travellingBytes }, (_, i) => readEvent(view, i * travellingBytes))
  return events.every(({ seq, value }) => Number.isSafeInteger(seq) && Number.isSafeInteger(value)) ? events : undefined
}

/** A tree whose parts were each built and packed by themselves, so that it was never held whole. */
export type PartedTree = { readonly parts: readonly Uint8Array[]; readonly roots: Uint8Array; readonly above: SumTree }

/** Builds a sum tree part by part; undefined for no event. Parts of at most `eventsPerPart` events come in order, all but the last full; between them others have their turn. */
export async function buildParts(events: AsyncIterable<readonly SealedEvent[]>): Promise<PartedTree | undefined> {
  const parts: Uint8Array[] = []
  const roots: Uint8Array[] = []
  for await (const part of events) {
    const bytes = Buffer.alloc(part.length * eventBytes)
    for (const [i, event] of part.entries()) {
      const at = i * eventBytes
      putEvent(bytes, at, event)
      bytes.set(event.leafHash, at + 18)
      bytes.writeBigUInt64BE(BigInt(event.version), at + 50)
    }
    parts.push(bytes)
    roots.push(encodeSumNode(buildSumTree(part).root))
    await pause()
  }
  if (parts.length === 0) return undefined
  const joined = Buffer.concat(roots)
  return { parts, roots: joined, above: joinSumTrees(joined) }
}

/** Keeps the events behind a seal, once; the key is durable before the rows are. `digest` is the SHA-256 of the seal's text. Give it a transaction. */
export async function saveSealedEvents(
  sql: Querier,
  keystore: Keystore,
  kept: {
    readonly digest: Uint8Array
    readonly agency: string
    readonly count: number
    readonly tree: PartedTree | undefined
    readonly at: Date
  },
): Promise<void> {
  const { digest, agency, count, tree, at } = kept
  const [held] = await sql`select 1 from sealed_events where seal = ${digest as Buffer}`
  if (held !== undefined) return
  const [slot] = await keystore.allocate(agency, 1)
  if (slot === undefined) throw new Error('no key for what was counted')
  const { parts = [], roots = new Uint8Array(0) } = tree ?? {}
  const made = await sql`insert into sealed_events (seal, slot, count, roots, made_at)
    values (${digest as Buffer}, ${slot.slot}, ${count}, ${Buffer.from(seal(slot.key, roots, placeOf(digest, 'roots')))}, ${at})
    on conflict do nothing returning 1`
  if (made.length === 0) return
  for (let from = 0; from < parts.length; from += batch) {
    const sealed = parts.slice(from, from + batch).map((part, i) => Buffer.from(seal(slot.key, part, placeOf(digest, String(from + i)))))
    await sql`insert into sealed_events_part (seal, part, events)
      select ${digest as Buffer}, ${from}::int + i - 1, events from unnest(${sql.array(sealed, 17)}::bytea[]) with ordinality as u (events, i)`
  }
}

/** The events behind a seal that this node counted itself. What is read grows with the events asked for, never with those behind the seal. */
export type OpenSeal = {
  readonly count: number
  /** Events by index, from one up to before another. */
  readonly slice: (from: number, to: number) => Promise<readonly SealedEvent[]>
  /** One event and the siblings from it up to the root. Throws RangeError for an index outside. */
  readonly open: (index: number) => Promise<{ readonly event: SealedEvent; readonly path: readonly Uint8Array[] }>
  /** Which event each amount of the running total lies in. Throws RangeError outside 0 to the total. */
  readonly find: (amounts: readonly bigint[]) => Promise<readonly number[]>
}

/** Opens what stands behind seals, and remembers the upper trees of the last ones. */
export function openSealedEvents(sql: Querier, keystore: Keystore) {
  const remembered = new Map<string, { readonly slot: number; readonly count: number; readonly above: SumTree | undefined }>()

  async function headOf(digest: Uint8Array) {
    const name = Buffer.from(digest).toString('hex')
    const known = remembered.get(name)
    if (known !== undefined) return known
    const [row] = await sql<
      { slot: number; count: number; roots: Uint8Array }[]
    >`select slot, count, roots from sealed_events where seal = ${digest as Buffer}`
    const key = row === undefined ? undefined : keystore.read(row.slot)
    const roots = row === undefined || key === undefined ? undefined : unseal(key.key, row.roots, placeOf(digest, 'roots'))
    if (row === undefined || roots?.ok !== true) return undefined
    const head = { slot: row.slot, count: row.count, above: row.count === 0 ? undefined : joinSumTrees(roots.value) }
    remembered.set(name, head)
    for (const oldest of remembered.keys()) if (remembered.size > maxRemembered) remembered.delete(oldest)
    return head
  }

  /** Undefined where this node did not count it, or where its key is no more. */
  return async (digest: Uint8Array): Promise<OpenSeal | undefined> => {
    const head = await headOf(digest)
    const key = head === undefined ? undefined : keystore.read(head.slot)?.key
    if (head === undefined || key === undefined) return undefined
    const { count, above } = head
    const partsOf = async (wanted: readonly number[]): Promise<Map<number, readonly SealedEvent[]>> => {
      const rows = await sql<{ part: number; events: Uint8Array }[]>`select part, events from sealed_events_part
        where seal = ${digest as Buffer} and part = any(${[...new Set(wanted)]}::int[])`
      return new Map(
        rows.map(({ part, events }) => {
          const opened = unseal(key, events, placeOf(digest, String(part)))
          if (!opened.ok) throw new Error('a part of what stands behind a seal was altered')
          return [part, unpackPart(opened.value)]
        }),
      )
    }
    const partOf = (index: number) => Math.floor(index / eventsPerPart)
    return {
      count,
      slice: async (from, to) => {
        const [first, end] = [Math.max(0, from), Math.min(count, to)]
        if (first >= end) return []
        const wanted = Array.from({ length: partOf(end - 1) - partOf(first) + 1 }, (_, i) => partOf(first) + i)
        const parts = await partsOf(wanted)
        const start = partOf(first) * eventsPerPart
        return wanted.flatMap((part) => parts.get(part) ?? []).slice(first - start, end - start)
      },
      open: async (index) => {
        if (above === undefined || !Number.isInteger(index) || index < 0 || index >= count)
          throw new RangeError('index is not behind the seal')
        const part = (await partsOf([partOf(index)])).get(partOf(index)) ?? []
        const event = part[index % eventsPerPart]
        if (event === undefined) throw new Error('a part of what stands behind a seal is missing')
        return { event, path: [...buildSumTree(part).pathOf(index % eventsPerPart), ...above.pathOf(partOf(index))] }
      },
      find: async (amounts) => {
        if (above === undefined) throw new RangeError('amount is not within the total')
        const places = amounts.map((amount) => above.find(amount))
        const parts = await partsOf(places.map(({ index }) => index))
        return places.map(({ index, rest }) => index * eventsPerPart + indexIn(parts.get(index) ?? [], rest))
      },
    }
  }
}

function indexIn(part: readonly SealedEvent[], amount: bigint): number {
  let running = 0n
  return part.findIndex(({ value }) => {
    running += BigInt(value)
    return amount < running
  })
}

function placeOf(digest: Uint8Array, part: string): Uint8Array {
  return Buffer.concat([digest, Buffer.from(`/${part}`)])
}

function unpackPart(bytes: Uint8Array): readonly SealedEvent[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return Array.from({ length: bytes.length / eventBytes }, (_, i) => {
    const at = i * eventBytes
    const leafHash = Uint8Array.from(view.subarray(at + 18, at + 50))
    return { ...readEvent(view, at), leafHash, version: Number(view.readBigUInt64BE(at + 50)) }
  })
}

function putEvent(bytes: Buffer, at: number, { log, seq, value }: PlacedValue): void {
  bytes.writeUInt16BE(log, at)
  bytes.writeBigUInt64BE(BigInt(seq), at + 2)
  bytes.writeBigUInt64BE(BigInt(value), at + 10)
}

function readEvent(view: Buffer, at: number): PlacedValue {
  return {
    log: view.readUInt16BE(at),
    seq: Number(view.readBigUInt64BE(at + 2)),
    value: Number(view.readBigUInt64BE(at + 10)),
  }
}
