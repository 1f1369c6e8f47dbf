import { canonicalBytes, type Json, type JsonObject } from '@enlace/core'
import { isDate, kindOf, kinds, nameTextOf, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import { readPosition, savePosition } from '../store/followers.ts'
import type { FreshRecords } from '../store/fresh-records.ts'
import { contentDigest } from '../store/keyed-digest.ts'
import type { Keystore } from '../store/keystore.ts'
import { nameKeysOf } from '../store/name-keys.ts'
import { readStoredRecords, type StoredRecord } from '../store/stored-records.ts'
import {
  type CatalogueRow,
  type FigureRow,
  forgetCatalogue,
  holdStanding,
  insertCatalogue,
  type ListedRow,
} from '../store/write-catalogue.ts'

const follower = { name: 'catalogue', version: 1 }
const batchSize = 512

/**
 * The projection behind lists, series and suggestions: for each version what may be counted, summed or completed, and nothing of its text.
 * Rebuilt by forgetting the follower's position.
 */
export function createCatalogue(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly fresh?: Pick<FreshRecords, 'take'>
}): {
  step(): Promise<boolean>
  rebuild(): Promise<void>
} {
  const { sql, keystore, searchKey } = options

  async function step(): Promise<boolean> {
    const position = await readPosition(sql, follower.name, follower.version)
    const found = await sql<{ seq: number; digest: Buffer }[]>`select seq, digest from version
      where seq > ${position} order by seq limit ${batchSize}`
    const last = found.at(-1)?.seq
    if (last === undefined) return false
    const fresh = found.flatMap(({ seq, digest }) => options.fresh?.take(seq, digest) ?? [])
    const held = new Set(fresh.map(({ seq }) => seq))
    const stored = await readStoredRecords(
      sql,
      keystore,
      found.flatMap(({ seq }) => (held.has(seq) ? [] : [seq])),
    )
    const rows = [...fresh, ...stored].map((record) => toRow(searchKey, record))
    await sql.begin(async (tx) => {
      const standing = await holdStanding(
        tx,
        rows.map((row) => row.seq),
      )
      await insertCatalogue(
        tx,
        rows.filter((row) => standing.has(row.seq)),
      )
      await savePosition(tx, follower.name, follower.version, position, last)
    })
    return found.length === batchSize
  }

  return { step, rebuild: async () => void (await sql.begin(forgetCatalogue)) }
}

function toRow(searchKey: Uint8Array, record: StoredRecord): CatalogueRow {
  const { seq, rid, agency, object } = record
  const kind = kinds.get(record.kind) ?? kindOf(object)
  const listed = record.kind === 'list-entry' ? listedOf(searchKey, record) : undefined
  const figure = record.kind === 'figure' ? figureOf(searchKey, record) : undefined
  return {
    ...{ seq, rid, agency },
    ...(listed === undefined ? {} : { listed }),
    ...(figure === undefined ? {} : { figure }),
    // Nobody looks one value of a series up by its name: they open the series.
    nameKeys: record.kind === 'figure' ? [] : nameKeysOf(searchKey, nameTextOf(kind, object)),
  }
}

function reader(record: StoredRecord): (name: string) => Json | undefined {
  const kind = kinds.get(record.kind)
  return (name) => readField(kind, record.object, name)
}

function listedOf(searchKey: Uint8Array, record: StoredRecord): ListedRow | undefined {
  const read = reader(record)
  const [list, edition] = [textOf(read('list_id')), textOf(read('as_of')) ?? '']
  if (list === undefined || !isDate(edition)) return undefined
  const programs = read('programs')
  return {
    ...{ list, edition },
    entityClass: textOf(read('entity_class')) ?? 'other',
    status: textOf(read('list_status')) ?? 'listed',
    programs: Array.isArray(programs) ? programs.flatMap((code: Json) => textOf(code) ?? []) : [],
    substance: contentDigest(searchKey, canonicalBytes(withoutDate(record.object))),
  }
}

// Every edition restates every entry under its own date; what is left says whether the list changed its mind.
function withoutDate(object: JsonObject): JsonObject {
  const { modified: _modified, extensions, ...rest } = object
  const stripped = Object.entries((extensions ?? {}) as Readonly<Record<string, JsonObject>>).map(([key, extension]) => {
    const { as_of: _asOf, ...said } = extension
    return [key, said] as const
  })
  return { ...rest, extensions: Object.fromEntries(stripped) }
}

/** Only what is published may stand in clear: any other figure stays in its sealed record alone. */
function figureOf(searchKey: Uint8Array, record: StoredRecord): FigureRow | undefined {
  const read = reader(record)
  const { envelope } = record
  if (envelope.tlp !== 'clear' || envelope.retention !== 'published' || record.revoked) return undefined
  const words = ['series', 'measure', 'unit', 'period_start', 'period_end', 'precision'] as const
  const [series, measure, unit, periodStart = '', periodEnd = '', precision] = words.map((name) => textOf(read(name)))
  if (series === undefined || measure === undefined || unit === undefined || precision === undefined) return undefined
  if (!isDate(periodStart) || !isDate(periodEnd)) return undefined
  const told = { series, measure, unit, precision, places: read('place_codes') ?? null, breakdown: read('breakdown') ?? null }
  return {
    ...{ series, measure, unit, periodStart, periodEnd, precision },
    line: contentDigest(searchKey, canonicalBytes({ ...told, publisher: read('publisher') ?? null })).subarray(0, 16),
    edition: record.modified.toISOString().slice(0, 10),
    value: numberOf(read('value')),
    low: numberOf(read('value_low')),
    high: numberOf(read('value_high')),
    missing: textOf(read('missing')) ?? null,
    provisional: read('provisional') === true,
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
