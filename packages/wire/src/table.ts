import { countLines, csvRows } from './csv-rows.ts'
import { decodeText } from './decode-text.ts'
import type { ReportReason } from './importer.ts'
import { countRead, fileTally, reportRow, type Tally } from './tally.ts'

/** A row under its headings: `cell('name')` is the text under that heading, or '' when the row is short. */
export type TableRow = { readonly file: string; readonly line: number; readonly cell: (heading: string) => string }

/** Most bytes of one published file; larger ones are reported unread. */
export const maxFileBytes = 64 * 1024 * 1024

/** Most rows above the headings. */
const maxPreamble = 20

/**
 * Reads a CSV file that has headings, wherever they stand in its first rows and in whatever order. `headings` are compared folded (no case,
 * accents or punctuation). Each row handed out has been counted as read; the caller says what became of it. Rows that cannot be read are
 * reported here. `onPreamble` gets the text of rows above the headings.
 */
export function* tableRows(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
  headings: readonly string[],
  onPreamble: (text: string) => void = () => undefined,
): Generator<TableRow, void, undefined> {
  const counting = fileTally(tally, file)
  if (bytes.length > maxFileBytes) return reportFile(tally, file, 'file_too_large')
  const text = decodeText(bytes)
  counting.lines = countLines(text)
  const head = findHeadings(text, headings)
  if (head === undefined) return reportFile(tally, file, 'heading_not_found', counting.lines)
  for (const row of csvRows(text)) {
    if (row.type === 'blank') counting.blank++
    else if (row.line <= head.line) {
      counting.heading += row.lineCount
      if (row.type === 'row' && row.line < head.line) onPreamble(row.cells.join(' '))
    } else {
      countRead(tally, file, row.lineCount)
      if (row.type === 'broken') reportRow(tally, file, row.line, row.reason)
      else if (row.cells.length < head.fewest) reportRow(tally, file, row.line, 'too_few_cells')
      else yield { file, line: row.line, cell: (heading) => row.cells[head.columns.get(heading) ?? -1] ?? '' }
    }
  }
}

/** Reads a CSV file without headings, whose columns are fixed by its publisher. Counting is as in `tableRows`. */
export function* plainRows(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
  columns: readonly string[],
): Generator<TableRow, void, undefined> {
  const counting = fileTally(tally, file)
  if (bytes.length > maxFileBytes) return reportFile(tally, file, 'file_too_large')
  const text = decodeText(bytes)
  counting.lines = countLines(text)
  for (const row of csvRows(text)) {
    if (row.type === 'blank') {
      counting.blank++
      continue
    }
    countRead(tally, file, row.lineCount)
    if (row.type === 'broken') reportRow(tally, file, row.line, row.reason)
    else if (row.cells.length < columns.length) reportRow(tally, file, row.line, 'too_few_cells')
    else yield { file, line: row.line, cell: (column) => row.cells[columns.indexOf(column)] ?? '' }
  }
}

/** Letters and digits only, lower case, without accents: how headings and names of places are compared. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** The whole file as one unread item, so that what was read still equals what was stored and reported. */
export function reportFile(tally: Tally, file: string, reason: ReportReason, lines = 1): void {
  const counting = fileTally(tally, file)
  counting.lines = Math.max(counting.lines, lines)
  countRead(tally, file, counting.lines)
  reportRow(tally, file, 1, reason)
}

type Head = { readonly line: number; readonly columns: ReadonlyMap<string, number>; readonly fewest: number }

function findHeadings(text: string, wanted: readonly string[]): Head | undefined {
  let seen = 0
  for (const row of csvRows(text)) {
    if (row.type === 'row') {
      const folded = row.cells.map(fold)
      const columns = new Map(wanted.map((heading) => [heading, folded.indexOf(fold(heading))]))
      if ([...columns.values()].every((column) => column >= 0)) {
        return { line: row.line, columns, fewest: Math.max(...columns.values()) + 1 }
      }
    }
    if (++seen > maxPreamble) return undefined
  }
  return undefined
}
