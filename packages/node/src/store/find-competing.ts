import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Most competing requests that are told of one. */
const most = 20

/** Open requests of these forms by other parties that are about something this request is about too, as an agency may see them. */
export async function findCompeting(
  sql: Sql,
  asked: { readonly rid: Uint8Array; readonly from: string; readonly agency: string; readonly forms: readonly string[] },
): Promise<readonly (StoredVersion & { readonly form: string })[]> {
  const { rid, from, agency, forms } = asked
  return await sql<(StoredVersion & { form: string })[]>`select ${versionColumns(sql)}, w.form from work_item w
    join version v on v.rid = w.rid and v.latest join log body_at on body_at.log_id = v.body_log
    where w.kind = 'request' and w.form = any(${[...forms]}) and w.state not in ('outcome', 'cannot_act')
      and v.from_party <> ${from} and v.rid <> ${rid as Buffer} and ${isShown(sql)} and ${visibleTo(sql, agency)}
      and exists (select from reference other join reference mine on mine.target = other.target
        join version own on own.seq = mine.seq and own.rid = ${rid as Buffer} and own.latest
        where other.seq = v.seq and other.relation = 'object_refs' and mine.relation = 'object_refs')
    order by v.seq limit ${most}`
}
