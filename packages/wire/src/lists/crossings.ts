import { cleanText } from '../decode-text.ts'
import type { Edition, FigureFact } from '../facts.ts'
import { tableRows } from '../table.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { wholeNumber } from './cbp.ts'
import { lastDay } from './days.ts'

const series = ['Region', 'POE', 'Crossing', 'Modes']
const headings = ['Year', 'Month', ...series, 'Northbound Crossing']

/**
 * Reads the northbound crossings of the bridges between Texas and Mexico: a row for each month, crossing and mode. A nought stands as published: it
 * is a month without traffic as much as a mode that the crossing does not serve. The edition's date is the last day it covers.
 */
export function readCrossings(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
): { readonly edition: Edition; readonly facts: readonly FigureFact[] } {
  const facts: FigureFact[] = []
  const seen = new Set<string>()
  let latest = ''
  for (const row of tableRows(tally, file, bytes, headings)) {
    const year = /^\s*((?:19|20)\d{2})\s*$/.exec(row.cell('Year'))?.[1]
    const month = /^\s*(1[0-2]|0?[1-9])\s*$/.exec(row.cell('Month'))?.[1]
    const classes = series.map((heading) => cleanText(row.cell(heading)))
    const value = wholeNumber(row.cell('Northbound Crossing'))
    const period = `${year}-${month?.padStart(2, '0')}`
    const key = [...classes, period].join('|')
    if (year === undefined || month === undefined) reportRow(tally, file, row.line, 'period_not_read')
    else if (value === undefined) reportRow(tally, file, row.line, 'value_not_read')
    else if (classes.some((part) => part === '')) reportRow(tally, file, row.line, 'key_missing')
    else if (seen.has(key)) reportRow(tally, file, row.line, 'duplicate_entry')
    else {
      seen.add(key)
      countStored(tally, file)
      if (period > latest) latest = period
      facts.push({ series: classes, measure: 'crossings', period, value })
    }
  }
  return { edition: latest === '' ? { asOf: '1970-01-01', name: 'empty' } : { asOf: lastDay(latest), name: latest }, facts }
}
