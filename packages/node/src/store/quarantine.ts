import { parseLeaf } from '@enlace/proof/node'
import type { Sql } from 'postgres'
import type { Querier } from './logs.ts'

/**
 * Why a received entry became no record. Each has a sentence in `packs/locales/<language>/quarantine.json`. `kept_newer` is no fault of the entry:
 * it is of a type that this node does nothing with, so it is kept, receipted and never refused.
 */
export const quarantineReasons = [
  'body_damaged',
  'body_erased',
  'body_malformed',
  'commitment_differs',
  'consent_invalid',
  'envelope_invalid',
  'envelope_malformed',
  'files_malformed',
  'items_missing',
  'kept_newer',
  'key_root_unknown',
  'key_statement_refused',
  'key_wrong',
  'leaf_malformed',
  'no_agreement',
  'not_readable',
  'not_storable',
  'object_body_malformed',
  'object_body_too_deep',
  'object_body_too_large',
  'object_duplicate_key',
  'object_invalid',
  'object_not_an_object',
  'object_text_not_well_formed',
  'recall_malformed',
  'recall_not_yours',
  'recall_word_invalid',
  'release_for_another',
  'release_malformed',
  'release_missing',
  'release_signature_invalid',
  'sealed_differs',
  'sealed_unreadable',
  'unseal_unknown',
] as const
export type QuarantineReason = (typeof quarantineReasons)[number]

export type QuarantinedEntry = {
  readonly origin: string
  readonly seq: number
  readonly reason: string
  /** When it was set aside, and when it came. */
  readonly at: Date
  readonly receivedAt: Date
  /** What its leaf says it is, and when its author says that it was written; undefined when the leaf is not readable. */
  readonly leafType: string | undefined
  readonly writtenAt: string | undefined
}

/** One page of what was set aside of a partner's log for one agency, newest first, before a position. */
export async function listQuarantine(
  sql: Sql,
  filter: { readonly partner: string; readonly agency: string; readonly before?: number | undefined },
  limit: number,
): Promise<QuarantinedEntry[]> {
  type Row = Omit<QuarantinedEntry, 'leafType' | 'writtenAt'> & { readonly leaf: Uint8Array }
  const rows = await sql<Row[]>`select log.origin, q.seq, q.reason, q.at, entry.at as "receivedAt", entry.leaf
    from quarantine q join log using (log_id) join entry on entry.log_id = q.log_id and entry.seq = q.seq
    where log.partner = ${filter.partner} and q.agency = ${filter.agency} and q.seq < ${filter.before ?? Number.MAX_SAFE_INTEGER}
    order by q.seq desc limit ${limit}`
  return rows.map(({ leaf, ...row }) => {
    const read = parseLeaf(leaf)
    return { ...row, leafType: read.ok ? read.value.t : undefined, writtenAt: read.ok ? read.value.at : undefined }
  })
}

/** What was answered, or is owed, about entries [start, end) of a partner's log: why each was refused, and which became a version. */
export async function readOutcomes(
  sql: Querier,
  logId: number,
  start: number,
  end: number,
): Promise<{ readonly refused: ReadonlyMap<number, string>; readonly stored: ReadonlySet<number> }> {
  const [refused, stored] = await Promise.all([
    sql<{ seq: number; reason: string }[]>`select seq, reason from quarantine where log_id = ${logId} and seq >= ${start} and seq < ${end}`,
    sql<{ seq: number }[]>`select body_seq as seq from version where body_log = ${logId} and body_seq >= ${start} and body_seq < ${end}`,
  ])
  return { refused: new Map(refused.map((row) => [row.seq, row.reason])), stored: new Set(stored.map((row) => row.seq)) }
}
