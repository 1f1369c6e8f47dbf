import type { SeriesDetail } from '@enlace/api'
import type { Text } from '../language/text.ts'
import { sayPeriod } from './say-period.ts'

const mostRows = 4

/**
 * What the chart shows, said: for each of the first rows the latest value, the highest and the lowest with their periods, and how much is
 * missing. `say` writes a value with its separators.
 */
export function sayChart(
  shown: SeriesDetail,
  words: { readonly measure: string; readonly unit: string },
  text: Text,
  say: (value: number) => string,
): string {
  const first = shown.periods[0]
  const last = shown.periods.at(-1)
  if (first === undefined || last === undefined) return text('lists.noRows')
  const period = (at: number) => sayPeriod(shown.periods[at] ?? '', text.tag)
  const rows = shown.rows.slice(0, mostRows).map((row) => {
    const known = row.cells.flatMap((cell, at) => (cell?.value == null ? [] : [{ at, value: cell.value }]))
    const latest = known.at(-1)
    if (latest === undefined) return ''
    const highest = known.reduce((most, one) => (one.value > most.value ? one : most))
    const lowest = known.reduce((least, one) => (one.value < least.value ? one : least))
    const name = row.name || words.measure
    const gaps = row.cells.length - known.length
    const said = text('lists.summary.row', {
      name,
      latest: say(latest.value),
      period: period(latest.at),
      highest: say(highest.value),
      when: period(highest.at),
      lowest: say(lowest.value),
      whenLow: period(lowest.at),
    })
    return gaps === 0 ? said : said + text('lists.summary.gaps', { name, count: gaps })
  })
  const revised = shown.rows.reduce((sum, row) => sum + row.cells.filter((cell) => cell?.revised !== undefined).length, 0)
  return text('lists.summary', {
    measure: words.measure,
    unit: words.unit,
    first: sayPeriod(first, text.tag),
    last: sayPeriod(last, text.tag),
    rows: rows.join(''),
    revised: revised === 0 ? text('lists.summary.notRevised') : text('lists.summary.revised', { count: revised }),
  })
}
