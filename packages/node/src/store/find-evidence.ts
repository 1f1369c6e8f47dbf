import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** The parties in whose logs a version lies: where it went and where it came from, sorted. */
export async function findPartnersOf(sql: Sql, versionSeq: number): Promise<string[]> {
  const rows = await sql<{ partner: string }[]>`select distinct log.partner from position join log using (log_id)
    where position.seq = ${versionSeq} and log.partner is not null order by log.partner`
  return rows.map((row) => row.partner)
}

export type EvidencePeriod = { readonly from: Date; readonly until: Date; readonly partner?: string | undefined }

/**
 * Latest versions that an agency may see and that the node got from `from` until before `until`, in journal order; with `partner`, those that
 * lie in a log with that party. At most `limit`.
 */
export async function listPeriod(
  sql: Sql,
  agency: string,
  { from, until, partner }: EvidencePeriod,
  limit: number,
): Promise<StoredVersion[]> {
  const exchanged =
    partner === undefined
      ? sql``
      : sql`and exists (select from position p join log l on l.log_id = p.log_id where p.seq = v.seq and l.partner = ${partner})`
  return await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.latest and ${isShown(sql)} and v.added_at >= ${from} and v.added_at < ${until} and ${visibleTo(sql, agency)} ${exchanged}
    order by v.seq limit ${limit}`
}
