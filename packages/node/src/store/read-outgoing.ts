import type { Sql } from 'postgres'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'
import { recordItems } from './record-items.ts'

/** One copy as it lies in an outbound log: the exact bytes of its items. */
export type OutgoingItems = {
  readonly logId: number
  readonly seq: number
  readonly origin: string
  readonly object: Uint8Array
  readonly envelope: Uint8Array
  /** The list of attached files; undefined when none left with it. */
  readonly files: Uint8Array | undefined
}

type Row = {
  readonly logId: number
  readonly seq: number
  readonly origin: string
  readonly slot: number | null
  readonly sealed: Uint8Array | null
}

/** The copies at these places of outbound logs; erased and unreadable ones are left out. */
export async function readOutgoing(
  sql: Sql,
  keystore: Keystore,
  places: readonly { readonly outLog: number | null; readonly outSeq: number | null }[],
): Promise<OutgoingItems[]> {
  const wanted = places.flatMap(({ outLog, outSeq }) => (outLog === null || outSeq === null ? [] : [{ outLog, outSeq }]))
  if (wanted.length === 0) return []
  const rows = await sql<Row[]>`select body.log_id as "logId", body.seq, log.origin, slot, sealed
    from unnest(${sql.array(
      wanted.map((place) => place.outLog),
      20,
    )}::bigint[], ${sql.array(
      wanted.map((place) => place.outSeq),
      20,
    )}::bigint[]) as wanted (log_id, seq)
    join body on body.log_id = wanted.log_id::smallint and body.seq = wanted.seq join log on log.log_id = body.log_id`
  return rows.flatMap((row) => {
    const body = openBody(keystore, row.origin, row)
    if (typeof body === 'string') return []
    const { object, envelope, files } = recordItems(body.items)
    if (object === undefined || envelope === undefined) return []
    return [{ logId: row.logId, seq: row.seq, origin: row.origin, object, envelope, files }]
  })
}
