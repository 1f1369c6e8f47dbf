import { type BatchResults, maxBatchBytes } from '@enlace/api'
import type { Json } from '@enlace/core'
import { type Imported, type Importer, type ImportRun, outOfScopeReasons, unreadReasons } from '@enlace/wire'
import type { Sql } from 'postgres'
import { maxImportProblems, saveImportRun } from '../store/import-runs.ts'

/** A node that takes batches: its API and a bearer token of somebody who may write for the list's agency. */
export type ImportTarget = { readonly api: string; readonly token: string }

export type ImportProgress = { readonly done: number; readonly total: number }

export type ImportResult = {
  /** Rows of the published files; read = stored or unchanged (as records) or reported. */
  readonly rowsRead: number
  readonly rowsReported: number
  /** Records made of the rows that were read. */
  readonly stored: number
  readonly unchanged: number
  readonly refused: number
  /** The newest date that the list states, ISO day. */
  readonly edition: string
}

const linesAtOnce = 500

/**
 * Reads published files of a list and stores what they say through the node's own API, so that every check of intake holds. The list's own ids
 * make the record ids and its date the version, so running it again doubles nothing. The run is kept for the imports page.
 */
export async function importList(
  importer: Importer,
  files: ReadonlyMap<string, Uint8Array>,
  target: ImportTarget,
  sql: Sql,
  options: { readonly now: Date; readonly onProgress?: (progress: ImportProgress) => void },
): Promise<ImportResult> {
  const run = importer.read(files)
  const tally = { stored: 0, unchanged: 0, refused: 0, edition: '', done: 0 }
  const problems: Json[] = describeReported(run)
  const send = async (batch: readonly Imported[]): Promise<void> => {
    const { results } = await postBatch(target, batch)
    for (const result of results) {
      tally[result.status]++
      if (result.status !== 'refused') continue
      const fields = result.problem?.problems.slice(0, 5).map(({ field, code }) => ({ field, code })) ?? []
      // By its place among the records, never by the list's own id: a taxpayer's number would stand in clear beside what is sealed.
      problems.push({ record: tally.done + result.line, reason: result.problem?.code ?? '', fields })
    }
    tally.done += batch.length
    options.onProgress?.({ done: tally.done, total: run.counts.records })
  }
  let batch: Imported[] = []
  let bytes = 0
  for (const row of run.rows) {
    const size = JSON.stringify(row.object).length * 2
    if (batch.length >= linesAtOnce || bytes + size > maxBatchBytes / 2) {
      await send(batch)
      batch = []
      bytes = 0
    }
    batch.push(row)
    bytes += size
    const { modified } = row.object
    if (typeof modified === 'string' && modified.slice(0, 10) > tally.edition) tally.edition = modified.slice(0, 10)
  }
  if (batch.length > 0) await send(batch)
  const { stored, unchanged, refused, edition } = tally
  const { read: rowsRead, reported: rowsReported } = run.counts
  const kept = { list: importer.list, edition, rowsRead, stored, unchanged, reported: rowsReported + refused, problems, at: options.now }
  await saveImportRun(sql, kept)
  return { rowsRead, rowsReported, stored, unchanged, refused, edition }
}

/** How many rows the list's scope left out, by reason, and then each row that could not be read. */
function describeReported({ counts, reported }: ImportRun): Json[] {
  const leftOut = outOfScopeReasons.flatMap((reason) => {
    const count = counts.byReason[reason] ?? 0
    return count === 0 ? [] : [{ reason, count }]
  })
  const unread = new Set<string>(unreadReasons)
  const rows = reported.filter(({ reason }) => unread.has(reason)).map(({ file, line, reason }) => ({ file, line, reason }))
  return [...leftOut, ...rows].slice(0, maxImportProblems)
}

async function postBatch(target: ImportTarget, batch: readonly Imported[]): Promise<BatchResults> {
  const response = await fetch(`${target.api}/api/v1/records/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${target.token}`, 'content-type': 'application/x-ndjson' },
    body: batch.map(({ object, envelope }) => `${JSON.stringify({ object, envelope })}\n`).join(''),
  })
  if (!response.ok) throw new Error(`the node answered ${response.status} to a batch`)
  return (await response.json()) as BatchResults
}
