import type { FileCounts, ImportCounts, ReportedRow, ReportReason } from './importer.ts'
import { unreadReasons } from './importer.ts'

type Counting = { -readonly [Name in keyof Omit<FileCounts, 'file'>]: FileCounts[Name] }

/** What a run has read so far. Readers add to it; `countsOf` reads it. */
export type Tally = { readonly files: Map<string, Counting>; readonly reported: ReportedRow[] }

/** An empty tally. */
export function startTally(): Tally {
  return { files: new Map(), reported: [] }
}

/** The figures of one file, started at nought on first asking. */
export function fileTally(tally: Tally, file: string): Counting {
  const known = tally.files.get(file)
  if (known !== undefined) return known
  const fresh: Counting = { lines: 0, heading: 0, blank: 0, read: 0, readLines: 0, stored: 0, reported: 0 }
  tally.files.set(file, fresh)
  return fresh
}

/** Counts a row as read; its fate follows as `countStored` or `reportRow`. */
export function countRead(tally: Tally, file: string, lines: number): void {
  const counting = fileTally(tally, file)
  counting.read++
  counting.readLines += lines
}

/** The row just read became a record, or part of one. */
export function countStored(tally: Tally, file: string): void {
  fileTally(tally, file).stored++
}

/** The row just read did not become a record, and why. */
export function reportRow(tally: Tally, file: string, line: number, reason: ReportReason): void {
  fileTally(tally, file).reported++
  tally.reported.push({ file, line, reason })
}

/** Totals over all files read; `records` is how many objects they make. */
export function countsOf(tally: Tally, records: number): ImportCounts {
  const files = [...tally.files].map(([file, counting]) => ({ file, ...counting }))
  const total = (name: 'read' | 'stored' | 'reported') => files.reduce((sum, counted) => sum + counted[name], 0)
  const byReason: Partial<Record<ReportReason, number>> = {}
  for (const { reason } of tally.reported) byReason[reason] = (byReason[reason] ?? 0) + 1
  const unread = unreadReasons.reduce((sum, reason) => sum + (byReason[reason] ?? 0), 0)
  return { read: total('read'), stored: total('stored'), reported: total('reported'), unread, records, byReason, files }
}
