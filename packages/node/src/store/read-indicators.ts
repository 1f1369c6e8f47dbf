import { isJsonObject, type JsonObject } from '@enlace/core'
import {
  type CardVersion,
  type DirectionOfGood,
  type IndicatorLevel,
  type IndicatorRecords,
  type IndicatorValue,
  type ValueOfSeries,
  valuesOfSeries,
} from '@enlace/policy'
import { type AttributionClass, type Frequency, kinds, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import { fieldsOf } from './case-records.ts'
import { isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import { placeDimension } from './series-lines.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'
import type { SeriesLine } from './sum-series.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Versions of cards and of values read for one page at most, the newest; the page says when there are more. */
const maxCards = 4000
const maxValues = 20_000

/** One value as the fold and the page read it. */
export type HeldValue = IndicatorValue & {
  /** Its record; undefined where it was added up from a published series. */
  readonly record: StoredRecord | undefined
  readonly series: ValueOfSeries | undefined
}

/** An indicator: the first version of its card as it stands now, every version and answer, and the values that records give. */
export type HeldIndicator = {
  readonly version: StoredVersion
  readonly records: IndicatorRecords<HeldValue>
  /** Records of its versions, by id and instant. */
  readonly cardOf: (card: Pick<CardVersion, 'id' | 'at'>) => StoredRecord | undefined
  readonly answered: readonly StoredRecord[]
}

/** The indicators that an agency may see (`rid`: the one whose first version it is), with every version of their cards and values. */
export async function readIndicators(
  { sql, keystore }: { readonly sql: Sql; readonly keystore: Keystore },
  agency: string,
  rid?: Uint8Array,
): Promise<{ readonly items: readonly HeldIndicator[]; readonly more: boolean }> {
  // What its author took back is gone with all its versions.
  const held = sql`${isShown(sql)} and ${visibleTo(sql, agency)} and not exists (select from version taken where taken.rid = v.rid
    and taken.from_party = v.from_party and taken.latest and taken.revoked)`
  const about = (target: Uint8Array) =>
    sql`exists (select from reference r where r.seq = v.seq and r.target = ${Buffer.from(target)} and r.relation = 'card_ref')`
  const one = rid === undefined ? sql`` : sql`and (v.rid = ${Buffer.from(rid)} or ${about(rid)})`
  const rows = await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.kind = 'indicator-card' and ${held} ${one} order by v.seq desc limit ${maxCards + 1}`
  const versions = rows.slice(0, maxCards).toReversed()
  const only = rid === undefined ? sql`` : sql`and ${about(rid)}`
  const values = await sql<{ seq: number }[]>`select v.seq from version v where v.kind = 'indicator-value' and ${held} ${only}
    order by v.seq desc limit ${maxValues}`
  const records = await readStoredRecords(sql, keystore, [...versions.map(({ seq }) => seq), ...values.map(({ seq }) => seq)])
  const cards = records.filter(({ kind }) => kind === 'indicator-card')
  const cardRef = (record: StoredRecord) => fieldsOf(record).text('card_ref')
  const saysOf = (record: StoredRecord) => fieldsOf(record).text('says')
  const named = Map.groupBy(cards, (record) => cardRef(record) ?? String(record.object.id))
  const valued = Map.groupBy(
    records.filter(({ kind }) => kind === 'indicator-value'),
    (record) => cardRef(record) ?? '',
  )
  const newest = new Map(versions.map((version) => [version.seq, version]))
  const items = [...named].flatMap(([id, all]): HeldIndicator[] => {
    const roots = all.filter((record) => record.object.id === id && cardRef(record) === undefined)
    // Who was first here with the record wrote it: nobody takes over another's card by its id.
    const author = roots[0]?.fromParty
    const version = newest.get(roots.findLast(({ fromParty }) => fromParty === author)?.seq ?? -1)
    if (author === undefined || version === undefined) return []
    const stated = all.filter((record) => saysOf(record) === 'states')
    const answered = all.filter((record) => saysOf(record) !== 'states')
    const byVersion = new Map(stated.map((record) => [keyOf(wordOf(record)), record]))
    return [
      {
        version,
        records: {
          id,
          author,
          cards: stated.map(toCardVersion),
          answers: answered.map((record) => ({
            ...wordOf(record),
            says: saysOf(record) === 'agrees' ? ('agrees' as const) : ('objects' as const),
          })),
          values: (valued.get(id) ?? []).map(toValue),
        },
        cardOf: (card) => byVersion.get(keyOf(card)),
        answered,
      },
    ]
  })
  return { items, more: rows.length > maxCards || values.length === maxValues }
}

/** The series that a card takes its values from; undefined where it names none. */
export function seriesOfCard(record: StoredRecord | undefined):
  | {
      readonly side: string
      readonly series: string
      readonly measure: string
      readonly breakdown: Readonly<Record<string, string>>
      readonly places: readonly string[]
    }
  | undefined {
  const named = record === undefined ? undefined : readField(kinds.get(record.kind), record.object, 'series')
  if (!isJsonObject(named)) return undefined
  const { side, series, measure, breakdown, place_codes: places } = named
  if (typeof side !== 'string' || typeof series !== 'string' || typeof measure !== 'string') return undefined
  return {
    side,
    series,
    measure,
    breakdown: isJsonObject(breakdown) ? textsIn(breakdown) : {},
    places: Array.isArray(places) ? places.filter((place) => typeof place === 'string') : [],
  }
}

/** The values that the lines of a published series give a card. */
export function valuesFromLines(lines: readonly SeriesLine[], wanted: NonNullable<ReturnType<typeof seriesOfCard>>): readonly HeldValue[] {
  const figures = lines
    .filter((line) => line.measure === wanted.measure)
    .flatMap((line) =>
      [...line.values.values()].flat().map((figure) => ({
        id: `${line.measure} ${figure.seq}`,
        start: figure.start,
        end: figure.end,
        value: figure.value ?? undefined,
        missing: figure.missing ?? undefined,
        unit: line.unit,
        edition: figure.edition,
        publishedOn: figure.edition,
        publisher: line.publisher ?? '',
        places: line.classes[placeDimension]?.split(' ') ?? [],
        breakdown: line.classes,
        isProvisional: figure.provisional,
      })),
    )
  return valuesOfSeries(figures, wanted).map((value) => ({ ...value, record: undefined, series: value }))
}

function toCardVersion(record: StoredRecord): CardVersion {
  const { text, list } = fieldsOf(record)
  const inside = extensionOf(record)
  return {
    ...wordOf(record),
    filled: Object.entries(inside).flatMap(([name, value]) => (isFilled(value) ? [name] : [])),
    unit: text('unit') ?? '',
    direction: oneOf<DirectionOfGood>(text('direction'), ['up', 'down', 'ambiguous']),
    level: oneOf<IndicatorLevel>(text('level'), ['input', 'output', 'outcome', 'impact']),
    attribution: oneOf<AttributionClass>(text('attribution'), ['direct', 'joint', 'contribution', 'correlated', 'unknown']),
    frequency: oneOf<Frequency>(text('frequency'), ['day', 'month', 'quarter', 'half_year', 'year', 'rolling_year']),
    yearType: text('period_type') === 'us_fiscal' ? 'us_fiscal' : 'calendar',
    appliesFrom: text('applies_from'),
    baselines: list('baselines').map((one) => ({
      side: textOf(one.side) ?? '',
      value: numberOf(one.value),
      on: textOf(one.period_end),
      source: textOf(one.source),
      isNone: isFilled(one.none_because),
    })),
    targets: list('targets').map((one) => ({
      side: textOf(one.side) ?? '',
      value: numberOf(one.value),
      threshold: numberOf(one.threshold),
      dueOn: textOf(one.due_on),
      setBy: textOf(one.set_by),
      isNone: isFilled(one.none_because),
    })),
    owners: list('owners').flatMap(({ party }) => (typeof party === 'string' ? [party] : [])),
    nextPublication: text('next_publication'),
    sunset: text('sunset'),
  }
}

function toValue(record: StoredRecord): HeldValue {
  const { text } = fieldsOf(record)
  const inside = extensionOf(record)
  const [value, low, high] = [numberOf(inside.value), numberOf(inside.value_low), numberOf(inside.value_high)]
  return {
    ...wordOf(record),
    side: text('side') ?? '',
    start: text('period_start') ?? '',
    end: text('period_end') ?? '',
    span: value !== undefined ? { low: value, high: value } : low !== undefined && high !== undefined ? { low, high } : undefined,
    notAvailable: text('not_available'),
    unit: text('unit') ?? '',
    breakdown: isJsonObject(inside.breakdown) ? textsIn(inside.breakdown) : {},
    asOf: text('as_of') ?? '',
    revises: text('revises_ref'),
    reason: text('revision_reason'),
    source: text('source') ?? '',
    confidence: text('confidence_level'),
    hasWhy: isFilled(inside.confidence_why),
    record,
    series: undefined,
  }
}

function wordOf({ object, fromParty, addedAt }: StoredRecord) {
  // Its author's claim of when it was written: both nodes hold the same words, and each got them at another time.
  const ms = typeof object.modified === 'string' ? Date.parse(object.modified) : Number.NaN
  return {
    id: String(object.id),
    from: fromParty,
    at: (Number.isNaN(ms) ? addedAt : new Date(ms)).toISOString(),
    seenOn: addedAt.toISOString().slice(0, 10),
  }
}

function extensionOf({ kind, object }: StoredRecord): JsonObject {
  const id = kinds.get(kind)?.extension
  const inside = isJsonObject(object.extensions) && id !== undefined ? object.extensions[id] : undefined
  return isJsonObject(inside) ? inside : {}
}

function keyOf({ id, at }: { readonly id: string; readonly at: string }): string {
  return `${id} ${at}`
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.some(isFilled)
  return typeof value === 'object' && value !== null ? Object.values(value).some(isFilled) : value !== undefined && value !== null
}

function textsIn(object: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(object).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

function oneOf<T extends string>(value: string | undefined, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
