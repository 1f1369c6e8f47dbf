import { accept, fromBase64, fromBase64Url, isJsonObject, type Result, refuse } from '@enlace/core'

/** One item of an entry's body as a proof names it: its place, its length and the salt and commitment that open it. */
export type ProofItem = { readonly index: number; readonly length: number; readonly salt: Uint8Array; readonly commitment: Uint8Array }

/** One log that a record version is in: the leaf, what opens it, and the proof with the policy under which to read it. */
export type ProofPosition = {
  readonly origin: string
  readonly seq: number
  readonly role: 'journal' | 'out' | 'in'
  readonly leaf: Uint8Array
  readonly opening: { readonly items: readonly ProofItem[]; readonly commitments: readonly Uint8Array[] }
  /** Item 0 as it left, where fields were struck from the record: what the outbound log commits to. */
  readonly sent?: Uint8Array
  /** C2SP tlog-proof text. */
  readonly logProof: string
  /** C2SP tlog-policy text. */
  readonly policy: string
}

/** What a node answers when asked for the proof of a record (`/records/{id}/proof`), read and not yet believed. */
export type ProofDocument = {
  readonly record: { readonly id: string; readonly modified: string | null }
  readonly positions: readonly ProofPosition[]
}

const positionsLimit = 64

/** Reads a proof document from parsed JSON; members that it does not know are ignored. `detail.field` names what is wrong. Never throws. */
export function parseProofDocument(value: unknown): Result<ProofDocument, 'proof_document_malformed'> {
  const wrong = (field: string) => refuse('proof_document_malformed', { field })
  if (!isJsonObject(value) || !isJsonObject(value.record)) return wrong('/record')
  const { id, modified } = value.record
  if (typeof id !== 'string' || (modified !== undefined && modified !== null && typeof modified !== 'string')) return wrong('/record')
  const list = value.positions
  if (!Array.isArray(list) || list.length === 0 || list.length > positionsLimit) return wrong('/positions')
  const positions: ProofPosition[] = []
  for (const [i, each] of list.entries()) {
    const position = toPosition(each)
    if (position === undefined) return wrong(`/positions/${i}`)
    positions.push(position)
  }
  return accept({ record: { id, modified: modified ?? null }, positions })
}

function toPosition(value: unknown): ProofPosition | undefined {
  if (!isJsonObject(value)) return undefined
  const { origin, seq, role, tlogProof, policy } = value
  if (typeof origin !== 'string' || !isCount(seq) || typeof tlogProof !== 'string' || typeof policy !== 'string') return undefined
  if (role !== 'journal' && role !== 'out' && role !== 'in') return undefined
  const leaf = typeof value.leaf === 'string' ? fromBase64(value.leaf) : undefined
  const opening = toOpening(value.opening ?? { items: [], commitments: [] })
  const sent = value.sent === undefined ? null : typeof value.sent === 'string' ? fromBase64(value.sent) : undefined
  if (leaf === undefined || opening === undefined || sent === undefined) return undefined
  return { origin, seq, role, leaf, opening, logProof: tlogProof, policy, ...(sent === null ? {} : { sent }) }
}

function toOpening(value: unknown): ProofPosition['opening'] | undefined {
  if (!isJsonObject(value) || !Array.isArray(value.items) || !Array.isArray(value.commitments)) return undefined
  const commitments = value.commitments.map(toHash)
  const items = value.items.map(toItem)
  if (items.length > 65_535 || commitments.length > 65_535) return undefined
  return items.every(isFound) && commitments.every(isFound) ? { items, commitments } : undefined
}

function toItem(value: unknown): ProofItem | undefined {
  if (!isJsonObject(value) || !isCount(value.index) || !isCount(value.length)) return undefined
  const [salt, commitment] = [toHash(value.salt), toHash(value.commitment)]
  return salt === undefined || commitment === undefined ? undefined : { index: value.index, length: value.length, salt, commitment }
}

/** 32 bytes in base64url. */
function toHash(value: unknown): Uint8Array | undefined {
  const bytes = typeof value === 'string' ? fromBase64Url(value) : undefined
  return bytes?.length === 32 ? bytes : undefined
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isFound<T>(value: T | undefined): value is T {
  return value !== undefined
}
