import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import { readStoredRecords, type StoredRecord } from './stored-records.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** A record and what an agency may see of what was said about it. */
export type HeldRecord = { readonly version: StoredVersion; readonly record: StoredRecord; readonly said: readonly StoredRecord[] }

/** What is read: records of one kind, those that say something about one by naming it in `object_refs`, and how many at most. */
export type HeldWish = { readonly kind: string; readonly saidKinds: readonly string[]; readonly most: number; readonly mostSaid: number }

/** The records of a kind that an agency may see (`rid`: one of them), the newest, each with what was said about it, in the order in which they came. */
export async function readHeld(
  { sql, keystore }: { readonly sql: Sql; readonly keystore: Keystore },
  agency: string,
  { kind, saidKinds, most, mostSaid }: HeldWish,
  rid?: Uint8Array,
): Promise<{ readonly items: readonly HeldRecord[]; readonly more: boolean }> {
  const one = rid === undefined ? sql`` : sql`and v.rid = ${Buffer.from(rid)}`
  const rows = await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.kind = ${kind} and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)} ${one}
    order by v.seq desc limit ${most + 1}`
  const versions = rows.slice(0, most).toReversed()
  const targets = sql.array(
    versions.map((version) => Buffer.from(version.rid)),
    17,
  )
  const links = await sql<{ seq: number; target: Buffer }[]>`select v.seq, r.target from reference r join version v on v.seq = r.seq
    where r.target = any(${targets}::bytea[]) and r.relation = 'object_refs' and v.kind = any(${saidKinds as string[]}) and v.latest and not v.revoked
      and ${isShown(sql)} and ${visibleTo(sql, agency)} order by v.seq limit ${mostSaid}`
  const records = await readStoredRecords(sql, keystore, [...new Set([...versions.map(({ seq }) => seq), ...links.map(({ seq }) => seq)])])
  const recordOf = new Map(records.map((record) => [record.seq, record]))
  const saidOf = new Map<string, StoredRecord[]>()
  for (const { seq, target } of links) {
    const record = recordOf.get(seq)
    const key = target.toString('hex')
    if (record === undefined) continue
    const said = saidOf.get(key)
    if (said === undefined) saidOf.set(key, [record])
    else said.push(record)
  }
  return {
    items: versions.flatMap((version) => {
      const record = recordOf.get(version.seq)
      return record === undefined ? [] : [{ version, record, said: saidOf.get(Buffer.from(version.rid).toString('hex')) ?? [] }]
    }),
    more: rows.length > most,
  }
}
