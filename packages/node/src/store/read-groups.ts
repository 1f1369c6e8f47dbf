import type { Json, JsonObject } from '@enlace/core'
import { type GroupRecord, readDesignation, type StatedDesignation } from '@enlace/records'
import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import { recordDigest } from './keyed-digest.ts'
import type { Keystore } from './keystore.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Native types that describe a group; anything else is one where a designation names it. */
const groupKinds = ['intrusion-set', 'threat-actor']
/** Groups read for one page of the registry at most, the newest; the page says when there are more. */
const maxGroups = 500
/** Designations and statements of sameness read about them at most. */
const maxStated = 2000

export type HeldGroups = {
  readonly groups: readonly GroupRecord[]
  readonly designations: readonly StatedDesignation[]
  /** Pairs of ids of records that somebody says are the same. */
  readonly same: readonly (readonly [string, string])[]
  /** The version of each group by its id. */
  readonly versions: ReadonlyMap<string, StoredVersion>
  readonly more: boolean
}

type From = { readonly sql: Sql; readonly keystore: Keystore; readonly searchKey: Uint8Array }

/** Every group that an agency may see, whose record or designation has all words of `tsquery` (undefined: all groups), with what is said of them. */
export async function readGroups(from: From, agency: string, tsquery: string | undefined): Promise<HeldGroups> {
  const { sql } = from
  const named = tsquery === undefined ? sql`` : sql`and v.seq in (select seq from search where words @@ ${tsquery}::tsquery)`
  const rows = await sql<{ rid: Uint8Array }[]>`select rid from (
      select v.rid, v.seq from version v where v.kind = any(${groupKinds}) and v.latest and not v.revoked and ${isShown(sql)}
        and ${visibleTo(sql, agency)} ${named}
      union
      select r.target, v.seq from version v join reference r on r.seq = v.seq and r.relation = 'object_refs'
        where v.kind = 'designation' and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)} ${named}
    ) as found group by rid order by max(seq) desc limit ${maxGroups + 1}`
  const rids = rows.slice(0, maxGroups).map(({ rid }) => rid)
  return { ...(await readAbout(from, agency, rids)), more: rows.length > maxGroups }
}

/** One group by the id of any of its records, with those that are said to be the same. Empty where the agency may see none. */
export async function readGroup(from: From, agency: string, id: string): Promise<HeldGroups> {
  return { ...(await readAbout(from, agency, [recordDigest(from.searchKey, id)])), more: false }
}

async function readAbout(from: From, agency: string, wanted: readonly Uint8Array[]): Promise<Omit<HeldGroups, 'more'>> {
  const { sql, keystore } = from
  const asked = bytesOf(sql, wanted)
  // Who is the same as whom through any number of steps, so that a search by one name finds the group under all of them.
  const rows = await sql<(StoredVersion & { relation: string | null })[]>`with recursive alike (rid) as (
      select unnest(${asked}::bytea[])
      union
      select other.target from alike join reference one on one.target = alike.rid and one.relation in ('source_ref:duplicate-of', 'target_ref:duplicate-of')
        join version v on v.seq = one.seq and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)}
        join reference other on other.seq = one.seq and other.relation in ('source_ref:duplicate-of', 'target_ref:duplicate-of')
    )
    select ${versionColumns(sql)} from alike join version v on v.rid = alike.rid and v.latest
    join log body_at on body_at.log_id = v.body_log
    where not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)} order by v.seq desc limit ${maxGroups * 2}`
  const stated = await sql<{ seq: number }[]>`select distinct v.seq from reference r join version v on v.seq = r.seq
    where r.target = any(${bytesOf(
      sql,
      rows.map(({ rid }) => rid),
    )}::bytea[]) and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)}
      and ((v.kind = 'designation' and r.relation = 'object_refs') or r.relation in ('source_ref:duplicate-of', 'target_ref:duplicate-of'))
    order by v.seq limit ${maxStated}`
  const [records, said] = await Promise.all([
    readStoredRecords(
      sql,
      keystore,
      rows.map(({ seq }) => seq),
    ),
    readStoredRecords(
      sql,
      keystore,
      stated.map(({ seq }) => seq),
    ),
  ])
  const versionOf = new Map(rows.map((row) => [row.seq, row]))
  return {
    groups: records.map(toGroup),
    designations: said.flatMap(({ object, fromParty }) => {
      const designation = readDesignation(object)
      return designation === undefined ? [] : [{ ...designation, from_party: fromParty }]
    }),
    same: said.flatMap(({ object }) => pairOf(object)),
    versions: new Map(records.flatMap(({ seq, object }) => [[String(object.id), versionOf.get(seq) as StoredVersion] as const])),
  }
}

function toGroup({ object, fromParty }: StoredRecord): GroupRecord {
  const aliases = Array.isArray(object.aliases) ? (object.aliases as readonly Json[]) : []
  return {
    id: String(object.id),
    from: fromParty,
    name: typeof object.name === 'string' ? object.name : '',
    aliases: aliases.filter((one): one is string => typeof one === 'string'),
  }
}

function pairOf(object: JsonObject): readonly (readonly [string, string])[] {
  const { relationship_type: type, source_ref: one, target_ref: other } = object
  return type === 'duplicate-of' && typeof one === 'string' && typeof other === 'string' ? [[one, other]] : []
}

function bytesOf(sql: Sql, rids: readonly Uint8Array[]) {
  return sql.array(
    rids.map((rid) => Buffer.from(rid)),
    17,
  )
}
