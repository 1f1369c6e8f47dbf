import { isJsonObject, type JsonObject, parseJson } from '@enlace/core'
import { parseRecallNotice, parseRecallReply, type RecallReply } from '@enlace/records'
import type { Sql } from 'postgres'
import { openBody } from './bodies.ts'
import { readJournalDocuments } from './journal-documents.ts'
import type { Keystore } from './keystore.ts'
import type { RecallRow } from './recalls.ts'

/** What was said with a recall and with the answer to it: unsealed for whoever may read the record. */
export type RecallWords = {
  /** Id of the record, where the recall or the record says it. */
  readonly id: string | undefined
  readonly words: string
  readonly by: string | undefined
  readonly reply: RecallReply | undefined
}

/** The words of recalls, by their number. Our own lie in the journal, the partner's in its log; a revoked version is its own notice. */
export async function readRecallWords(sql: Sql, keystore: Keystore, rows: readonly RecallRow[]): Promise<Map<number, RecallWords>> {
  const documents = await readJournalDocuments(
    sql,
    keystore,
    rows.flatMap((row) => [...(row.direction === 'out' ? [row.seq] : []), ...(row.answerSeq === null ? [] : [row.answerSeq])]),
  )
  return new Map(
    await Promise.all(
      rows.map(async (row): Promise<readonly [number, RecallWords]> => {
        const own = row.direction === 'out' ? documents.get(row.seq) : undefined
        const said = row.answerSeq === null ? undefined : documents.get(row.answerSeq)
        const notice = row.direction === 'in' ? await readNotice(sql, keystore, row) : undefined
        const reply = row.direction === 'out' && row.answerLogSeq !== null ? await readReply(sql, keystore, row) : replyOf(said)
        return [
          row.recallId,
          { id: textOf(own?.id) ?? notice?.id, words: textOf(own?.words) ?? notice?.words ?? '', by: textOf(own?.by), reply },
        ]
      }),
    ),
  )
}

function replyOf(document: JsonObject | undefined): RecallReply | undefined {
  if (document === undefined) return undefined
  const versions = Array.isArray(document.versions) ? document.versions.length : 0
  return { words: textOf(document.words) ?? '', method: versions > 0 ? 'keys_destroyed' : 'none', versions, derived: 0 }
}

async function readNotice(sql: Sql, keystore: Keystore, row: RecallRow): Promise<{ id: string; words: string } | undefined> {
  const [item] = await readItems(sql, keystore, row.origin, row.logId, row.logSeq)
  if (item === undefined) return undefined
  const notice = parseRecallNotice(item)
  if (notice.ok) return notice.value
  const parsed = parseJson(item, { maxBytes: 1_048_576, maxDepth: 32 })
  return parsed.ok && isJsonObject(parsed.value.value) && typeof parsed.value.value.id === 'string'
    ? { id: parsed.value.value.id, words: '' }
    : undefined
}

async function readReply(sql: Sql, keystore: Keystore, row: RecallRow): Promise<RecallReply | undefined> {
  const [log] = await sql<{ logId: number; origin: string }[]>`select log_id as "logId", origin from log
    where origin = ${row.answerOrigin ?? ''} and role = 'in'`
  if (log === undefined) return undefined
  const [item] = await readItems(sql, keystore, log.origin, log.logId, row.answerLogSeq as number)
  return item === undefined ? undefined : parseRecallReply(item)
}

async function readItems(sql: Sql, keystore: Keystore, origin: string, logId: number, seq: number): Promise<Uint8Array[]> {
  const [row] = await sql<{ seq: number; slot: number | null; sealed: Uint8Array | null }[]>`select seq, slot, sealed from body
    where log_id = ${logId} and seq = ${seq}`
  const body = row === undefined ? 'erased' : openBody(keystore, origin, row)
  return typeof body === 'string' ? [] : body.items.map((item) => item.bytes)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
