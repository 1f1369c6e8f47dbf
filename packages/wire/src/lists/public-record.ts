import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import recordMx from '../../../../packs/record/mx.json' with { type: 'json' }
import recordUs from '../../../../packs/record/us.json' with { type: 'json' }
import { entryId } from '../entry-id.ts'
import type { Imported, Importer, ImportRun } from '../importer.ts'
import { lineObject, readLines } from '../record-lines.ts'
import type { Source } from '../source.ts'
import { countsOf, startTally } from '../tally.ts'
import { toAuthority, toEnvelope } from '../to-records.ts'
import { isoDayText } from './days.ts'

/** First member of the first line of a file of the public record; see docs/formats/public-record.md. */
export const publicRecordFormat = 'enlace-records/1'

/** Ids are made under this name at every party, so that what each reads for itself is one record, and a word about it is found at both. */
const namespace = 'public-record'

/**
 * Reads what public sources say of a programme: bodies, programmes, sessions, offices, statements, commitments, any kind that a note carries. Each
 * party imports it for itself, and none of it leaves.
 */
export const publicRecordImporters: readonly Importer[] = [recordMx, recordUs].map(toImporter)

function toImporter(source: Source): Importer {
  return {
    list: source.list,
    party: source.party,
    agency: source.agency,
    title: `list.${namespace}`,
    exchanged: source.exchanged,
    source: { publisher: source.publisher, listName: source.list_name, address: source.address, terms: source.terms, figures: false },
    files: ['*.jsonl'],
    shipped: namespace,
    read: (files) => {
      const tally = startTally()
      const rows = [...files].flatMap(([file, bytes]) =>
        readLines(tally, file, bytes, publicRecordFormat, (line, at) => toRecord(source, lineObject(line), at)),
      )
      const records = rows.length === 0 ? [] : [{ ...toAuthority(source), ...publisherOf(source) }, ...rows]
      return { rows: records, reported: tally.reported, counts: countsOf(tally, records.length) } satisfies ImportRun
    },
  }
}

/** The publisher under an id that is the same at every party. */
function publisherOf(source: Source): Pick<Imported, 'object'> {
  return { object: { ...toAuthority(source).object, id: publisherId } }
}

const publisherId = entryId('identity', namespace, 'publisher')

function toRecord(source: Source, line: JsonObject | undefined, at: string): Imported | undefined {
  if (line === undefined) return undefined
  const { kind: name, key, abstract, content, about, day, facts } = line
  const kind = typeof name === 'string' ? kinds.get(name) : undefined
  if (kind?.extension === undefined || kind.stixType !== 'note' || !isKey(key) || !isJsonObject(facts)) return undefined
  if (typeof abstract !== 'string' || typeof content !== 'string') return undefined
  if (day !== undefined && isoDayText(day) === undefined) return undefined
  const refs = Array.isArray(about) ? about.filter((one: Json): one is string => isKey(one)).map(idOf) : []
  const object = {
    type: 'note',
    spec_version: '2.1',
    id: idOf(key),
    created_by_ref: publisherId,
    // What a source said on a day was known from that day on.
    created: day === undefined ? at : `${isoDayText(day)}T00:00:00.000Z`,
    modified: at,
    lang: 'es',
    abstract,
    content,
    object_refs: refs.length === 0 ? [publisherId] : refs,
    extensions: { [kind.extension]: { extension_type: 'property-extension', ...resolve(facts) } },
  }
  return { object, envelope: toEnvelope(source, [], 'none'), entryKey: key }
}

/** A text `@key` stands for the id of the record of that key. */
function resolve(facts: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, resolved(value)]))
}

function resolved(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('@') && isKey(value.slice(1)) ? idOf(value.slice(1)) : value
  if (Array.isArray(value)) return value.map(resolved)
  return isJsonObject(value) ? resolve(value) : value
}

function idOf(key: string): string {
  return entryId('note', namespace, key)
}

function isKey(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[a-z0-9][a-z0-9.-]{0,99}$/.test(value)
}
