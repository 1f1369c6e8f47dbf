import { accept, canonicalBytes, isJsonObject, type JsonObject, parseJson, type Result, refuse } from '@enlace/core'
import { isInstant } from './instant.ts'
import { isStixId } from './stix-id.ts'

/** Why an author takes a record back; the sentence of each is `recall.reason.<code>` in recall.json. */
export const recallReasons = [
  'wrong_facts',
  'wrong_person',
  'released_by_mistake',
  'source_at_risk',
  'court_order',
  'rights_of_person',
  'retention_over',
  'superseded',
  'other',
] as const
export type RecallReason = (typeof recallReasons)[number]

/** Content type of a recall notice and of an answer to one, in the leaf. */
export const recallContent = 'enlace-recall'
/** Hours in which a recalled record is to be purged when its author names no deadline. */
export const recallDefaultHours = 72
export const maxRecallWords = 1000

/** What travels with a recall (docs/formats/recall.md): which record, why, and until when copies are to be purged. */
export type RecallNotice =
  | { readonly act: 'recall'; readonly id: string; readonly reason: string; readonly words: string; readonly purgeBy: string }
  | { readonly act: 'withdraw'; readonly id: string; readonly words: string }

/** The one item of a recall's body: canonical JSON. */
export function encodeRecallNotice(notice: RecallNotice): Uint8Array {
  const { act, id, words } = notice
  if (act === 'withdraw') return canonicalBytes({ act, id, v: 1, words })
  return canonicalBytes({ act, id, purge_by: notice.purgeBy, reason: notice.reason, v: 1, words })
}

/** Reads what a partner sent. Unknown members pass and an unknown reason is kept, for a newer node; anything else that differs is refused. */
export function parseRecallNotice(bytes: Uint8Array): Result<RecallNotice, 'recall_malformed'> {
  const object = readObject(bytes)
  if (object === undefined || !isWords(object.words)) return refuse('recall_malformed')
  const { act, id, words, reason, purge_by: purgeBy } = object
  if (typeof id !== 'string' || !isStixId(id)) return refuse('recall_malformed')
  if (act === 'withdraw') return accept({ act, id, words })
  if (act !== 'recall' || typeof reason !== 'string' || !/^[a-z][a-z0-9_]{0,63}$/.test(reason)) return refuse('recall_malformed')
  if (typeof purgeBy !== 'string' || !isInstant(purgeBy) || Number.isNaN(Date.parse(purgeBy))) return refuse('recall_malformed')
  return accept({ act, id, words, reason, purgeBy })
}

/** What a holder says beside the code of its answer: how much was purged, what it still hides, and its words. */
export type RecallReply = {
  readonly words: string
  readonly method: 'keys_destroyed' | 'none'
  readonly versions: number
  readonly derived: number
}

/** The one item of an answer's body: canonical JSON. */
export function encodeRecallReply({ words, method, versions, derived }: RecallReply): Uint8Array {
  return canonicalBytes({ derived, method, v: 1, versions, words })
}

/** Reads an answer that a partner sent; undefined when it is not one. */
export function parseRecallReply(bytes: Uint8Array): RecallReply | undefined {
  const object = readObject(bytes)
  if (object === undefined || !isWords(object.words)) return undefined
  const { words, versions, derived } = object
  const count = (value: unknown) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0)
  return {
    words,
    method: object.method === 'keys_destroyed' ? 'keys_destroyed' : 'none',
    versions: count(versions),
    derived: count(derived),
  }
}

function isWords(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxRecallWords
}

function readObject(bytes: Uint8Array): JsonObject | undefined {
  const parsed = parseJson(bytes, { maxBytes: 16_384, maxDepth: 4 })
  return parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
}
