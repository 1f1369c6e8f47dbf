/** One row of a CSV text. `line` is the first physical line (1-based) and `lineCount` how many lines the row covers. */
export type CsvRow =
  | { readonly type: 'row'; readonly line: number; readonly lineCount: number; readonly cells: readonly string[] }
  | { readonly type: 'blank'; readonly line: number; readonly lineCount: 1 }
  | { readonly type: 'broken'; readonly line: number; readonly lineCount: 1; readonly reason: 'quote_not_closed' }

/** Most physical lines that one row may cover. A quote still open after them is a stray quote. It also bounds the work for hostile files. */
export const maxLinesPerRow = 64

/**
 * Reads comma-separated text (RFC 4180) as offices really write it, and never throws. Line breaks may stand inside quotes; a quote inside an
 * unquoted cell, or words after a closing quote, stay as written; rows may be short or long. A quote that is never closed spoils its own line
 * only: the line is handed out as broken and reading goes on after it. Every physical line belongs to exactly one row, so callers can add
 * `lineCount` up and compare with `countLines`.
 */
export function* csvRows(text: string): Generator<CsvRow, void, undefined> {
  let at = 0
  let line = 1
  while (at < text.length) {
    const row = rowAt(text, at)
    if (row === undefined) {
      yield { type: 'broken', line, lineCount: 1, reason: 'quote_not_closed' }
      at = endOfLine(text, at).next
      line += 1
      continue
    }
    const lineCount = countLines(text.slice(at, row.next))
    if (lineCount === 1 && row.cells.every(isEmpty)) yield { type: 'blank', line, lineCount: 1 }
    else yield { type: 'row', line, lineCount, cells: row.cells }
    at = row.next
    line += lineCount
  }
}

/** How many physical lines a text has; the last one need not end in a line break. */
export function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return text === '' || text.endsWith('\n') ? count : count + 1
}

// A line that holds only U+001A is the end mark that some exporters still write.
function isEmpty(cell: string): boolean {
  return cell === '' || cell === '\u001A' || cell.trim() === ''
}

/** The row that starts at `start`, or undefined when one of its quoted cells has no end. */
function rowAt(text: string, start: number): { readonly cells: string[]; readonly next: number } | undefined {
  const cells: string[] = []
  const limit = lineEndAfter(text, start, maxLinesPerRow)
  let at = start
  for (;;) {
    let cell = ''
    if (text.charCodeAt(at) === 0x22) {
      const quoted = quotedCell(text, at, limit)
      if (quoted === undefined) return undefined
      cell = quoted.cell
      at = quoted.next
    }
    const end = endOfCell(text, at)
    cell += text.slice(at, end)
    if (text[end] === ',') {
      cells.push(cell)
      at = end + 1
      continue
    }
    cells.push(cell.endsWith('\r') ? cell.slice(0, -1) : cell)
    return { cells, next: Math.min(end + 1, text.length) }
  }
}

function quotedCell(text: string, open: number, limit: () => number): { readonly cell: string; readonly next: number } | undefined {
  let at = open + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0 || quote > limit()) return undefined
    if (text.charCodeAt(quote + 1) !== 0x22) return { cell: text.slice(open + 1, quote).replaceAll('""', '"'), next: quote + 1 }
    at = quote + 2
  }
}

/** Where the `lines`-th line break after `start` stands, looked up on first asking and then remembered. */
function lineEndAfter(text: string, start: number, lines: number): () => number {
  let found = -1
  return () => {
    if (found >= 0) return found
    let end = start - 1
    for (let i = 0; i < lines; i++) {
      end = text.indexOf('\n', end + 1)
      if (end < 0) break
    }
    found = end < 0 ? text.length : end
    return found
  }
}

function endOfCell(text: string, start: number): number {
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x2c || code === 0x0a) break
  }
  return at
}

function endOfLine(text: string, start: number): { readonly next: number } {
  const end = text.indexOf('\n', start)
  return { next: end < 0 ? text.length : end + 1 }
}
