import { cleanText } from '../decode-text.ts'
import type { Edition, FigureFact } from '../facts.ts'
import { tableRows } from '../table.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { lastDay } from './days.ts'

const months = ['ENERO', 'FEBRERO', 'MARZO', 'ABRIL', 'MAYO', 'JUNIO', 'JULIO', 'AGOSTO', 'SEPTIEMBRE', 'OCTUBRE', 'NOVIEMBRE', 'DICIEMBRE']
type ReadCrimes = (tally: Tally, file: string, bytes: Uint8Array) => { readonly edition: Edition; readonly facts: readonly FigureFact[] }

/** Reads Mexico's federal crime series (incidencia delictiva del fuero federal, IDEFF): a row for each year, state, law, concept and type. */
export const readFederalCrimes: ReadCrimes = (tally, file, bytes) =>
  readCrimes(['ENTIDAD', 'LEY', 'CONCEPTO', 'TIPO'], ['INEGI'], tally, file, bytes)

/** Reads Mexico's series of crimes under state law: a row for each year, state, good protected, type, subtype and manner. */
export const readStateCrimes: ReadCrimes = (tally, file, bytes) =>
  readCrimes(['Entidad', 'Bien jurídico afectado', 'Tipo de delito', 'Subtipo de delito', 'Modalidad'], ['Clave_Ent'], tally, file, bytes)

/**
 * A cell for each month, and each cell gives a fact; a blank cell is a month not published yet, never nought. The edition's date is the last day
 * of the last month published.
 */
function readCrimes(
  dimensions: readonly string[],
  others: readonly string[],
  ...[tally, file, bytes]: Parameters<ReadCrimes>
): ReturnType<ReadCrimes> {
  const headings = ['AÑO', ...others, ...dimensions, ...months]
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
