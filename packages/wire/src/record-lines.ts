import { isJsonObject, type JsonObject, parseJson, utf8 } from '@enlace/core'
import { countLines } from './csv-rows.ts'
import { decodeText } from './decode-text.ts'
import type { Imported } from './importer.ts'
import { isoDayText } from './lists/days.ts'
import { maxFileBytes, reportFile } from './table.ts'
import { countRead, countStored, fileTally, reportRow, type Tally } from './tally.ts'

/**
 * Reads a file of JSON lines, the first of which names its format and its day. `toRecord` makes a record of each other line, as of that day; a line
 * of which it makes none is reported and the rest go on. Never throws.
 */
export function readLines(
  tally: Tally,
  file: string,
  bytes: Uint8Array,
  format: string,
  toRecord: (line: string, at: string) => Imported | undefined,
): Imported[] {
  const counting = fileTally(tally, file)
  const text = bytes.length > maxFileBytes ? '' : decodeText(bytes)
  const lines = text.split('\n')
  const head = lineObject(lines[0] ?? '')
  counting.lines = Math.max(1, countLines(text))
  const asOf = head?.format === format ? isoDayText(head.as_of) : undefined
  if (asOf === undefined) {
    reportFile(tally, file, bytes.length > maxFileBytes ? 'file_too_large' : 'heading_not_found', counting.lines)
    return []
  }
  counting.heading = 1
  const made: Imported[] = []
  for (let index = 1; index < counting.lines; index++) {
    const line = lines[index] ?? ''
    if (line.trim() === '') {
      counting.blank++
      continue
    }
    countRead(tally, file, 1)
    const record = toRecord(line, `${asOf}T00:00:00.000Z`)
    if (record === undefined) {
      reportRow(tally, file, index + 1, 'line_not_read')
      continue
    }
    countStored(tally, file)
    made.push(record)
  }
  return made
}

/** The object that a line of JSON holds, or undefined. */
export function lineObject(line: string): JsonObject | undefined {
  const parsed = parseJson(utf8(line.toWellFormed()))
  return parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
}
