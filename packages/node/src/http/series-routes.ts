import { routes, type SeriesDetail } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Actor } from '@enlace/policy'
import { seriesSources } from '@enlace/wire'
import { csvLine } from '../store/csv-cell.ts'
import { listHeldSeries } from '../store/read-series.ts'
import type { SeriesLines } from '../store/series-lines.ts'
import { finestPeriod, isFiner, type SeriesLine, sumSeries } from '../store/sum-series.ts'
import type { Desk } from './desk.ts'
import { mount, sendAsIs } from './mount.ts'
import type { Site } from './site.ts'

const maxDimensionValues = 500

type Question = {
  readonly measure?: string
  readonly by?: string
  readonly where?: string
  readonly period?: SeriesDetail['period']
  readonly from?: string
  readonly to?: string
}

/** Mounts published series: what there is, one measure summed by a dimension and by period, and the same as a table to take along. */
export function mountSeriesRoutes(site: Site, desk: Desk, lines: SeriesLines): void {
  mount(site, routes.listSeries, async (_call, actor) => ({
    items: (await listHeldSeries(desk.sql, actor.agency)).map((held) => ({
      ...held,
      measures: [...held.measures],
      editions: [...held.editions],
      agencies: [...held.agencies],
    })),
  }))
  mount(site, routes.readSeries, async ({ params, query }, actor) => await showSeries(lines, actor, params.series, query))
  mount(site, routes.exportSeries, async ({ params, query, reply }, actor) => {
    const shown = await showSeries(lines, actor, params.series, query)
    const name = `${params.series}-${shown.measure}-${shown.period}`.replaceAll(/[^a-zA-Z0-9._-]+/g, '-').slice(0, 100)
    reply.header('content-disposition', `attachment; filename="${name}.csv"`)
    return sendAsIs(toCsv(shown))
  })
}

async function showSeries(memory: SeriesLines, actor: Actor, series: string, query: Question): Promise<SeriesDetail> {
  const lines = await memory.read(series, actor.agency)
  if (lines.length === 0) throw new Fault('series_unknown')
  const source = Object.values(seriesSources).find((candidate) => candidate.list === series)
  const measures = [...new Map(lines.map((line) => [`${line.measure} ${line.unit}`, { measure: line.measure, unit: line.unit }])).values()]
  measures.sort((a, b) => (a.measure < b.measure ? -1 : 1))
  const measure = query.measure ?? measures[0]?.measure ?? ''
  if (!measures.some((known) => known.measure === measure)) throw wrong('/measure', 'measure_unknown')
  const measured = lines.filter((line) => line.measure === measure)
  const where = readWhere(query.where, measured)
  const dimensions = dimensionsOf(measured, where)
  const by = query.by ?? usualDimension(dimensions, where, source?.shown_by)
  if (by !== undefined && !dimensions.some(({ name }) => name === by)) throw wrong('/by', 'dimension_unknown')
  if (query.from !== undefined && query.to !== undefined && query.to < query.from) throw wrong('/to', 'earlier_than_from')
  const finest = finestPeriod(measured)
  const period = query.period === undefined || isFiner(query.period, finest) ? finest : query.period
  const fiscalYearStarts = source?.fiscal_year_starts
  const summed = sumSeries(lines, { measure, by, where, period, from: query.from, to: query.to, fiscalYearStarts })
  const newest = measured.at(-1)
  return {
    ...{ series, measure, measures, where, period, finest },
    publisher: newest?.publisher ?? null,
    sourceUrl: newest?.sourceUrl ?? null,
    caveats: [...new Set(measured.flatMap((line) => line.caveats ?? []))].slice(0, 5),
    fiscalYearStarts: fiscalYearStarts ?? null,
    dimensions,
    by: by ?? null,
    ...summed,
  }
}

function wrong(field: string, code: string): Fault {
  return new Fault('parameter_invalid', {}, { problems: [{ field, code }] })
}

/** `dimension=value` pairs; a dimension or value that no line has is refused, since nothing would be found and nobody would know why. */
function readWhere(text: string | undefined, lines: readonly SeriesLine[]): Record<string, string> {
  const where: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(text ?? '')) {
    if (!lines.some((line) => Object.hasOwn(line.classes, name) && line.classes[name] === value)) throw wrong('/where', 'dimension_unknown')
    where[name] = value
  }
  return where
}

/** The dimensions of the lines, each with its values; a dimension's own choice does not narrow what else it offers. */
function dimensionsOf(lines: readonly SeriesLine[], where: Readonly<Record<string, string>>): SeriesDetail['dimensions'] {
  const names = [...new Set(lines.flatMap((line) => Object.keys(line.classes)))]
  return names.map((name) => {
    const others = Object.entries(where).filter(([other]) => other !== name)
    const counts = new Map<string, number>()
    for (const line of lines) {
      const value = line.classes[name]
      if (value === undefined || !others.every(([other, wanted]) => line.classes[other] === wanted)) continue
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    const values = [...counts].map(([value, count]) => ({ value, lines: count })).sort((a, b) => (a.value < b.value ? -1 : 1))
    return { name, values: values.slice(0, maxDimensionValues) }
  })
}

/** What to lay side by side when nobody said: the source's own choice, else the dimension with the fewest values that still differ. */
function usualDimension(
  dimensions: SeriesDetail['dimensions'],
  where: Readonly<Record<string, string>>,
  shownBy: string | undefined,
): string | undefined {
  const open = dimensions.filter(({ name, values }) => !Object.hasOwn(where, name) && values.length > 1)
  const usual = open.find(({ name }) => name === shownBy)
  return (usual ?? [...open].sort((a, b) => a.values.length - b.values.length)[0])?.name
}

/** One row for each value, and for each earlier value that a later edition changed. Column names are codes, the same in every language. */
function toCsv(shown: SeriesDetail): string {
  const heads = [
    'series',
    'measure',
    'unit',
    shown.by ?? 'line',
    'period',
    'value',
    'low',
    'high',
    'published',
    'of',
    'edition',
    'superseded_by',
  ]
  const lines = [csvLine([...heads, 'provisional', 'missing', 'publisher', 'source'])]
  for (const row of shown.rows) {
    for (const [i, cell] of row.cells.entries()) {
      if (cell === null) continue
      const start = [shown.series, shown.measure, shown.unit, row.name, shown.periods[i]]
      const end = [shown.publisher, shown.sourceUrl]
      const state = [cell.provisional === true ? 'provisional' : '', cell.missing ?? '']
      lines.push(
        csvLine([...start, cell.value, cell.low, cell.high, cell.published, cell.months, cell.of, cell.edition, '', ...state, ...end]),
      )
      for (const old of cell.revised ?? []) {
        lines.push(csvLine([...start, old.value, '', '', old.published, cell.months, cell.of, old.edition, cell.edition, '', '', ...end]))
      }
    }
  }
  // Spreadsheets take a file for UTF-8 only when it says so in its first three bytes.
  return `\ufeff${lines.join('')}`
}
