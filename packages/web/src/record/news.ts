import type { RecordDetail } from '../api/shapes.ts'

/** What came to a record after somebody last looked at it. */
export type RecordNews = {
  readonly at: string
  readonly versions: number
  readonly relations: ReadonlySet<string>
  readonly releases: number
  readonly receipts: number
  /** Journal seq of the version that was the latest then, to compare with; undefined when none came. */
  readonly compareFrom: number | undefined
}

/** Compares a record with the reader's last look; undefined when it was never opened before, or nothing came. Pure. */
export function newsOf(
  detail: Pick<RecordDetail, 'versions' | 'relations' | 'releases'>,
  seen: { readonly seq: number; readonly at: string } | null | undefined,
): RecordNews | undefined {
  if (seen === null || seen === undefined) return undefined
  const fresh = (seq: number | undefined) => seq !== undefined && seq >= seen.seq
  const versions = detail.versions.filter(({ seq }) => fresh(seq)).length
  const relations = new Set(detail.relations.filter(({ record }) => fresh(record.seq)).map(({ record }) => record.id))
  const releases = detail.releases.filter(({ seq }) => fresh(seq)).length
  const receipts = detail.releases.filter(
    ({ seq, receiptedAt }) => !fresh(seq) && receiptedAt !== null && Date.parse(receiptedAt) > Date.parse(seen.at),
  ).length
  if (versions + relations.size + releases + receipts === 0) return undefined
  const before = detail.versions.filter(({ seq }) => !fresh(seq)).sort((a, b) => b.seq - a.seq)[0]
  return { at: seen.at, versions, relations, releases, receipts, compareFrom: versions === 0 ? undefined : before?.seq }
}
