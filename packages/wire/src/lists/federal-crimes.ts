import { cleanText } from '../decode-text.ts'
import type { Edition, FigureFact } from '../facts.ts'
import { tableRows } from '../table.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { lastDay } from './days.ts'

const months = ['ENERO', 'FEBRERO', 'MARZO', 'ABRIL', 'MAYO', 'JUNIO', 'JULIO', 'AGOSTO', 'SEPTIEMBRE', 'OCTUBRE', 'NOVIEMBRE', 'DICIEMBRE']
const dimensions = ['ENTIDAD', 'LEY', 'CONCEPTO', 'TIPO']
const headings = ['AÑO', 'INEGI', ...dimensions, ...months]

/**
 * Reads Mexico's federal crime series (incidencia delictiva del fuero federal, IDEFF): a row for each year, state, law, concept and type, with
 * a cell for each month. Each cell gives a fact; a blank cell is a month not published yet, never nought. The edition's date is the last day
 * of the last month published.
 */
export function readFederalCrimes(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
): { readonly edition: Edition; readonly facts: readonly FigureFact[] } {
  const facts: FigureFact[] = []
  const seen = new Set<string>()
  let latest = ''
  for (const row of tableRows(tally, file, bytes, headings)) {
    const year = /^\s*((?:19|20)\d{2})\s*$/.exec(row.cell('AÑO'))?.[1]
    const series = dimensions.map((heading) => cleanText(row.cell(heading)))
    const cells = months.map((month) => row.cell(month).trim().replaceAll(',', ''))
    const key = [...series, year].join('|')
    if (year === undefined) reportRow(tally, file, row.line, 'period_not_read')
    else if (series[0] === '') reportRow(tally, file, row.line, 'place_not_read')
    else if (series.some((part) => part === '')) reportRow(tally, file, row.line, 'key_missing')
    else if (cells.some((cell) => !/^\d{0,9}$/.test(cell))) reportRow(tally, file, row.line, 'value_not_read')
    else if (cells.every((cell) => cell === '')) reportRow(tally, file, row.line, 'nothing_published')
    else if (seen.has(key)) reportRow(tally, file, row.line, 'duplicate_entry')
    else {
      seen.add(key)
      countStored(tally, file)
      for (const [index, cell] of cells.entries()) {
        if (cell === '') continue
        const period = `${year}-${String(index + 1).padStart(2, '0')}`
        if (period > latest) latest = period
        facts.push({ series, measure: 'crimes', period, value: Number(cell) })
      }
    }
  }
  return { edition: latest === '' ? { asOf: '1970-01-01', name: 'empty' } : { asOf: lastDay(latest), name: latest }, facts }
}
