import type { Json, JsonObject } from '@enlace/core'
import { kinds } from '@enlace/records'
import { entryId } from './entry-id.ts'
import type { Edition, FigureFact, ListEntryFact } from './facts.ts'
import type { Imported } from './importer.ts'
import { firstDay, lastDay } from './lists/days.ts'
import type { EntrySource, SeriesSource, Source } from './source.ts'

/** The list's publisher as the authoring identity of its records; it stays at home, since every record names its publisher besides. */
export function toAuthority(source: Source): Imported {
  const at = '2020-01-01T00:00:00.000Z'
  const object = {
    type: 'identity',
    spec_version: '2.1',
    id: authorityId(source),
    created: at,
    modified: at,
    name: source.publisher,
    identity_class: 'organization',
    sectors: ['government-national'],
  }
  return { object, envelope: { ...toEnvelope(source, [], 'none'), to: [] }, entryKey: 'publisher' }
}

/** A list's entry as a `list-entry` record. */
export function toListEntry(source: EntrySource, edition: Edition, fact: ListEntryFact): Imported {
  const modified = instantOf(edition.asOf)
  const { reason, nationality, remarks } = fact
  const national = nationality === undefined ? undefined : fill(source.nationality_words ?? '{nationality}', { nationality })
  const words = [reason, national, remarks].filter((part) => part !== undefined).join('\n\n')
  const extension = withoutEmpty({
    extension_type: 'property-extension',
    list_id: source.list,
    entry_number: cut(fact.key, 100),
    entity_class: entityClasses[fact.subject],
    list_status: source.status,
    status_text: fact.ended ?? source.status_text,
    as_of: edition.asOf,
    listed_on: fact.listedOn,
    programs: fact.programmes?.slice(0, 50).map((programme) => cut(programme, 100)),
    aliases: fact.aliases?.slice(0, 200).map(({ name, relation }) => ({ name: cut(name, 300), relation: relations[relation ?? 'aka'] })),
    addresses: fact.addresses
      ?.slice(0, 200)
      .map(({ text, country }) => withoutEmpty({ name: text === undefined ? undefined : cut(text, 500), country })),
    birth_dates: fact.births?.slice(0, 20),
    identifiers: fact.identifiers?.slice(0, 100).map(({ type, value }) => ({ type, value })),
    list_words: cut(words, 20_000),
    source_url: fact.link ?? source.address,
    publisher: source.publisher,
  })
  const object = {
    type: 'identity',
    spec_version: '2.1',
    id: entryId('identity', source.list, fact.key),
    created_by_ref: authorityId(source),
    // An entry listed later than its edition says is a slip of the list's; `created` may not lie after `modified`.
    created: instantOf(earlier(fact.listedOn ?? source.created, edition.asOf)),
    modified,
    name: cut(fact.name, 1000),
    identity_class: identityClasses[fact.subject],
    external_references: [
      withoutEmpty({ source_name: source.list_name, external_id: fact.key, url: fact.link ?? source.address, description: source.note }),
    ],
    extensions: { [extensionOf('list-entry')]: extension },
  }
  const standing = fact.subject === 'person' ? source.person_status : fact.subject === 'unknown' ? undefined : 'none'
  return { object, envelope: toEnvelope(source, fact.programmes ?? [], standing), entryKey: fact.key }
}

/** One published value as a `figure` record. Editions of the same value are versions of one record, so a revision is there to be seen. */
export function toFigure(source: SeriesSource, edition: Edition, fact: FigureFact): Imported {
  const measure = source.measures[fact.measure] ?? { unit: 'count', abstract: '{period}', content: '{value}' }
  const key = [...fact.series, fact.measure, fact.period].join('|')
  const breakdown = Object.fromEntries(source.dimensions.map((name, index) => [name, cut(fact.series[index] ?? '', 200)]))
  const months = source.months_per_period ?? 1
  const [start, end] = [firstDay(fact.period, months), lastDay(fact.period)]
  const named = { ...breakdown, value: String(fact.value), period: fact.period, starts: start.slice(0, 7), edition: edition.name }
  const absent = fill(source.missing_places ?? '', { places: (edition.missing ?? []).join(', ') })
  const place = source.places[breakdown[source.place_dimension] ?? ''] ?? (source.default_place === undefined ? [] : [source.default_place])
  const extension = withoutEmpty({
    extension_type: 'property-extension',
    series: source.list,
    measure: fact.measure,
    value: fact.value,
    unit: measure.unit,
    period_start: start,
    period_end: end,
    precision: precisions[months],
    place_codes: place,
    breakdown: withoutEmpty(breakdown),
    publisher: source.publisher,
    edition: cut(edition.name, 100),
    source_url: source.address,
    provisional: fact.provisional,
    caveats: edition.missing === undefined ? source.caveats : `${source.caveats} ${absent}`,
  })
  const object = {
    type: 'note',
    spec_version: '2.1',
    id: entryId('note', source.list, key),
    created_by_ref: authorityId(source),
    // The last day of the period: the same in every edition, and never after one that covers the period.
    created: instantOf(earlier(end, edition.asOf)),
    modified: instantOf(edition.asOf),
    lang: source.lang,
    abstract: fill(measure.abstract, named),
    content: fill(measure.content, named),
    object_refs: [authorityId(source)],
    external_references: [{ source_name: source.list_name, url: source.address }],
    extensions: { [extensionOf('figure')]: extension },
  }
  return { object, envelope: toEnvelope(source, [], 'none'), entryKey: key }
}

/** A rolling year is not a year: it begins in any month. */
const precisions = { 1: 'month', 6: 'half_year', 12: 'other' } as const
const entityClasses = { person: 'person', organization: 'firm', vessel: 'vessel', aircraft: 'aircraft', unknown: 'other' } as const
const identityClasses = {
  person: 'individual',
  organization: 'organization',
  vessel: 'unknown',
  aircraft: 'unknown',
  unknown: 'unknown',
} as const
const relations: Readonly<Record<'aka' | 'fka' | 'nka', string>> = { aka: 'also_known_as', fka: 'formerly_known_as', nka: 'now_known_as' }

/** The envelope of a record of a published source: what its pack says may be done with it. */
export function toEnvelope(source: Source, programmes: readonly string[], personStatus: string | undefined): JsonObject {
  const basis = source.bases.find(({ programme }) => programme === undefined || programmes.includes(programme))
  return {
    author_agency: source.agency,
    marking: source.marking,
    tlp: 'clear',
    permitted_use: source.permitted_use,
    legal_basis: basis === undefined ? null : { instrument: basis.instrument, article: basis.article },
    purpose: source.purpose,
    origin: 'human',
    retention: 'published',
    ...(personStatus === undefined ? {} : { person_status: personStatus }),
  }
}

/** The id of the publisher's identity record. */
export function authorityId(source: Source): string {
  return entryId('identity', source.list, 'publisher')
}

function extensionOf(kind: string): string {
  const extension = kinds.get(kind)?.extension
  if (extension === undefined) throw new Error(`no kind ${kind} with an extension`)
  return extension
}

function instantOf(day: string): string {
  return `${day}T00:00:00.000Z`
}

function earlier(day: string, other: string): string {
  return day < other ? day : other
}

// A cut through a surrogate pair would leave half a character.
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed()
}

/** Fills `{name}` in a sentence of the pack. */
function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{([a-z_]+)\}/g, (_, name: string) => values[name] ?? '')
}

// STIX knows no null, no empty list and no empty text (2.1, sections 2.4 and 3).
function withoutEmpty(members: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  const kept: Record<string, Json> = {}
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    kept[name] = value
  }
  return kept
}
