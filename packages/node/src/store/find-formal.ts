import { isShown } from './hidden.ts'
import type { Querier } from './logs.ts'

/** Most that are told of one. */
const most = 20

/**
 * Digests of the requests by which a party made what its earlier request `rid` promised, oldest first: of these forms, written after it, and naming it,
 * or the case or the listed person that it is about.
 */
export async function findFormal(sql: Querier, rid: Uint8Array, from: string, forms: readonly string[]): Promise<readonly Uint8Array[]> {
  if (forms.length === 0) return []
  const rows = await sql<{ rid: Buffer }[]>`select v.rid from work_item w join version v on v.rid = w.rid and v.latest
    where w.kind = 'request' and w.form = any(${[...forms]}) and v.from_party = ${from} and v.rid <> ${rid as Buffer} and ${isShown(sql)}
      and exists (select from version own join reference other on other.seq = v.seq
        where own.rid = ${rid as Buffer} and own.from_party = ${from} and own.seq < v.seq and (
          (other.relation in ('earlier_ref', 'object_refs') and other.target = own.rid)
          or (other.relation = 'object_refs' and exists (select from reference mine join version about on about.rid = mine.target
            where mine.seq = own.seq and mine.relation = 'object_refs' and mine.target = other.target and about.kind in ('case', 'list-entry')))))
    order by v.seq limit ${most}`
  return rows.map((row) => row.rid)
}
