import { canonicalBytes, fromBase64Url, fromUtf8, isJsonObject, parseJson, toBase64Url, utf8 } from '@enlace/core'
import type { Salted } from './body.ts'
import type { EvidenceContents, EvidencePlace } from './evidence-contents.ts'
import type { ProofPosition } from './proof-document.ts'

/** One log that a record lies in, with all that is shown of it. `items`: raw bytes by index as this log holds them. */
export type EvidencePosition = EvidencePlace & {
  readonly leaf: Uint8Array
  readonly logProof: string
  readonly policy: string
  readonly opening?: ProofPosition['opening']
  readonly items: ReadonlyMap<number, Uint8Array>
  readonly release?: Salted & { readonly signature: Uint8Array }
  /** The entry under an earlier head that somebody else cosigned, where the key of its release was revoked since. */
  readonly before?: string
  /** The entry that handed over the key, where this one was receipted before it could be read; `before` is the receipt that came first. */
  readonly unseal?: { readonly leaf: Uint8Array; readonly logProof: string }
  /** The entry under a head that an authority time-stamped, and its token (RFC 3161). */
  readonly time?: { readonly logProof: string; readonly token: Uint8Array }
}

/** What an evidence file is made of, before hashes and signature. */
export type EvidenceDraft = Omit<EvidenceContents, 'records' | 'members'> & {
  readonly records: readonly {
    readonly id: string
    readonly kind: string
    readonly modified: string
    readonly positions: readonly EvidencePosition[]
  }[]
  /** Verifier keys, one a line: release keys of every party concerned, and what was stated about those that were revoked. */
  readonly keys: string
  /** PDF by language. */
  readonly covers: ReadonlyMap<string, Uint8Array>
  /** Certificates of time-stamping authorities, PEM, where a position carries a time-stamp. */
  readonly timestampRoots?: string
}

/** First line of the note that signs the contents. */
export const evidenceLine = 'enlace-evidence/v1'

/** The text that is signed: the line, and the SHA-256 of the contents in hexadecimal. */
export function evidenceText(contentsHash: string): string {
  return `${evidenceLine}\n${contentsHash}\n`
}

/** Where the members of position `place` of record `record` lie, both counted from 0 here and from 1 in names. */
export function positionFolder(record: number, place: number): string {
  return `records/${record + 1}/${place + 1}`
}

/** The members that a draft makes, all but `contents` and `contents.signed`. */
export function membersOf(draft: EvidenceDraft): Map<string, Uint8Array> {
  const members = new Map<string, Uint8Array>([['keys', utf8(draft.keys)]])
  if (draft.timestampRoots !== undefined) members.set('timestamps.pem', utf8(draft.timestampRoots))
  for (const [language, pdf] of draft.covers) members.set(`cover.${language}.pdf`, pdf)
  for (const [r, record] of draft.records.entries()) {
    for (const [p, position] of record.positions.entries()) {
      for (const [name, bytes] of membersAt(position)) members.set(`${positionFolder(r, p)}/${name}`, bytes)
    }
  }
  return members
}

function membersAt(position: EvidencePosition): [string, Uint8Array][] {
  const { leaf, logProof, policy, opening, items, release, before, unseal, time } = position
  const members: [string, Uint8Array][] = [
    ['leaf', leaf],
    ['entry.tlog-proof', utf8(logProof)],
    ['policy', utf8(policy)],
  ]
  if (before !== undefined) members.push(['before.tlog-proof', utf8(before)])
  if (unseal !== undefined) members.push(['unseal.leaf', unseal.leaf], ['unseal.tlog-proof', utf8(unseal.logProof)])
  if (time !== undefined) members.push(['timestamp.tlog-proof', utf8(time.logProof)], ['timestamp.tsr', time.token])
  for (const [index, bytes] of items) members.push([`item-${index}`, bytes])
  if (opening !== undefined) {
    const text = {
      commitments: opening.commitments.map((each) => toBase64Url(each)),
      items: opening.items.map(({ index, length, salt, commitment }) => ({
        index,
        length,
        salt: toBase64Url(salt),
        commitment: toBase64Url(commitment),
      })),
      ...(release === undefined ? {} : { release_salt: toBase64Url(release.salt) }),
    }
    members.push(['opening', canonicalBytes(text)])
  }
  if (release !== undefined) members.push(['release', release.bytes])
  if (release !== undefined && release.signature.length > 0) members.push(['release.jws', release.signature])
  return members
}

/** The JSON of an opening for `parseProofDocument`, and the salt of the release. Undefined when the member is not canonical JSON. */
export function readOpening(bytes: Uint8Array): { readonly opening: unknown; readonly releaseSalt: Uint8Array | undefined } | undefined {
  const parsed = parseJson(bytes)
  const value = parsed.ok ? parsed.value.value : undefined
  if (!isJsonObject(value) || fromUtf8(canonicalBytes(value)) !== fromUtf8(bytes)) return undefined
  const salt = value.release_salt
  const releaseSalt = typeof salt === 'string' ? fromBase64Url(salt) : undefined
  if (salt !== undefined && releaseSalt?.length !== 32) return undefined
  return { opening: { items: value.items ?? null, commitments: value.commitments ?? null }, releaseSalt }
}
