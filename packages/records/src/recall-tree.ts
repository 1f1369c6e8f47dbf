import { canonicalBytes, isJsonObject, type Json, type JsonObject, parseJson } from '@enlace/core'
import { isInstant } from './instant.ts'

/** How far a party that got a record through a holder has come with its recall; the sentence of each is `recall.state.<code>` in recall.json. */
export const recallNodeStates = [
  'not_told',
  'unreached',
  'told',
  'received',
  'refused',
  'hidden',
  'held',
  'objected',
  'purged',
  'already_erased',
  'never_received',
  'never_readable',
  'withdrawn',
  'replaced',
] as const
export type RecallNodeState = (typeof recallNodeStates)[number]

/** One party behind a holder, as that holder reports it. Times are the holder's; null: not yet, or not known there. */
export type RecallNode = {
  readonly party: string
  /** Through whom the reporting holder knows of it, nearest first; empty: it passed the recall on itself. */
  readonly via: readonly string[]
  readonly state: RecallNodeState
  readonly purgeBy: string
  readonly toldAt: string | null
  readonly receivedAt: string | null
  readonly hiddenAt: string | null
  readonly answeredAt: string | null
  /** Versions that it says it purged. */
  readonly versions: number
  /** Where its answer lies in its log to the holder. */
  readonly answer: { readonly origin: string; readonly seq: number } | null
}

/** A report holds no more parties, and no party is more steps away. */
export const maxRecallNodes = 64
const deepest = 8

/** The one item of a report up the tree: canonical JSON (docs/formats/recall.md). */
export function encodeRecallTree(nodes: readonly RecallNode[]): Uint8Array {
  return canonicalBytes({
    nodes: nodes.slice(0, maxRecallNodes).map((node) => ({
      ...(node.answer === null ? {} : { answer: { origin: node.answer.origin, seq: node.answer.seq } }),
      ...instants(node),
      party: node.party,
      purge_by: node.purgeBy,
      state: node.state,
      versions: node.versions,
      via: [...node.via],
    })),
    v: 1,
  })
}

/** Reads a report that a partner sent: undefined when it is none. A party that it describes badly is passed over. */
export function parseRecallTree(bytes: Uint8Array): readonly RecallNode[] | undefined {
  const parsed = parseJson(bytes, { maxBytes: 65_536, maxDepth: 6 })
  if (!parsed.ok || !isJsonObject(parsed.value.value) || !Array.isArray(parsed.value.value.nodes)) return undefined
  return (parsed.value.value.nodes as readonly Json[]).slice(0, maxRecallNodes).flatMap((node) => readNode(node) ?? [])
}

function readNode(value: Json): RecallNode | undefined {
  if (!isJsonObject(value)) return undefined
  const { party, purge_by: purgeBy, versions, via, answer } = value
  const state = recallNodeStates.find((known) => known === value.state)
  if (!isParty(party) || state === undefined || instantOf(purgeBy) === null) return undefined
  if (!Array.isArray(via) || via.length > deepest || !(via as readonly Json[]).every(isParty)) return undefined
  return {
    ...{ party, state, via: via as readonly string[], purgeBy: purgeBy as string },
    toldAt: instantOf(value.told_at),
    receivedAt: instantOf(value.received_at),
    hiddenAt: instantOf(value.hidden_at),
    answeredAt: instantOf(value.answered_at),
    versions: typeof versions === 'number' && Number.isSafeInteger(versions) && versions >= 0 ? versions : 0,
    answer: placeOf(answer),
  }
}

function instants({ toldAt, receivedAt, hiddenAt, answeredAt }: RecallNode): JsonObject {
  const given = { told_at: toldAt, received_at: receivedAt, hidden_at: hiddenAt, answered_at: answeredAt }
  return Object.fromEntries(Object.entries(given).filter(([, at]) => at !== null)) as JsonObject
}

function placeOf(value: Json | undefined): RecallNode['answer'] {
  if (!isJsonObject(value) || typeof value.origin !== 'string' || value.origin.length > 255) return null
  const { origin, seq } = value
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 ? { origin, seq } : null
}

function instantOf(value: Json | undefined): string | null {
  return typeof value === 'string' && isInstant(value) && !Number.isNaN(Date.parse(value)) ? value : null
}

function isParty(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,31}$/.test(value)
}
