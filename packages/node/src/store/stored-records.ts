import { setImmediate as turn } from 'node:timers/promises'
import { isJsonObject, type JsonObject } from '@enlace/core'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'
import { recordItems } from './record-items.ts'

/** One stored version with its bytes unsealed. */
export type StoredRecord = {
  readonly seq: number
  readonly rid: Uint8Array
  readonly kind: string
  readonly agency: string
  readonly fromParty: string
  readonly modified: Date
  readonly revoked: boolean
  readonly flags: readonly string[]
  readonly addedAt: Date
  /** Slot of the key that its body is sealed under. */
  readonly slot: number
  readonly objectBytes: Uint8Array
  readonly object: JsonObject
  readonly envelopeBytes: Uint8Array
  readonly envelope: JsonObject
  /** The list of its files as it stands in the body; undefined when it has none. */
  readonly filesBytes?: Uint8Array
}

/** So many are unsealed in one turn of the event loop: what comes meanwhile does not wait for all of them. */
const breath = 32

type Row = Omit<StoredRecord, 'slot' | 'objectBytes' | 'object' | 'envelopeBytes' | 'envelope' | 'filesBytes'> & {
  readonly origin: string
  readonly bodySeq: number
  readonly slot: number | null
  readonly sealed: Uint8Array | null
}

/** Versions by journal position, in order, unsealed; erased or unreadable ones are left out. */
export async function readStoredRecords(sql: Querier, keystore: Keystore, seqs: readonly number[]): Promise<StoredRecord[]> {
  if (seqs.length === 0) return []
  const rows = await sql<Row[]>`select version.seq, rid, kind, agency, from_party as "fromParty", modified, revoked, flags,
      added_at as "addedAt", origin, body.seq as "bodySeq", slot, sealed
    from version join log on log.log_id = body_log join body on body.log_id = body_log and body.seq = body_seq
    where version.seq = any(${seqs as number[]}) and erased_at is null order by version.seq`
  const records: StoredRecord[] = []
  for (const [i, row] of rows.entries()) {
    if (i % breath === breath - 1) await turn()
    const record = unsealRow(keystore, row)
    if (record !== undefined) records.push(record)
  }
  return records
}

function unsealRow(keystore: Keystore, row: Row): StoredRecord | undefined {
  const body = openBody(keystore, row.origin, { seq: row.bodySeq, slot: row.slot, sealed: row.sealed })
  if (typeof body === 'string') return undefined
  const { object, envelope, files: filesBytes } = recordItems(body.items)
  if (object === undefined || envelope === undefined) return undefined
  const { origin: _origin, bodySeq: _bodySeq, slot, sealed: _sealed, ...version } = row
  if (slot === null) return undefined
  return {
    ...version,
    slot,
    objectBytes: object,
    object: parseStored(object),
    envelopeBytes: envelope,
    envelope: parseStored(envelope),
    ...(filesBytes === undefined ? {} : { filesBytes }),
  }
}

// Stored bytes were parsed strictly when they came in; here only their shape is named again.
function parseStored(bytes: Uint8Array): JsonObject {
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
  if (!isJsonObject(value)) throw new Error('a stored object is not an object')
  return value
}
