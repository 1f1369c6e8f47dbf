import { accept, canonicalBytes, equalBytes, isJsonObject, type Json, type JsonObject, parseJson, type Result, refuse } from '@enlace/core'

/** On what the opening of a proof rests: the agreement's clause on proofs, a court's order, or that the record never left its party. */
export const evidenceGrounds = ['proof_use', 'court_order', 'own_record'] as const
export type EvidenceGround = (typeof evidenceGrounds)[number]

export type EvidencePlace = { readonly origin: string; readonly seq: number; readonly role: 'journal' | 'out' | 'in' }

/** What an evidence file says of itself (docs/formats/evidence.md). */
export type EvidenceContents = {
  readonly madeAt: string
  readonly party: string
  readonly agency: string
  readonly by: string
  readonly recipient: { readonly code: string; readonly name: string }
  readonly purpose: string
  readonly ground: EvidenceGround
  readonly order?: string
  readonly under: readonly string[]
  readonly consents: readonly { readonly party: string; readonly reference: string }[]
  readonly records: readonly {
    readonly id: string
    readonly kind: string
    readonly modified: string
    readonly positions: readonly EvidencePlace[]
  }[]
  /** Every other member of the archive: its length, and SHA-256 in hexadecimal. */
  readonly members: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
}

export const evidenceLimits = { contentsBytes: 8_388_608, records: 200, positions: 64 } as const

/** Canonical JSON of the contents. */
export function encodeContents({ madeAt, ...contents }: EvidenceContents): Uint8Array {
  return canonicalBytes({ ...contents, made_at: madeAt } as unknown as Json)
}

/** Reads contents; unknown members are ignored. Never throws. */
export function parseContents(bytes: Uint8Array): Result<EvidenceContents, 'contents_malformed'> {
  const parsed = parseJson(bytes, { maxBytes: evidenceLimits.contentsBytes, maxDepth: 8 })
  const value = parsed.ok ? parsed.value.value : undefined
  if (!isJsonObject(value) || !equalBytes(canonicalBytes(value), bytes)) return refuse('contents_malformed', { field: '' })
  const { recipient } = value
  const ground = evidenceGrounds.find((known) => known === value.ground)
  if (!isJsonObject(recipient) || ground === undefined) return refuse('contents_malformed', { field: '/ground' })
  const texts = [value.made_at, value.party, value.agency, value.by, value.purpose, recipient.code, recipient.name]
  if (!texts.every(isText) || !(value.order === undefined || isText(value.order))) return refuse('contents_malformed', { field: '' })
  const [madeAt, party, agency, by, purpose, code, name] = texts as string[] as [string, string, string, string, string, string, string]
  const under = listOf(value.under, 64, (each) => (isText(each) ? each : undefined))
  const consents = listOf(value.consents, 64, toConsent)
  const records = listOf(value.records, evidenceLimits.records, toRecord)
  const members = listOf(value.members, 16_384, toMember)
  if (under === undefined || consents === undefined) return refuse('contents_malformed', { field: '/under' })
  if (records === undefined || records.length === 0) return refuse('contents_malformed', { field: '/records' })
  if (members === undefined) return refuse('contents_malformed', { field: '/members' })
  const order = value.order === undefined ? {} : { order: value.order as string }
  return accept({ madeAt, party, agency, by, purpose, ground, recipient: { code, name }, ...order, under, consents, records, members })
}

function toConsent(value: JsonObject): EvidenceContents['consents'][number] | undefined {
  const { party, reference } = value
  return isText(party) && isText(reference) ? { party, reference } : undefined
}

function toRecord(value: JsonObject): EvidenceContents['records'][number] | undefined {
  const { id, kind, modified } = value
  const positions = listOf(value.positions, evidenceLimits.positions, toPlace)
  if (!isText(id) || !isText(kind) || !isText(modified) || positions === undefined || positions.length === 0) return undefined
  return { id, kind, modified, positions }
}

function toPlace(value: JsonObject): EvidencePlace | undefined {
  const { origin, seq, role } = value
  if (!isText(origin) || !isCount(seq) || (role !== 'journal' && role !== 'out' && role !== 'in')) return undefined
  return { origin, seq, role }
}

function toMember(value: JsonObject): EvidenceContents['members'][number] | undefined {
  const { name, bytes, sha256 } = value
  return isText(name) && isCount(bytes) && isText(sha256) && /^[0-9a-f]{64}$/.test(sha256) ? { name, bytes, sha256 } : undefined
}

/** Undefined when it is no list, too long, or one of its items is not as it must be. Texts are handed on as they are. */
function listOf<T>(value: Json | undefined, most: number, read: (each: JsonObject & string) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined
  const items: T[] = []
  for (const each of value as readonly Json[]) {
    const item = isJsonObject(each) || typeof each === 'string' ? read(each as JsonObject & string) : undefined
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4000
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
