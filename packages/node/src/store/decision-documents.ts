import { isJsonObject, type Json, type JsonObject, parseJson } from '@enlace/core'
import type { Explanation } from '@enlace/policy'
import type { Sql } from 'postgres'
import { openBody } from './bodies.ts'
import type { Keystore } from './keystore.ts'

/** What the journal says about one decision, whole: why, under what, to whom. */
export type DecisionDocument = {
  /** Its journal entry. */
  readonly seq: number
  readonly partner: string
  readonly versionSeq: number
  readonly explanation: Explanation
  readonly under: string | undefined
  readonly toAgency: string | undefined
  readonly retentionDays: number | null
}

type Row = { readonly seq: number; readonly slot: number | null; readonly sealed: Uint8Array | null; readonly origin: string }

/** The decisions that these journal entries hold; entries that cannot be opened give none. */
export async function readDecisionDocuments(sql: Sql, keystore: Keystore, seqs: readonly number[]): Promise<DecisionDocument[]> {
  if (seqs.length === 0) return []
  const rows = await sql<Row[]>`select body.seq, body.slot, body.sealed, log.origin from body join log using (log_id)
    where log.role = 'journal' and body.seq = any(${sql.array([...new Set(seqs)], 20)}::bigint[])`
  return rows.flatMap((row) => {
    const body = openBody(keystore, row.origin, row)
    return typeof body === 'string' ? [] : body.items.flatMap((item) => toDocument(row.seq, item.bytes) ?? [])
  })
}

function toDocument(seq: number, bytes: Uint8Array): DecisionDocument | undefined {
  const parsed = parseJson(bytes)
  const object = parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
  if (object === undefined || typeof object.partner !== 'string' || typeof object.version !== 'number') return undefined
  const explanation = isJsonObject(object.explanation) ? object.explanation : {}
  return {
    seq,
    partner: object.partner,
    versionSeq: object.version,
    explanation: { code: textOf(explanation.code) ?? String(object.outcome), values: valuesOf(explanation.values) },
    under: textOf(object.under),
    toAgency: textOf(object.to_agency),
    retentionDays: typeof object.retention_days === 'number' ? object.retention_days : null,
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function valuesOf(value: Json | undefined): Explanation['values'] {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value satisfies JsonObject).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )
}
