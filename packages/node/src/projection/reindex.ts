import { kinds, referencesOf, searchTextOf } from '@enlace/records'
import type { Sql } from 'postgres'
import type { Keystore } from '../store/keystore.ts'
import { type PartnerIds, withOwnIds } from '../store/partner-ids.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { findReindexed, listToIndex, replaceIndex } from '../store/write-index.ts'

const batchSize = 256

/**
 * Makes what search and relations stand on anew, from the unsealed records, when somebody asked for it (`enlace rebuild index`): after a release that
 * finds more words, or a damaged table.
 */
export function createReindex(options: {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  /** Ids made for partners, and whether the agreement with one speaks of them. */
  readonly ids?: { readonly partnerIds: PartnerIds; readonly areMadeFor: (party: string) => boolean }
}): {
  step(): Promise<boolean>
} {
  const { sql, keystore, searchKey } = options
  return {
    step: async () => {
      const from = await findReindexed(sql)
      if (from === undefined) return false
      const seqs = await listToIndex(sql, from, batchSize)
      const records = await readStoredRecords(sql, keystore, seqs)
      const entries = records.map(({ seq, kind, object, fromParty }) => {
        const { words, identifiers } = searchTextOf(kinds.get(kind), object)
        const references = referencesOf(object)
        const { ids } = options
        const own = ids?.areMadeFor(fromParty) === true ? withOwnIds(ids.partnerIds, fromParty, references) : references
        return { seq, words, identifiers, references: own }
      })
      const more = seqs.length === batchSize
      await sql.begin((tx) => replaceIndex(tx, searchKey, entries, { from, to: more ? seqs.at(-1) : undefined }))
      return more
    },
  }
}
