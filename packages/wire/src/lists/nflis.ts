import { cleanText } from '../decode-text.ts'
import type { Edition, FigureFact } from '../facts.ts'
import { tableRows } from '../table.ts'
import { countStored, reportRow, type Tally } from '../tally.ts'
import { wholeNumber } from './cbp.ts'
import { isoDayText } from './days.ts'

const series = ['STATE_LONG_NAME', 'BASE_DESCRIPTION', 'SUBSTANCE_DESCRIPTION']
const headings = ['YYYY', 'PERIOD', 'DRUG_REPORTS', 'QUERY_RUN_DATE', 'SUBSTANCE_ID', 'STATE', ...series]

/**
 * Reads one answer of the Drug Enforcement Administration's NFLIS-Drug query system: the reports of laboratories by state, half-year and substance.
 * A substance that no laboratory of a state reported has no row. The edition's date is the day on which the question was put.
 */
export function readNflis(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
): { readonly edition: Edition; readonly facts: readonly FigureFact[] } {
  const facts: FigureFact[] = []
  const seen = new Set<string>()
  let asked = ''
  for (const row of tableRows(tally, file, bytes, headings)) {
    const year = /^\s*((?:19|20)\d{2})\s*$/.exec(row.cell('YYYY'))?.[1]
    const half = /^\s*SA([12])\b/.exec(row.cell('PERIOD'))?.[1]
    const reports = wholeNumber(row.cell('DRUG_REPORTS'))
    const day = isoDayText(row.cell('QUERY_RUN_DATE').trim().slice(0, 10))
    const classes = series.map((heading) => cleanText(row.cell(heading)))
    const key = [...classes, year, half].join('|')
    if (year === undefined || half === undefined || day === undefined) reportRow(tally, file, row.line, 'period_not_read')
    else if (reports === undefined) reportRow(tally, file, row.line, 'value_not_read')
    else if (classes.some((part) => part === '')) reportRow(tally, file, row.line, 'key_missing')
    else if (seen.has(key)) reportRow(tally, file, row.line, 'duplicate_entry')
    else {
      seen.add(key)
      countStored(tally, file)
      if (day > asked) asked = day
      facts.push({ series: classes, measure: 'reports', period: `${year}-${half === '1' ? '06' : '12'}`, value: reports })
    }
  }
  return { edition: asked === '' ? { asOf: '1970-01-01', name: 'empty' } : { asOf: asked, name: asked }, facts }
}
