import { type CountDefinition, type CountedItem, countedItem } from '@enlace/records'
import type { Sql } from 'postgres'
import { isShown } from './hidden.ts'
import type { Keystore } from './keystore.ts'
import { readStoredRecords } from './stored-records.ts'
import { type StoredVersion, versionColumns, visibleTo } from './version-rows.ts'

/** Records of a kind that are looked at for one count, at most. */
const maxLookedAt = 2000

/** What a definition counts among the records that an agency may see. `more`: there are records of the kind that were not looked at. */
export async function readCounted(
  from: { readonly sql: Sql; readonly keystore: Keystore },
  definition: CountDefinition,
  agency: string,
): Promise<{ readonly items: readonly CountedItem[]; readonly versions: readonly StoredVersion[]; readonly more: boolean }> {
  const { sql, keystore } = from
  const rows = await sql<StoredVersion[]>`select ${versionColumns(sql)} from version v join log body_at on body_at.log_id = v.body_log
    where v.kind = ${definition.kind} and v.latest and not v.revoked and ${isShown(sql)} and ${visibleTo(sql, agency)}
    order by v.seq limit ${maxLookedAt + 1}`
  const looked = rows.slice(0, maxLookedAt)
  const stored = await readStoredRecords(
    sql,
    keystore,
    looked.map(({ seq }) => seq),
  )
  const counted = stored.flatMap((record) => {
    const item = countedItem(definition, record.object)
    return item === undefined ? [] : [{ item, seq: record.seq }]
  })
  const seqs = new Set(counted.map(({ seq }) => seq))
  return { items: counted.map(({ item }) => item), versions: looked.filter(({ seq }) => seqs.has(seq)), more: rows.length > maxLookedAt }
}
