import type { JsonObject } from '@enlace/core'
import { type FigureOfSeries, valuesOfSeries } from '@enlace/policy'
import { exampleOf, type Kind, kinds, readField } from '@enlace/records'
import { entryId } from '@enlace/wire'
import type { Submission } from './make-record.ts'
import { type Player, publicAt } from './scene.ts'

/** What a card says of the series that it takes its values from, and what a value repeats of it. */
export type SeriesCard = {
  readonly id: string
  readonly code: string
  readonly title: Readonly<Record<string, string>>
  readonly side: string
  readonly measure: string
  readonly breakdown: Readonly<Record<string, string>>
}

/** One published line: `source` where it is another than the publisher’s own, `by` the dimension that it is told by, `only` the months. */
export type SeriesLineAsked = {
  readonly source?: (publisher: string) => string
  readonly by?: string
  readonly since?: string
  /** Places that an edition says nothing of, by its day. */
  readonly missing?: ReadonlyMap<string, readonly string[]>
}

const mostEvidence = 20
const envelope = exampleOf(kinds.get('indicator-value') as Kind).envelope

/**
 * The values that a party puts on record of a published series, so that they can be published: one for each period and edition, each edition revising the one before, with the figures that it
 * was added up from. `figures` are the objects of the series' `figure` records, every edition. The same figures give the same records whenever they are made.
 */
export function seriesValues(
  card: SeriesCard,
  figures: readonly JsonObject[],
  [party, agency]: Player,
  asked: SeriesLineAsked = {},
): readonly Submission[] {
  const read = figures.map(toFigure)
  const parts = asked.by === undefined ? [{}] : classesOf(read, asked.by, card.breakdown)
  return parts.flatMap((part) => {
    const values = valuesOfSeries(
      read.filter(({ measure, start }) => measure === card.measure && start >= (asked.since ?? '')),
      { side: card.side, breakdown: { ...card.breakdown, ...part }, places: [] },
    )
    const nameOf = (one: { readonly start: string; readonly end: string; readonly asOf: string }) =>
      entryId('note', `series-value ${party}`, JSON.stringify([card.code, card.measure, part, one.start, one.end, one.asOf]))
    const byId = new Map(values.map((value) => [value.id, value]))
    return values.map((value): Submission => {
      const before = value.revises === undefined ? undefined : byId.get(value.revises)
      const number = value.span === undefined ? undefined : Math.round(value.span.low * 1000) / 1000
      const missing = asked.missing?.get(value.asOf) ?? value.missingReporters
      const evidence = value.parts > mostEvidence ? [] : value.figures
      const period =
        value.start.slice(0, 7) === value.end.slice(0, 7)
          ? value.start.slice(0, 7)
          : `${value.start.slice(0, 7)} – ${value.end.slice(0, 7)}`
      const said = number === undefined ? (value.notAvailable ?? '') : value.unit === 'count' ? String(number) : `${number} ${value.unit}`
      const fields = {
        ...{ extension_type: 'property-extension', card_ref: card.id, side: value.side, period_start: value.start, period_end: value.end },
        ...(number === undefined ? { not_available: value.notAvailable ?? 'not_collected' } : { value: number }),
        ...{ unit: value.unit, as_of: value.asOf, source: asked.source?.(value.source) ?? value.source },
        ...(Object.keys(part).length === 0 ? {} : { breakdown: part }),
        ...(missing.length === 0 ? {} : { missing_reporters: missing.map((name) => name.slice(0, 120)) }),
        ...(before === undefined ? {} : { revises_ref: nameOf(before), revision_reason: 'new_edition' }),
        ...(evidence.length === 0 ? {} : { evidence_refs: evidence.map((id) => id.slice(0, 100)) }),
        ...(value.isProvisional
          ? { confidence_level: 'medium', confidence_why: { es: 'Provisional, según la fuente.', en: 'Provisional, as its source says.' } }
          : {}),
        ...addressOf(figures),
      }
      return {
        object: {
          ...{
            type: 'note',
            spec_version: '2.1',
            id: nameOf(value),
            created: `${value.asOf}T00:00:00.000Z`,
            modified: `${value.asOf}T00:00:00.000Z`,
          },
          ...{
            abstract: `${card.title.en ?? card.code}, ${period}`,
            content: `${value.source}, ${value.asOf}: ${said}.`,
            labels: ['published'],
          },
          object_refs: [card.id],
          extensions: { [String(kinds.get('indicator-value')?.extension)]: fields },
        },
        envelope: {
          ...{ ...envelope, author_agency: agency, to: [], permitted_use: [], legal_basis: null, retention: 'published' },
          ...{ purpose: 'Published statistics', person_status: 'none', ...publicAt([party, agency, 'analyst']) },
        },
      }
    })
  })
}

type Read = FigureOfSeries & { readonly measure: string }

function toFigure(object: JsonObject): Read {
  const kind = kinds.get('figure')
  const text = (name: string) => {
    const value = readField(kind, object, name)
    return typeof value === 'string' ? value : undefined
  }
  const value = readField(kind, object, 'value')
  const breakdown = readField(kind, object, 'breakdown')
  const places = readField(kind, object, 'place_codes')
  return {
    id: String(object.id),
    ...{ measure: text('measure') ?? '', start: text('period_start') ?? '', end: text('period_end') ?? '' },
    value: typeof value === 'number' ? value : undefined,
    missing: text('missing'),
    ...{
      unit: text('unit') ?? '',
      edition: text('edition') ?? '',
      publishedOn: String(object.modified).slice(0, 10),
      publisher: text('publisher') ?? '',
    },
    places: Array.isArray(places) ? places.map(String) : [],
    breakdown: Object.fromEntries(Object.entries((breakdown ?? {}) as JsonObject).map(([name, one]) => [name, String(one)])),
    isProvisional: readField(kind, object, 'provisional') === true,
  }
}

function classesOf(
  figures: readonly Read[],
  by: string,
  within: Readonly<Record<string, string>>,
): readonly Readonly<Record<string, string>>[] {
  const inside = figures.filter(({ breakdown }) => Object.entries(within).every(([name, value]) => breakdown[name] === value))
  return [...new Set(inside.flatMap(({ breakdown }) => breakdown[by] ?? []))].toSorted().map((one) => ({ [by]: one }))
}

function addressOf([first]: readonly JsonObject[]): { readonly source_url?: string } {
  const address = first === undefined ? undefined : readField(kinds.get('figure'), first, 'source_url')
  return typeof address === 'string' ? { source_url: address } : {}
}
