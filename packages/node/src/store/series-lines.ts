import { isJsonObject, type JsonObject } from '@enlace/core'
import { kinds, readField } from '@enlace/records'
import type { Sql } from 'postgres'
import type { Keystore } from './keystore.ts'
import { markSeries, readFigures, type StoredFigure } from './read-series.ts'
import { readStoredRecords } from './stored-records.ts'
import type { SeriesLine } from './sum-series.ts'

/** The name of the dimension that the places of a series make. */
export const placeDimension = 'place'

const linesAtOnce = 500
const mostHeld = 12
const mostValuesHeld = 800_000

/** Reads the lines of a series that an agency may see; what was read is kept in memory until the series changes for that agency. */
export type SeriesLines = { readonly read: (series: string, agency: string) => Promise<readonly SeriesLine[]> }

/** Opens the memory. Values come in clear, the words of each line from the sealed record of its newest value. */
export function createSeriesLines(sql: Sql, keystore: Keystore): SeriesLines {
  const held = new Map<string, { readonly mark: string; readonly lines: readonly SeriesLine[]; readonly values: number }>()
  return {
    read: async (series, agency) => {
      const mark = await markSeries(sql, series, agency)
      const key = `${agency}/${series}`
      const known = held.get(key)
      held.delete(key)
      if (known?.mark === mark) {
        held.set(key, known)
        return known.lines
      }
      const figures = await readFigures(sql, series, agency)
      const lines = await toLines(sql, keystore, figures)
      held.set(key, { mark, lines, values: figures.length })
      const total = () => [...held.values()].reduce((sum, one) => sum + one.values, 0)
      for (const coldest of held.keys()) {
        if (held.size <= 1 || (held.size <= mostHeld && total() <= mostValuesHeld)) break
        held.delete(coldest)
      }
      return lines
    },
  }
}

async function toLines(sql: Sql, keystore: Keystore, figures: readonly StoredFigure[]): Promise<readonly SeriesLine[]> {
  const byLine = Map.groupBy(figures, (figure) => figure.line)
  const newest = [...byLine.values()].map((values) => values.reduce((last, value) => (value.seq > last.seq ? value : last)).seq)
  const objects = new Map<number, JsonObject>()
  for (let from = 0; from < newest.length; from += linesAtOnce) {
    const records = await readStoredRecords(sql, keystore, newest.slice(from, from + linesAtOnce))
    for (const record of records) objects.set(record.seq, record.object)
  }
  return [...byLine.values()].flatMap((values, i) => {
    const object = objects.get(newest[i] ?? -1)
    const [first] = values
    // What no longer opens has no words, and a number without words says nothing.
    if (object === undefined || first === undefined) return []
    return [{ ...wordsOf(object), measure: first.measure, unit: first.unit, values: byPeriod(values) }]
  })
}

function byPeriod(values: readonly StoredFigure[]): ReadonlyMap<string, readonly StoredFigure[]> {
  const periods = Map.groupBy(values, (value) => (value.precision === 'other' ? value.end : value.start))
  for (const versions of periods.values())
    versions.sort((a, b) => (a.edition === b.edition ? a.seq - b.seq : a.edition < b.edition ? -1 : 1))
  return periods
}

function wordsOf(object: JsonObject): Pick<SeriesLine, 'classes' | 'publisher' | 'sourceUrl' | 'caveats'> {
  const kind = kinds.get('figure')
  const text = (name: string) => {
    const value = readField(kind, object, name)
    return typeof value === 'string' ? value : undefined
  }
  const breakdown = readField(kind, object, 'breakdown')
  const places = readField(kind, object, 'place_codes')
  const classes = isJsonObject(breakdown)
    ? Object.fromEntries(Object.entries(breakdown).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
    : {}
  const place = Array.isArray(places) && places.length > 0 ? { [placeDimension]: places.join(' ') } : {}
  return { classes: { ...classes, ...place }, publisher: text('publisher'), sourceUrl: text('source_url'), caveats: text('caveats') }
}
