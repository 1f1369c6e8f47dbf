import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { visibleTo } from './version-rows.ts'

/** The form under which consent to a further charge is asked. */
const waiverForm = 'speciality-waiver'
/** Most waivers that are read of one surrender. */
const most = 20

/** Digests of the requests for a waiver of speciality that follow the request `rid`, as an agency may see them, oldest first. */
export async function findWaivers(sql: Sql, rid: Uint8Array, agency: string): Promise<readonly Uint8Array[]> {
  const rows = await sql<{ rid: Buffer }[]>`select v.rid from reference r join version v on v.seq = r.seq
    join work_item w on w.rid = v.rid and w.kind = 'request' and w.form = ${waiverForm}
    where r.target = ${rid as Buffer} and r.relation = 'earlier_ref' and v.latest and ${isShown(sql)} and ${visibleTo(sql, agency)}
    order by v.seq limit ${most}`
  return rows.map((row) => row.rid)
}
