import { cleanText } from '../decode-text.ts'
import type { Edition, FigureFact } from '../facts.ts'
import { tableRows } from '../table.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { wholeNumber } from './cbp.ts'
import { lastDay } from './days.ts'

const headings = ['state_name', 'year', 'month', 'period', 'indicator', 'footnote', 'data_value', 'predicted_value']
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/**
 * Reads the CDC's provisional drug overdose death counts (VSRR): for each jurisdiction and month, the deaths of the twelve months that end with it,
 * as reported and as predicted for reports still to come. The two are measures of their own and are never mixed; all values are provisional. A row
 * whose values the publisher withholds, for quality or for a small number, is reported. The edition's date is the last day it covers.
 */
export function readOverdoseDeaths(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
): { readonly edition: Edition; readonly facts: readonly FigureFact[] } {
  const facts: FigureFact[] = []
  const seen = new Set<string>()
  let latest = ''
  for (const row of tableRows(tally, file, bytes, headings)) {
    const month = months.indexOf(row.cell('month').trim()) + 1
    const year = /^\s*((?:19|20)\d{2})\s*$/.exec(row.cell('year'))?.[1]
    const period = `${year}-${String(month).padStart(2, '0')}`
    const series = [cleanText(row.cell('state_name')), cleanText(row.cell('indicator'))]
    const [reported, predicted] = [row.cell('data_value').trim(), row.cell('predicted_value').trim()]
    const values = [reported, predicted].map(wholeNumber)
    const key = [...series, period].join('|')
    if (year === undefined || month === 0 || row.cell('period').trim() !== '12 month-ending')
      reportRow(tally, file, row.line, 'period_not_read')
    else if (series.some((part) => part === '')) reportRow(tally, file, row.line, 'key_missing')
    else if (reported === '' && row.cell('footnote').includes('suppressed')) reportRow(tally, file, row.line, 'suppressed_small_number')
    else if (reported === '' && predicted === '') reportRow(tally, file, row.line, 'nothing_published')
    else if (values.some((value) => value === undefined)) reportRow(tally, file, row.line, 'value_not_read')
    else if (seen.has(key)) reportRow(tally, file, row.line, 'duplicate_entry')
    else {
      seen.add(key)
      countStored(tally, file)
      if (period > latest) latest = period
      for (const [i, measure] of ['deaths_reported', 'deaths_predicted'].entries())
        facts.push({ series, measure, period, value: values[i]!, provisional: true })
    }
  }
  return { edition: latest === '' ? { asOf: '1970-01-01', name: 'empty' } : { asOf: lastDay(latest), name: latest }, facts }
}
