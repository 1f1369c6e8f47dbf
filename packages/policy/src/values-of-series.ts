import type { IndicatorValue } from './state-of-indicator.ts'

/** One published figure as the mapping reads it. */
export type FigureOfSeries = {
  readonly id: string
  readonly start: string
  readonly end: string
  readonly value: number | undefined
  /** Why there is none. */
  readonly missing: string | undefined
  readonly unit: string
  readonly edition: string
  /** Day of the edition; a month or a year stands for its last day. */
  readonly publishedOn: string
  readonly publisher: string
  readonly places: readonly string[]
  readonly breakdown: Readonly<Record<string, string>>
  readonly isProvisional: boolean
}

/** A value that was added up from the figures of one edition. */
export type ValueOfSeries = IndicatorValue & {
  /** How many figures were added up, and the classes and places of those that have no value. */
  readonly parts: number
  readonly missingReporters: readonly string[]
  readonly isProvisional: boolean
  readonly figures: readonly string[]
}

const maxNamed = 60
/** Records give a figure to three digits behind the point. */
const halfOfLast = 0.0005

/**
 * The values that a published series gives a card: the figures of one edition and period added up, as of the edition's day, each edition revising the
 * one before (docs/formats/indicators.md). Only figures with the classes of `breakdown` and one of `places` (none named: all) are taken. Figures of one
 * period in two units stay apart.
 */
export function valuesOfSeries(
  figures: readonly FigureOfSeries[],
  wanted: { readonly side: string; readonly breakdown: Readonly<Record<string, string>>; readonly places: readonly string[] },
): readonly ValueOfSeries[] {
  const cells = new Map<string, FigureOfSeries[]>()
  for (const figure of figures) {
    if (!Object.entries(wanted.breakdown).every(([name, value]) => figure.breakdown[name] === value)) continue
    if (wanted.places.length > 0 && !figure.places.some((place) => wanted.places.includes(place))) continue
    const key = JSON.stringify([figure.start, figure.end, figure.unit, figure.publisher, figure.publishedOn, figure.edition])
    cells.set(key, [...(cells.get(key) ?? []), figure])
  }
  const before = new Map<string, string>()
  return [...cells.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, parts]) => {
      const [first] = parts
      if (first === undefined) return []
      const known = parts.flatMap(({ value }) => (value === undefined ? [] : [value]))
      const absent = parts.filter(({ value }) => value === undefined)
      const sum = known.reduce((total, value) => total + value, 0)
      const line = JSON.stringify([first.start, first.end, first.unit, first.publisher])
      const revises = before.get(line)
      const id = `series ${key}`
      before.set(line, id)
      return {
        id,
        from: wanted.side,
        at: `${first.publishedOn}T00:00:00.000Z`,
        seenOn: undefined,
        side: wanted.side,
        start: first.start,
        end: first.end,
        span: known.length === 0 ? undefined : { low: sum, high: sum },
        notAvailable: known.length === 0 ? (absent[0]?.missing ?? 'not_collected') : undefined,
        unit: first.unit,
        breakdown: {},
        asOf: first.publishedOn,
        revises,
        reason: revises === undefined ? undefined : 'new_edition',
        source: first.publisher,
        confidence: undefined,
        hasWhy: false,
        parts: parts.length,
        missingReporters: [...new Set(absent.map(({ places, breakdown }) => [...places, ...Object.values(breakdown)].join(', ')))].slice(
          0,
          maxNamed,
        ),
        isProvisional: parts.some(({ isProvisional }) => isProvisional),
        figures: parts.slice(0, maxNamed).map(({ id: one }) => one),
      }
    })
}

/**
 * The values of records and those that a published series gives, each once: what a party put on record of an edition (the same figure of the same period, day and source) stands in
 * that edition's place, and the editions around it revise it and are revised by it.
 */
export function joinRecorded<V extends IndicatorValue & { readonly series?: unknown }>(
  records: readonly V[],
  editions: readonly V[],
): readonly V[] {
  const placed = new Map<string, V>()
  for (const edition of editions) {
    const same = records.find((record) => isEdition(record, edition))
    if (same !== undefined) placed.set(edition.id, same)
  }
  const nowOf = (id: string | undefined) => (id === undefined ? undefined : (placed.get(id)?.id ?? id))
  const ofRecord = new Map([...placed].map(([id, { id: record }]) => [record, editions.find((one) => one.id === id)]))
  return [
    ...records.map((record) => {
      const edition = ofRecord.get(record.id)
      if (edition === undefined) return record
      return {
        ...record,
        revises: record.revises ?? nowOf(edition.revises),
        reason: record.reason ?? edition.reason,
        series: edition.series,
      }
    }),
    ...editions.flatMap((edition) => (placed.has(edition.id) ? [] : [{ ...edition, revises: nowOf(edition.revises) }])),
  ]
}

function isEdition(record: IndicatorValue, edition: IndicatorValue): boolean {
  const near = (a: number | undefined, b: number | undefined) =>
    a === b || (a !== undefined && b !== undefined && Math.abs(a - b) <= halfOfLast)
  return (
    record.from === edition.from &&
    record.side === edition.side &&
    record.start === edition.start &&
    record.end === edition.end &&
    record.unit === edition.unit &&
    record.asOf === edition.asOf &&
    record.source === edition.source &&
    Object.keys(record.breakdown).length === 0 &&
    near(record.span?.low, edition.span?.low) &&
    near(record.span?.high, edition.span?.high)
  )
}
