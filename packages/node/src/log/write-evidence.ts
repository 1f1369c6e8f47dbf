import { canonicalBytes, Fault, fromBase64, fromBase64Url, type JsonObject, toHex, utf8 } from '@enlace/core'
import {
  type EvidenceDraft,
  type EvidencePosition,
  type EvidenceVerdict,
  evidenceLimits,
  formatTerms,
  formatVkey,
  type NoteSigner,
  sha256,
  signEvidence,
  verifyEvidence,
} from '@enlace/proof/node'
import type { RingKey } from '../store/key-ring.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { termsOf } from '../store/policy-text.ts'
import type { createProver, ProvenPosition } from './prove-record.ts'

/**
 * A version whose proof is opened. `show`: all of it, its object alone (neither its envelope nor the decision that let it go), only what opens bytes
 * that others hold, or only that the entry exists. `unsent`: no log shows that it was sent.
 */
export type ShownVersion = {
  readonly id: string
  readonly kind: string
  readonly modified: string
  readonly versionSeq: number
  readonly show: 'record' | 'object' | 'opening' | 'entry'
  readonly unsent?: true
}

/** What the file says of itself besides its records. */
export type EvidenceAbout = Omit<EvidenceDraft, 'records' | 'keys' | 'covers'> & {
  /** Only logs with this party and the own journal are shown; undefined: all. */
  readonly onlyWith?: string
}

export type EvidenceStage = {
  /** Gathers everything but the covers and says what a verifier will say of it. */
  readonly prepare: (
    about: EvidenceAbout,
    versions: readonly ShownVersion[],
  ) => Promise<{ readonly draft: EvidenceDraft; readonly verdict: EvidenceVerdict }>
  /** Signs the file and journals to whom and for what it was made, before anybody gets it, with what else is `noted`. Throws Fault `evidence_too_large`. */
  readonly write: (draft: EvidenceDraft, seqs: readonly number[], noted?: JsonObject) => Promise<Uint8Array>
  /** Journals that these bytes were handed out about records, where they are no evidence file. */
  readonly handOut: (about: EvidenceAbout, seqs: readonly number[], bytes: Uint8Array, noted: JsonObject) => Promise<void>
  /** Journals that the opening of a proof was refused, and why. */
  readonly refuse: (about: EvidenceAbout, seqs: readonly number[], reasons: readonly string[]) => Promise<void>
}

/** Writes evidence files (docs/formats/evidence.md) from what the logs hold. */
export function createEvidence(options: {
  readonly prover: ReturnType<typeof createProver>
  readonly policyOf: (position: ProvenPosition) => string
  readonly signers: ReadonlyMap<string, readonly NoteSigner[]>
  /** Own release keys, also those that sign no more: what they released once is still shown, with what was stated about them. */
  readonly ownKeys: () => readonly RingKey[]
  /** Release keys of a partner, by party. */
  readonly partnerKeys: () => readonly {
    readonly party: string
    readonly origins: readonly string[]
    readonly release: readonly RingKey[]
  }[]
  /** Certificates trusted for time-stamps, PEM; absent where the node asks for none. */
  readonly timestampRoots?: string | undefined
  readonly writer: LogWriter
  readonly journalId: number
  readonly now: () => Date
}): EvidenceStage {
  const signerOf = (agency: string): NoteSigner => {
    const signer = options.signers.get(agency)?.find((each) => each.type === 0x01)
    if (signer === undefined) throw new Error(`no release key of ${agency}`)
    return signer
  }

  async function positionsOf(version: ShownVersion, onlyWith: string | undefined): Promise<EvidencePosition[]> {
    const partners = options.partnerKeys()
    const proven = await options.prover.proveWhole(version.versionSeq)
    const shownPositions = proven
      .filter(({ position }) => version.unsent !== true || position.role !== 'out')
      .filter(({ position }) => position.role === 'journal' || onlyWith === undefined || partnerOf(partners, position.origin) === onlyWith)
      .map(({ position, body }) => shown(position, body, version.show, options.policyOf(position)))
    return await Promise.all(shownPositions.map(async (position) => await withTime(await withReceipt(await withUnseal(position)))))
  }

  async function withTime(position: EvidencePosition): Promise<EvidencePosition> {
    const time = await options.prover.proveTime(position.origin, position.seq)
    return time === undefined ? position : { ...position, time: { logProof: time.tlogProof, token: time.token } }
  }

  /** What was receipted before it could be read is shown with the entry that brought its key. */
  async function withUnseal(position: EvidencePosition): Promise<EvidencePosition> {
    const unseal = position.role === 'out' ? await options.prover.proveUnseal(position.origin, position.seq) : undefined
    return unseal === undefined ? position : { ...position, unseal: { leaf: bytesOf(unseal.leaf), logProof: unseal.tlogProof } }
  }

  /** The head of the proof is of today: a release whose key was revoked since needs the word of when it was new. */
  async function withReceipt(position: EvidencePosition): Promise<EvidencePosition> {
    const isRevoked = position.release !== undefined && options.ownKeys().some(({ revoked }) => revoked !== null)
    const isNeeded = position.role === 'out' && (isRevoked || position.unseal !== undefined)
    const before = isNeeded ? await options.prover.proveReceipted(position.origin, position.seq) : undefined
    return before === undefined ? position : { ...position, before }
  }

  function keysFor(draft: Pick<EvidenceDraft, 'records'>): string {
    const partners = options.partnerKeys()
    const origins = new Set(draft.records.flatMap((record) => record.positions.map((position) => position.origin)))
    const theirs = partners.filter((partner) => partner.origins.some((origin) => origins.has(origin))).flatMap((partner) => partner.release)
    const release = [...options.ownKeys(), ...theirs].filter(({ key }) => key.type === 0x01)
    const lines = [...release.map(({ key }) => formatVkey(key)), ...formatTerms(release.flatMap(termsOf), undefined)]
    return [...new Set(lines.map((line) => `${line}\n`))].join('')
  }

  async function journal(about: Pick<EvidenceAbout, 'agency'>, document: JsonObject): Promise<void> {
    const body = { agency: about.agency, key: 'day' as const, items: [canonicalBytes(document)] }
    await options.writer.transact(({ append }) => append(options.journalId, [{ type: 'evidence', at: options.now(), body }]))
  }

  return {
    prepare: async ({ onlyWith, ...about }, versions) => {
      const records: EvidenceDraft['records'][number][] = []
      for (const version of versions) {
        const { id, kind, modified } = version
        records.push({ id, kind, modified, positions: await positionsOf(version, onlyWith) })
      }
      const stamped = records.some((record) => record.positions.some((position) => position.time !== undefined))
      const roots = stamped && options.timestampRoots !== undefined ? { timestampRoots: options.timestampRoots } : {}
      const draft = { ...about, records, keys: keysFor({ records }), covers: new Map(), ...roots }
      return { draft, verdict: verifyEvidence(signed(draft, signerOf(about.agency))) }
    },
    write: async (draft, seqs, noted = {}) => {
      const file = signed(draft, signerOf(draft.agency))
      await journal(draft, { ...described(draft, seqs), ...noted, outcome: 'made', sha256: toHex(sha256(file)) })
      return file
    },
    handOut: async (about, seqs, bytes, noted) => {
      await journal(about, { ...described(about, seqs), ...noted, outcome: 'made', sha256: toHex(sha256(bytes)) })
    },
    refuse: async (about, seqs, reasons) => {
      await journal(about, { ...described(about, seqs), outcome: 'refused', reasons: [...reasons] })
    },
  }
}

function partnerOf(
  partners: readonly { readonly party: string; readonly origins: readonly string[] }[],
  origin: string,
): string | undefined {
  return partners.find((partner) => partner.origins.includes(origin))?.party
}

function signed(draft: EvidenceDraft, signer: NoteSigner): Uint8Array {
  try {
    return signEvidence(draft, signer)
  } catch (cause) {
    if (cause instanceof RangeError) throw new Fault('evidence_too_large', { records: evidenceLimits.records }, { cause })
    throw cause
  }
}

type Proven = Awaited<ReturnType<ReturnType<typeof createProver>['proveWhole']>>[number]

function shown(position: ProvenPosition, body: Proven['body'], show: ShownVersion['show'], policy: string): EvidencePosition {
  const { origin, seq, role, leaf, tlogProof } = position
  const place = { origin, seq, role, leaf: bytesOf(leaf), logProof: tlogProof, policy, items: new Map<number, Uint8Array>() }
  if (show === 'entry' || body === undefined || body.items.length === 0) return place
  const alone = show === 'object'
  const opening = {
    items: position.opening.items
      .filter(({ index }) => !alone || index === 0)
      .map((item) => ({ ...item, salt: hashOf(item.salt), commitment: hashOf(item.commitment) })),
    commitments: position.opening.commitments.map(hashOf),
  }
  const { release, releaseSignature: signature } = body
  return {
    ...place,
    opening,
    ...(show === 'record' || alone
      ? { items: new Map(body.items.slice(0, alone ? 1 : undefined).map((item, index) => [index, item.bytes])) }
      : {}),
    ...(release === null || alone ? {} : { release: { ...release, signature } }),
  }
}

function bytesOf(base64: string): Uint8Array {
  return fromBase64(base64) ?? utf8('')
}

function hashOf(base64url: string): Uint8Array {
  return fromBase64Url(base64url) ?? utf8('')
}

function described(about: Omit<EvidenceAbout, 'onlyWith'>, seqs: readonly number[]): JsonObject {
  const { madeAt, by, recipient, purpose, ground, order, under, consents } = about
  return {
    at: madeAt,
    by,
    consents: consents.map(({ party, reference }) => ({ party, reference })),
    ground,
    ...(order === undefined ? {} : { order }),
    purpose,
    recipient: { ...recipient },
    under: [...under],
    versions: [...seqs],
  }
}
