import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Most notes that are listed: an embassy writes some hundreds a year. */
const maxNotes = 500

/** The newest diplomatic notes that an agency may see; of one direction, or those that name one request, by its digest. */
export async function listNotes(
  sql: Sql,
  filter: {
    readonly agency: string
    readonly party: string
    readonly direction?: string | undefined
    readonly request?: Uint8Array | undefined
  },
): Promise<readonly StoredVersion[]> {
  const { agency, party, direction, request } = filter
  return await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.kind = 'diplomatic-note' and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)}
      ${direction === undefined ? sql`` : direction === 'sent' ? sql`and v.from_party = ${party}` : sql`and v.from_party <> ${party}`}
      ${
        request === undefined
          ? sql``
          : sql`and exists (select from reference r where r.seq = v.seq and r.relation in ('request_ref', 'object_refs') and r.target = ${Buffer.from(request)})`
      }
    order by v.seq desc limit ${maxNotes}`
}
