import type { Sql } from 'postgres'
import type { Querier } from './logs.ts'

/** One version of a record as the database knows it: nothing of its text. */
export type StoredVersion = {
  /** Journal seq: the node's total order. */
  readonly seq: number
  readonly rid: Uint8Array
  readonly fromParty: string
  /** The compartment that holds it. */
  readonly agency: string
  /** Agencies of the same party that it was shared with. */
  readonly sharedWith: readonly string[]
  readonly kind: string
  readonly modified: Date
  readonly tlp: string
  readonly retention: string
  readonly personal: boolean
  readonly latest: boolean
  readonly revoked: boolean
  readonly flags: readonly string[]
  readonly addedAt: Date
  readonly erasedAt: Date | null
  /** A recall hides it: it is shown to nobody. */
  readonly hidden: boolean
  /** Where its body lies. */
  readonly bodyLog: number
  readonly bodySeq: number
  readonly bodyOrigin: string
}

/** The columns of `StoredVersion` for a query over `version v join log body_at on body_at.log_id = v.body_log`. */
export function versionColumns(sql: Querier) {
  return sql`v.seq, v.rid, v.from_party as "fromParty", v.agency,
    array(select s.agency from share s where s.rid = v.rid order by s.agency) as "sharedWith",
    v.kind, v.modified, v.tlp, v.retention, v.personal, v.latest, v.revoked, v.flags, v.added_at as "addedAt", v.erased_at as "erasedAt",
    exists (select from hidden h where h.rid = v.rid and h.from_party = v.from_party and h.shown_again_at is null) as hidden,
    v.body_log as "bodyLog", v.body_seq as "bodySeq", body_at.origin as "bodyOrigin"`
}

/** The compartments an agency may look into, as SQL: its own, and the records others shared with it. */
export function visibleTo(sql: Sql, agency: string) {
  return sql`(v.agency = ${agency} or exists (select from share s where s.rid = v.rid and s.agency = ${agency}))`
}
