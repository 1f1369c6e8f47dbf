import { accept, canonicalBytes, canonicalText, fromUtf8, isJsonObject, type Json, parseJson, type Result, refuse } from '@enlace/core'

/** What a leaf member may hold: the object is flat, and numbers are integers that every language can hold. */
export type LeafValue = string | number | boolean | null

/**
 * One entry of a log as the tree commits it: a flat object of facts and commitments, never personal data. An entry without a body has
 * `n` 0 and omits `c`, `ct`, `k`, `len`, `rel`. Members and `t` values of a newer version are kept.
 */
export type Leaf = {
  /** Version of this layout, 1. */
  readonly v: number
  /** What the entry is (offer, update, recall, ack …); a journal has values of its own. */
  readonly t: string
  /** Position in the log; equals the leaf index. */
  readonly seq: number
  /** When the writer says it wrote the entry: RFC 3339, UTC, milliseconds. A claim; the provable time is the cosignature's. */
  readonly at: string
  /** Idempotency id, a UUID. */
  readonly mid: string
  /** How many entries of the partner's reverse log the writer had already receipted. */
  readonly seen: number
  /** Items in the body. */
  readonly n: number
  /** Commitment to the items: base64url of 32 bytes. Present exactly when `n` > 0. */
  readonly c?: string | undefined
  /** Commitment suite, 1. Present with `c`. */
  readonly k?: number | undefined
  /** Bytes of all items together. Present with `c`. */
  readonly len?: number | undefined
  /** Content type of the items, such as stix2.1. Present with `c`. */
  readonly ct?: string | undefined
  /** Commitment to the release decision: base64url of 32 bytes. */
  readonly rel?: string | undefined
  /** What an ack or nack answers: the log, the position and the leaf hash (base64url of 32 bytes), and why. */
  readonly re_origin?: string | undefined
  readonly re_seq?: number | undefined
  readonly re_hash?: string | undefined
  readonly code?: string | undefined
  /** Commitments to the sealed body and to its key (base64url of 32 bytes), where the key is handed over only after the receipt. */
  readonly sc?: string | undefined
  readonly kc?: string | undefined
  readonly [member: string]: LeafValue | undefined
}

export type LeafRefusal = 'leaf_too_large' | 'leaf_malformed' | 'leaf_not_flat' | 'leaf_not_canonical' | 'leaf_member_invalid'

/** A leaf is smaller than this many bytes. */
export const leafBytesLimit = 2048

/** Leaf bytes: canonical JSON (RFC 8785) of the members that are present. Throws RangeError on a leaf that `parseLeaf` would refuse. */
export function encodeLeaf(leaf: Leaf): Uint8Array {
  const members: { [name: string]: LeafValue } = {}
  for (const [name, value] of Object.entries(leaf)) if (value !== undefined) members[name] = value
  const problem = problemIn(members)
  if (problem !== undefined) throw new RangeError(`leaf member ${problem} is not valid`)
  const bytes = canonicalBytes(members)
  if (bytes.length >= leafBytesLimit) throw new RangeError('leaf is too large')
  return bytes
}

/**
 * Reads leaf bytes strictly: JSON without duplicate names or lone surrogates, flat, integers only, and byte for byte what
 * canonical JSON writes. Unknown members and unknown `t` pass, so that yesterday's node accepts tomorrow's entries. Never throws.
 * `detail.field` names the member that is wrong.
 */
export function parseLeaf(bytes: Uint8Array): Result<Leaf, LeafRefusal> {
  if (bytes.length >= leafBytesLimit) return refuse('leaf_too_large', { limit: leafBytesLimit })
  const members = readCanonical(bytes)
  if (members === undefined) return explainRefusal(bytes)
  const problem = problemIn(members)
  return problem === undefined ? accept(members as Leaf) : refuse('leaf_member_invalid', { field: `/${problem}` })
}

type Members = { readonly [name: string]: LeafValue }

/**
 * The members of bytes that are exactly the canonical form of a flat object, else undefined. That JSON.parse reads them and canonical JSON
 * writes them again byte for byte leaves no room for repeated names, other spellings, lone surrogates or numbers beyond a double.
 */
function readCanonical(bytes: Uint8Array): Members | undefined {
  const text = fromUtf8(bytes)
  if (text === undefined || text.includes('\\u0000')) return undefined
  try {
    const value = JSON.parse(text) as Json
    if (!isJsonObject(value)) return undefined
    for (const name in value) if (typeof value[name] === 'object' && value[name] !== null) return undefined
    return canonicalText(value) === text ? (value as Members) : undefined
  } catch {
    return undefined
  }
}

/** Why bytes are not canonical: the strict parser finds the place. */
function explainRefusal(bytes: Uint8Array): Result<Leaf, LeafRefusal> {
  const parsed = parseJson(bytes, { maxBytes: leafBytesLimit, maxDepth: 1 })
  if (!parsed.ok) return refuse(parsed.reason === 'body_too_deep' ? 'leaf_not_flat' : 'leaf_malformed', parsed.detail)
  return refuse(isJsonObject(parsed.value.value) ? 'leaf_not_canonical' : 'leaf_malformed')
}

type Check = (value: LeafValue) => boolean
const count: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const hash: Check = (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(value)
const word: Check = (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value)
const uuid: Check = (value) => typeof value === 'string' && /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value)
const text: Check = (value) => typeof value === 'string' && value.length >= 1 && value.length <= 255

const required: Readonly<Record<string, Check>> = {
  v: (value) => count(value) && value !== 0,
  t: word,
  seq: count,
  at: isInstant,
  mid: uuid,
  seen: count,
  n: count,
}
const withBody: Readonly<Record<string, Check>> = { c: hash, ct: text, k: count, len: count }
const requiredMembers = Object.entries(required)
const bodyMembers = Object.entries(withBody)
const optional: Readonly<Record<string, Check>> = {
  rel: hash,
  re_origin: text,
  re_seq: count,
  re_hash: hash,
  code: word,
  sc: hash,
  kc: hash,
}

/** The name of the first member that is missing or wrong, or undefined. */
function problemIn(members: Members): string | undefined {
  for (const name of Object.keys(members)) {
    const value = members[name]!
    if (typeof value === 'number' && !Number.isSafeInteger(value)) return name
    if (typeof value === 'object' && value !== null) return name
    const check = Object.hasOwn(optional, name) ? optional[name] : undefined
    if (check !== undefined && !check(value)) return name
  }
  for (const [name, check] of requiredMembers) if (!Object.hasOwn(members, name) || !check(members[name]!)) return name
  for (const [name, check] of bodyMembers) {
    if (members.n === 0 ? Object.hasOwn(members, name) : !Object.hasOwn(members, name) || !check(members[name]!)) return name
  }
  return undefined
}

/** RFC 3339 in UTC with milliseconds, and a real date: exactly what `Date.toISOString` writes for years 0 to 9999. */
function isInstant(value: LeafValue): boolean {
  // Entries of one batch say one instant.
  if (value === lastInstant) return true
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false
  const time = new Date(value)
  if (Number.isNaN(time.getTime()) || time.toISOString() !== value) return false
  lastInstant = value
  return true
}

let lastInstant = ''
