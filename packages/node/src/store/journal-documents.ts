import { isJsonObject, type JsonObject, parseJson } from '@enlace/core'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import type { Querier } from './logs.ts'

type Row = { readonly seq: number; readonly slot: number | null; readonly sealed: Uint8Array | null; readonly origin: string }

/** The first document of each of these journal entries, unsealed, by seq; entries that cannot be opened have none. */
export async function readJournalDocuments(sql: Querier, keystore: Keystore, seqs: readonly number[]): Promise<Map<number, JsonObject>> {
  if (seqs.length === 0) return new Map()
  const rows = await sql<Row[]>`select body.seq, body.slot, body.sealed, log.origin from body join log using (log_id)
    where log.role = 'journal' and body.seq = any(${sql.array([...new Set(seqs)], 20)}::bigint[])`
  return new Map(
    rows.flatMap((row) => {
      const body = openBody(keystore, row.origin, row)
      const bytes = typeof body === 'string' ? undefined : body.items[0]?.bytes
      const parsed = bytes === undefined ? undefined : parseJson(bytes)
      return parsed?.ok && isJsonObject(parsed.value.value) ? [[row.seq, parsed.value.value] as const] : []
    }),
  )
}
