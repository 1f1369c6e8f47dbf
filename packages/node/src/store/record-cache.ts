import { isJsonObject, type JsonObject, parseJson, toHex } from '@enlace/core'
import { type AttachedFile, parseAttachedFiles } from '@enlace/records'
import type { Sql } from 'postgres'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import { recordItems } from './record-items.ts'
import type { StoredVersion } from './version-rows.ts'

/** A version with its text: what may be shown to a reader who was checked. */
export type Unsealed = {
  readonly objectBytes: Uint8Array
  readonly object: JsonObject
  readonly envelope: JsonObject
  readonly files: readonly AttachedFile[]
}

/** Unseals bodies and keeps the hot ones in memory, within a bound. Nothing of it is ever written anywhere. */
export type RecordCache = {
  /** The text of each version, in order; undefined where it is erased, or its bytes were altered in the store. */
  readonly read: (versions: readonly StoredVersion[]) => Promise<(Unsealed | undefined)[]>
  /** Call before a record's keys are destroyed: from now on it is not given any more. */
  readonly forget: (rid: Uint8Array) => void
  /** Call when the erasure failed: the record may be read again. */
  readonly restore: (rid: Uint8Array) => void
  readonly sizeBytes: () => number
}

type Held = { readonly unsealed: Unsealed; readonly rid: string; readonly bytes: number }

// A parsed object takes some four times its text.
const parsedFactor = 5
const maxForgotten = 100_000

/** Opens the cache. `onUnreadable` is told the journal seq of a version whose stored bytes do not open: somebody altered the store. */
export function createRecordCache(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly maxBytes?: number
  readonly now: () => Date
  readonly onUnreadable: (seq: number) => void
}): RecordCache {
  const { sql, keystore, maxBytes = 33_554_432 } = options
  // In the order of last use: the first is the coldest.
  const held = new Map<number, Held>()
  // What came after a record was erased is another matter: its author may have written it anew.
  const forgotten = new Map<string, number>()
  let size = 0

  const drop = (seq: number): void => {
    size -= held.get(seq)?.bytes ?? 0
    held.delete(seq)
  }
  const keep = (version: StoredVersion, unsealed: Unsealed): void => {
    const bytes = unsealed.objectBytes.length * parsedFactor + 1024
    if (bytes > maxBytes / 8) return
    drop(version.seq)
    held.set(version.seq, { unsealed, rid: toHex(version.rid), bytes })
    size += bytes
    for (const seq of held.keys()) {
      if (size <= maxBytes) break
      drop(seq)
    }
  }
  const isGone = (version: StoredVersion): boolean =>
    version.erasedAt !== null || version.hidden || version.addedAt.getTime() <= (forgotten.get(toHex(version.rid)) ?? 0)
  const find = (version: StoredVersion): Unsealed | undefined => {
    const found = held.get(version.seq)
    if (found === undefined) return undefined
    held.delete(version.seq)
    held.set(version.seq, found)
    return found.unsealed
  }
  const load = async (missing: readonly StoredVersion[]): Promise<Map<number, Unsealed>> => {
    const loaded = new Map<number, Unsealed>()
    const bodies = await readSealed(sql, missing)
    for (const version of missing) {
      const body = bodies.get(placeOf(version))
      const opened = body === undefined ? 'unreadable' : openBody(keystore, version.bodyOrigin, body)
      if (opened === 'unreadable') options.onUnreadable(version.seq)
      if (typeof opened === 'string' || isGone(version)) continue
      const unsealed = parseItems(opened.items)
      loaded.set(version.seq, unsealed)
      keep(version, unsealed)
    }
    return loaded
  }

  return {
    async read(versions) {
      const found = new Map<number, Unsealed>()
      const missing: StoredVersion[] = []
      for (const version of versions) {
        if (isGone(version)) continue
        const hot = find(version)
        if (hot === undefined) missing.push(version)
        else found.set(version.seq, hot)
      }
      const loaded = missing.length === 0 ? found : await load(missing)
      return versions.map((version) => (isGone(version) ? undefined : (found.get(version.seq) ?? loaded.get(version.seq))))
    },
    forget(rid) {
      const id = toHex(rid)
      // Rows of long erased records say so themselves; the set only bridges the moment until they do.
      if (forgotten.size >= maxForgotten) forgotten.clear()
      forgotten.set(id, options.now().getTime())
      for (const [seq, entry] of held) if (entry.rid === id) drop(seq)
    },
    restore(rid) {
      forgotten.delete(toHex(rid))
    },
    sizeBytes: () => size,
  }
}

function placeOf(version: StoredVersion): string {
  return `${version.bodyLog}/${version.bodySeq}`
}

type SealedRow = { readonly logId: number; readonly seq: number; readonly slot: number | null; readonly sealed: Uint8Array | null }

async function readSealed(sql: Sql, versions: readonly StoredVersion[]): Promise<Map<string, SealedRow>> {
  const rows = await sql<SealedRow[]>`select body.log_id as "logId", body.seq, body.slot, body.sealed
    from unnest(${sql.array(
      versions.map((version) => version.bodyLog),
      20,
    )}::bigint[],
      ${sql.array(
        versions.map((version) => version.bodySeq),
        20,
      )}::bigint[]) as wanted (log_id, seq)
    join body on body.log_id = wanted.log_id::smallint and body.seq = wanted.seq`
  return new Map(rows.map((row) => [`${row.logId}/${row.seq}`, row]))
}

function parseItems(items: readonly { readonly bytes: Uint8Array }[]): Unsealed {
  const { object: objectBytes = new Uint8Array(0), envelope: envelopeBytes = new Uint8Array(0), files: filesBytes } = recordItems(items)
  const files = filesBytes === undefined ? undefined : parseAttachedFiles(filesBytes)
  return {
    objectBytes,
    object: parseStored(objectBytes),
    envelope: parseStored(envelopeBytes),
    files: files?.ok === true ? files.value : [],
  }
}

// Stored bytes were parsed strictly when they came in; a partner's envelope that is not an object shows as an empty one.
function parseStored(bytes: Uint8Array): JsonObject {
  const parsed = parseJson(bytes, { maxBytes: bytes.length, maxDepth: 64 })
  return parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : {}
}
