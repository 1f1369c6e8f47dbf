import { kinds, referencesOf, searchTextOf } from '@enlace/records'
import type { Sql } from 'postgres'
import type { Keystore } from '../store/keystore.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { findReindexed, listToIndex, replaceIndex } from '../store/write-index.ts'

const batchSize = 256

/**
 * Makes what search and relations stand on anew, from the unsealed records, when somebody asked for it (`enlace rebuild index`): after a release that
 * finds more words, or a damaged table.
 */
export function createReindex(options: { readonly sql: Sql; readonly keystore: Keystore; readonly searchKey: Uint8Array }): {
  step(): Promise<boolean>
} {
  const { sql, keystore, searchKey } = options
  return {
    step: async () => {
      const from = await findReindexed(sql)
      if (from === undefined) return false
      const seqs = await listToIndex(sql, from, batchSize)
      const records = await readStoredRecords(sql, keystore, seqs)
      const entries = records.map(({ seq, kind, object }) => {
        const { words, identifiers } = searchTextOf(kinds.get(kind), object)
        return { seq, words, identifiers, references: referencesOf(object) }
      })
      const more = seqs.length === batchSize
      await sql.begin((tx) => replaceIndex(tx, searchKey, entries, { from, to: more ? seqs.at(-1) : undefined }))
      return more
    },
  }
}
