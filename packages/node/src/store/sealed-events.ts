import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'
import { seal, unseal } from './seal.ts'

/** One event behind a seal: the place of its log in the seal's list, its position there, and its value. Never what its record says. */
export type PlacedValue = { readonly log: number; readonly seq: number; readonly value: number }

const eventBytes = 18

/** Eighteen bytes for each event, in order: log u16, seq u64, value u64. */
export function packEvents(events: readonly PlacedValue[]): Uint8Array {
  const bytes = Buffer.alloc(events.length * eventBytes)
  for (const [i, { log, seq, value }] of events.entries()) {
    bytes.writeUInt16BE(log, i * eventBytes)
    bytes.writeBigUInt64BE(BigInt(seq), i * eventBytes + 2)
    bytes.writeBigUInt64BE(BigInt(value), i * eventBytes + 10)
  }
  return bytes
}

/** Undefined for bytes that are no list of events. */
export function unpackEvents(bytes: Uint8Array): PlacedValue[] | undefined {
  if (bytes.length % eventBytes !== 0) return undefined
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const events = Array.from({ length: bytes.length / eventBytes }, (_, i) => ({
    log: view.readUInt16BE(i * eventBytes),
    seq: Number(view.readBigUInt64BE(i * eventBytes + 2)),
    value: Number(view.readBigUInt64BE(i * eventBytes + 10)),
  }))
  return events.every(({ seq, value }) => Number.isSafeInteger(seq) && Number.isSafeInteger(value)) ? events : undefined
}

/** Keeps the events behind a seal, once; the key is durable before the row is. `digest` is the SHA-256 of the seal's text. */
export async function saveSealedEvents(
  sql: Querier,
  keystore: Keystore,
  {
    digest,
    agency,
    events,
    at,
  }: { readonly digest: Uint8Array; readonly agency: string; readonly events: readonly PlacedValue[]; readonly at: Date },
): Promise<void> {
  const [held] = await sql`select 1 from sealed_events where seal = ${digest as Buffer}`
  if (held !== undefined) return
  const [slot] = await keystore.allocate(agency, 1)
  if (slot === undefined) throw new Error('no key for what was counted')
  await sql`insert into sealed_events (seal, slot, events, made_at)
    values (${digest as Buffer}, ${slot.slot}, ${Buffer.from(seal(slot.key, packEvents(events), digest))}, ${at}) on conflict do nothing`
}

/** The events behind a seal that this node counted itself; undefined where it did not. */
export async function readSealedEvents(sql: Querier, keystore: Keystore, digest: Uint8Array): Promise<PlacedValue[] | undefined> {
  const [row] = await sql<{ slot: number; events: Uint8Array }[]>`select slot, events from sealed_events where seal = ${digest as Buffer}`
  const key = row === undefined ? undefined : keystore.read(row.slot)
  if (row === undefined || key === undefined) return undefined
  const opened = unseal(key.key, row.events, digest)
  return opened.ok ? unpackEvents(opened.value) : undefined
}
