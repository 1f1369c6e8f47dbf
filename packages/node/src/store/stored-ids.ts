import type { Sql } from 'postgres'
import type { Keystore } from './keystore.ts'
import { readStoredRecords } from './stored-records.ts'

/** The STIX ids of versions by journal position: for what must name a record that is shown to nobody. Those that do not open have none. */
export async function findStoredIds(
  sql: Sql,
  keystore: Keystore,
  versions: readonly { readonly seq: number }[],
): Promise<Map<number, string>> {
  if (versions.length === 0) return new Map()
  const records = await readStoredRecords(
    sql,
    keystore,
    versions.map((version) => version.seq),
  )
  return new Map(records.map((record) => [record.seq, String(record.object.id)]))
}
