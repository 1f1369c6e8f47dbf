import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Most reports, and most reports owed, that are listed. */
const maxReports = 300

/** A record of which a contact report is owed and not written. */
export type OwedReport = { readonly version: StoredVersion; readonly startedAt: Date; readonly dueAt: Date }

/** What an agency owes a contact report of, the next one due first. */
export async function listOwedReports(sql: Sql, agency: string): Promise<readonly OwedReport[]> {
  const rows = await sql<(StoredVersion & { startedAt: Date; dueAt: Date })[]>`
    select ${versionColumns(sql)}, d.started_at as "startedAt", d.due_at as "dueAt"
    from duty d join version v on v.rid = d.rid and v.latest join log body_at on body_at.log_id = v.body_log
    where d.duty = 'contact_report' and d.done_at is null and d.agency = ${agency} and ${isShown(sql)} and ${visibleTo(sql, agency)}
    order by d.due_at limit ${maxReports}`
  return rows.map(({ startedAt, dueAt, ...version }) => ({ version: version as StoredVersion, startedAt, dueAt }))
}

/** The newest contact reports that an agency may see. */
export async function listReports(sql: Sql, agency: string): Promise<readonly StoredVersion[]> {
  return await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.kind = 'contact-report' and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)}
    order by v.seq desc limit ${maxReports}`
}
