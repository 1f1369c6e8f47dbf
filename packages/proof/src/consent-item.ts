import {
  accept,
  canonicalBytes,
  fromBase64,
  fromBase64Url,
  isJsonObject,
  type Json,
  parseJson,
  type Result,
  refuse,
  toBase64,
  toBase64Url,
} from '@enlace/core'
import { parseLeaf } from './leaf.ts'

/**
 * Items of a body that carry an originator's own word beside what a holder passes on: its consent (docs/formats/onward.md), or its recall
 * (docs/formats/recall.md).
 */
export const consentItemName = 'onward-consent'
export const recallItemName = 'onward-recall'
type ItemName = typeof consentItemName | typeof recallItemName

/** Such a word as it lies in its author's log: enough to show to whoever knows the author's keys. All hashes and salts are raw bytes. */
export type ConsentProof = {
  readonly origin: string
  readonly seq: number
  readonly leaf: Uint8Array
  /** C2SP tlog-proof, and the policy under which it is to be read. */
  readonly logProof: string
  readonly policy: string
  /** The consent or recall itself: item 0 of the entry, with its salt and the commitments of all items. */
  readonly object: Uint8Array
  readonly salt: Uint8Array
  readonly commitments: readonly Uint8Array[]
  readonly release: { readonly bytes: Uint8Array; readonly salt: Uint8Array; readonly signature: Uint8Array }
}

const maxBytes = 262_144
const toText = (bytes: Uint8Array) => toBase64Url(bytes)

/** The item's bytes: canonical JSON. */
export function encodeConsentItem(proof: ConsentProof, item: ItemName = consentItemName): Uint8Array {
  const { origin, seq, leaf, logProof, policy, object, salt, commitments, release } = proof
  return canonicalBytes({
    commitments: commitments.map(toText),
    item,
    leaf: toBase64(leaf),
    log_proof: logProof,
    object: toBase64(object),
    origin,
    policy,
    release: { bytes: toBase64(release.bytes), salt: toText(release.salt), signature: toBase64(release.signature) },
    salt: toText(salt),
    seq,
    v: 1,
  })
}

/** Whether bytes are a consent so carried: what tells it from the list of files. */
export function isConsentItem(bytes: Uint8Array): boolean {
  const parsed = parseJson(bytes, { maxBytes, maxDepth: 6 })
  return parsed.ok && isJsonObject(parsed.value.value) && parsed.value.value.item === consentItemName
}

/** Reads an item that a stranger sent. Members that a newer node added are passed over. */
export function parseConsentItem(bytes: Uint8Array, item: ItemName = consentItemName): Result<ConsentProof, 'consent_malformed'> {
  const parsed = parseJson(bytes, { maxBytes, maxDepth: 6 })
  const value = parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value : undefined
  if (value === undefined || value.item !== item || !isJsonObject(value.release)) return refuse('consent_malformed')
  const { origin, seq, log_proof: logProof, policy, release } = value
  const commitments = (Array.isArray(value.commitments) ? (value.commitments as readonly Json[]) : []).map(url)
  const [leaf, object, salt] = [base(value.leaf), base(value.object), url(value.salt)]
  const [released, releaseSalt, signature] = [base(release.bytes), url(release.salt), base(release.signature)]
  if (typeof origin !== 'string' || typeof seq !== 'number' || typeof logProof !== 'string' || typeof policy !== 'string')
    return refuse('consent_malformed')
  if (leaf === undefined || object === undefined || salt === undefined || commitments.length === 0) return refuse('consent_malformed')
  if (released === undefined || releaseSalt === undefined || signature === undefined) return refuse('consent_malformed')
  if (!commitments.every((each) => each !== undefined)) return refuse('consent_malformed')
  return accept({
    ...{ origin, seq, leaf, logProof, policy, object, salt, commitments },
    release: { bytes: released, salt: releaseSalt, signature },
  })
}

/** The leaf's commitments behind a proof, when leaf, origin and place say the same; undefined otherwise. */
export function placeOfConsent({
  leaf,
  origin,
  seq,
}: ConsentProof): { readonly c: string; readonly rel: string; readonly root: Uint8Array } | undefined {
  const parsed = parseLeaf(leaf)
  if (!parsed.ok || parsed.value.seq !== seq || origin === '') return undefined
  const { c, rel } = parsed.value
  const root = c === undefined ? undefined : fromBase64Url(c)
  return c === undefined || rel === undefined || root === undefined ? undefined : { c, rel, root }
}

function base(value: Json | undefined): Uint8Array | undefined {
  return typeof value === 'string' ? fromBase64(value) : undefined
}

function url(value: Json | undefined): Uint8Array | undefined {
  const bytes = typeof value === 'string' ? fromBase64Url(value) : undefined
  return bytes?.length === 32 ? bytes : undefined
}
