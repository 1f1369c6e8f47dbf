import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import foundingMx from '../../../../packs/claims/founding.json' with { type: 'json' }
import foundingUs from '../../../../packs/claims/founding-us.json' with { type: 'json' }
import { entryId } from '../entry-id.ts'
import type { Imported, Importer, ImportRun } from '../importer.ts'
import { lineObject, readLines } from '../record-lines.ts'
import type { Source } from '../source.ts'
import { countsOf, startTally } from '../tally.ts'
import { toAuthority, toEnvelope } from '../to-records.ts'

/** First member of the first line of a file of claims; see docs/formats/claims.md. */
export const claimsFormat = 'enlace-claims/1'

/** Ids are made under this name at every party, so that what each reads for itself is one record. */
const namespace = 'claims-founding'

/**
 * Reads hand-made files of documents, matters and claims: `docs/formats/claims.md`. Each party imports them for itself, and none of it leaves. A line that cannot be read is reported
 * and the rest go on.
 */
export const claimsImporters: readonly Importer[] = [foundingMx, foundingUs].map(toImporter)

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
        readLines(tally, file, bytes, claimsFormat, (line, at) => toRecord(source, lineObject(line), at)),
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
  const { document, matter, claim, transfer } = line
  if (isJsonObject(document)) return toDocument(source, document, at)
  if (isJsonObject(matter)) return toMatter(source, matter, at)
  if (isJsonObject(transfer)) return toTransfer(source, transfer, at)
  return isJsonObject(claim) ? toClaim(source, claim, at) : undefined
}

function toDocument(source: Source, { key, content, copy_of: copyOf, ...facts }: JsonObject, at: string): Imported | undefined {
  if (!isKey(key) || typeof facts.title !== 'string') return undefined
  const inside = { ...facts, ...(isKey(copyOf) ? { copy_of_ref: idOf(copyOf) } : {}) }
  return made(
    source,
    key,
    at,
    'source-document',
    { abstract: facts.title, ...textMember('content', content), object_refs: [publisherId] },
    inside,
  )
}

function toMatter(source: Source, { key, name, description, sources, ...facts }: JsonObject, at: string): Imported | undefined {
  const keys = Array.isArray(sources) ? (sources as readonly Json[]).filter(isKey) : []
  if (!isKey(key) || typeof name !== 'string' || keys.length === 0) return undefined
  const members = { name, ...textMember('description', description), context: 'unspecified', object_refs: keys.map(idOf) }
  return made(source, key, at, 'matter', members, facts)
}

function toTransfer(source: Source, { key, name, sources, ...facts }: JsonObject, at: string): Imported | undefined {
  const keys = Array.isArray(sources) ? (sources as readonly Json[]).filter(isKey) : []
  if (!isKey(key) || typeof name !== 'string' || keys.length === 0) return undefined
  return made(source, `transfer.${key}`, at, 'group-transfer', { name, context: 'unspecified', object_refs: keys.map(idOf) }, facts)
}

/** What a claim counts names the record that it speaks of by its key. */
function toCounts(counts: Json | undefined): JsonObject {
  if (counts === undefined || !isJsonObject(counts)) return {}
  const { subject, ...facts } = counts
  return { counts: { ...facts, ...(isKey(subject) ? { subject_ref: groupingId(`transfer.${subject}`) } : {}) } }
}

function toClaim(
  source: Source,
  { key, about, document, denies, content, counts, ...facts }: JsonObject,
  at: string,
): Imported | undefined {
  if (!isKey(key) || !isKey(about) || !isKey(document) || typeof facts.value !== 'string') return undefined
  const denied = isKey(denies) ? { denies_ref: idOf(`claim.${denies}`) } : {}
  const inside = { ...facts, ...toCounts(counts), document_ref: idOf(document), ...denied }
  return made(
    source,
    `claim.${key}`,
    at,
    'claim',
    { abstract: facts.value, ...textMember('content', content), object_refs: [groupingId(about)] },
    inside,
  )
}

function made(source: Source, key: string, at: string, kind: string, members: JsonObject, facts: JsonObject): Imported | undefined {
  const carrier = kinds.get(kind)
  if (carrier?.extension === undefined) return undefined
  const object = {
    type: carrier.stixType,
    spec_version: '2.1',
    id: carrier.stixType === 'grouping' ? groupingId(key) : idOf(key),
    created_by_ref: publisherId,
    created: at,
    modified: at,
    lang: 'en',
    ...members,
    extensions: { [carrier.extension]: { extension_type: 'property-extension', ...facts } },
  }
  return { object, envelope: toEnvelope(source, [], 'none'), entryKey: key }
}

function idOf(key: string): string {
  return entryId('note', namespace, key)
}

function groupingId(key: string): string {
  return entryId('grouping', namespace, key)
}

function isKey(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[a-z0-9][a-z0-9.-]{0,99}$/.test(value)
}

function textMember(name: string, value: Json | undefined): JsonObject {
  return typeof value === 'string' && value !== '' ? { [name]: value } : {}
}
