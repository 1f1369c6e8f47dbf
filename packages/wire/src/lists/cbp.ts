import { cleanText } from '../decode-text.ts'
import type { Edition, FigureFact } from '../facts.ts'
import { tableRows } from '../table.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { lastDay } from './days.ts'

const headingsWith = (area: string) => [
  'FY',
  'Month (abbv)',
  'Component',
  'Region',
  'Land Filter',
  area,
  'Drug Type',
  'Count of Event',
  'Sum Qty (lbs)',
]
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

type ReadSeizures = (tally: Tally, file: string, bytes: Uint8Array) => { readonly edition: Edition; readonly facts: readonly FigureFact[] }

/** Reads one edition of U.S. Customs and Border Protection's nationwide drug seizures, by area of responsibility. */
export const readCbp: ReadSeizures = (tally, file, bytes) => readSeizures(headingsWith('Area of Responsibility'), tally, file, bytes)

/** Reads one edition of the seizures in which its Air and Marine Operations took part, by branch. Many of them stand in the nationwide series too. */
export const readAirAndMarine: ReadSeizures = (tally, file, bytes) => readSeizures(headingsWith('Branch'), tally, file, bytes)

/**
 * A row for each fiscal year, month, component, region, land filter, area and drug, with the number of events and the pounds seized. Each row
 * gives two facts. Fiscal year N runs from October of N-1. The file names no date of its own, so the edition's date is the last day it covers.
 */
function readSeizures(headings: readonly string[], ...[tally, file, bytes]: Parameters<ReadSeizures>): ReturnType<ReadSeizures> {
  const facts: FigureFact[] = []
  const seen = new Set<string>()
  let latest = ''
  const years = new Set<string>()
  for (const row of tableRows(tally, file, bytes, headings)) {
    const period = calendarMonth(row.cell('FY'), row.cell('Month (abbv)'))
    const events = wholeNumber(row.cell('Count of Event'))
    const pounds = decimal(row.cell('Sum Qty (lbs)'))
    // "Other Drugs**" points at a footnote that the file does not carry.
    const series = headings.slice(2, 7).map((heading) => cleanText(row.cell(heading)).replace(/\*+$/, ''))
    const key = [...series, period].join('|')
    if (period === undefined) reportRow(tally, file, row.line, 'period_not_read')
    else if (events === undefined || pounds === undefined) reportRow(tally, file, row.line, 'value_not_read')
    else if (series.some((part) => part === '')) reportRow(tally, file, row.line, 'key_missing')
    else if (seen.has(key)) reportRow(tally, file, row.line, 'duplicate_entry')
    else {
      seen.add(key)
      countStored(tally, file)
      if (period > latest) latest = period
      years.add(row.cell('FY').trim().slice(0, 4))
      const provisional = row.cell('FY').includes('FYTD') ? { provisional: true as const } : {}
      facts.push({ series, measure: 'events', period, value: events, ...provisional })
      facts.push({ series, measure: 'weight', period, value: pounds, ...provisional })
    }
  }
  return { edition: editionOf([...years].sort(), latest), facts }
}

// Named after what it holds, since the same edition must make the same records whatever its file is called.
function editionOf(years: readonly string[], latest: string): Edition {
  if (latest === '') return { asOf: '1970-01-01', name: 'empty' }
  return { asOf: lastDay(latest), name: `FY${years[0]}-FY${years.at(-1)} (${latest})` }
}

/** Fiscal year (with or without "(FYTD)") and month name to `YYYY-MM`. */
function calendarMonth(fiscalYear: string, month: string): string | undefined {
  const year = /^\s*((?:19|20)\d{2})(?:\s*\(FYTD\))?\s*$/.exec(fiscalYear)?.[1]
  const index = months.indexOf(month.trim().toUpperCase())
  if (year === undefined || index < 0) return undefined
  return `${index >= 9 ? Number(year) - 1 : year}-${String(index + 1).padStart(2, '0')}`
}

/** A count as written, with or without commas between thousands; undefined when it is none. */
export function wholeNumber(text: string): number | undefined {
  const plain = text.trim().replaceAll(',', '')
  const value = Number(plain)
  return /^\d{1,15}$/.test(plain) && Number.isSafeInteger(value) ? value : undefined
}

function decimal(text: string): number | undefined {
  const plain = text.trim().replaceAll(',', '')
  if (plain.length > 40 || !/^\d+(\.\d+)?([eE]-?\d{1,2})?$/.test(plain)) return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}
