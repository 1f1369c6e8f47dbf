import { equalBytes, fromBase64Url, fromUtf8, isJsonObject, parseJson, toBase64 } from '@enlace/core'
import { commitmentInput, listedOpeningWork } from './commitment.ts'
import { askSha256, type Work } from './crypto-port.ts'
import type { Members } from './evidence-archive.ts'
import type { EvidenceContents, EvidencePlace } from './evidence-contents.ts'
import { readOpening } from './evidence-file.ts'
import { explainProofWork, type ProofStepCode, toInstant, type Verdict } from './explain-proof.ts'
import { type KeyTerm, wordBefore } from './key-terms.ts'
import { parseLeaf } from './leaf.ts'
import { parseProof } from './log-proof.ts'
import { askLeafHash, inclusionWork } from './merkle-proof.ts'
import { parseNote } from './note.ts'
import { checkpointWork } from './open-checkpoint.ts'
import { policyWork } from './policy.ts'
import { type ProofPosition, parseProofDocument } from './proof-document.ts'
import { releaseSignerWork } from './release-signature.ts'
import { isSealedLeaf, unsealType } from './sealed-leaf.ts'
import { type VerifierKey, verifierKeyWork } from './verifier-key.ts'

type Values = Readonly<Record<string, string | number>>

/** Checks of one position beyond those of a proof. */
export type PositionStepCode =
  | ProofStepCode
  | 'position_read'
  | 'record_named'
  | 'release_opened'
  | 'release_signed'
  | 'release_key_revoked'
  | 'receipt_before_key'

export type EvidenceStep<Code> = { readonly code: Code; readonly ok: boolean; readonly values: Values }

export type EvidenceOptions = {
  /** The reader's own release keys (vkeys, one a line, and what was stated about them) and policy; without them those of the file are used, and the steps say so. */
  readonly trustedKeys?: string
  readonly trustedPolicy?: string
  /** Bytes of the object, for a file that shows an opening only. */
  readonly object?: Uint8Array
}

/** What stands when a check failed. */
export const nothing = { proves: { code: 'nothing', values: {} }, doesNotProve: { code: 'anything', values: {} } } as const

export type PositionOptions = EvidenceOptions & {
  readonly keys: readonly VerifierKey[]
  readonly terms: readonly KeyTerm[]
  readonly used: Map<string, VerifierKey>
}

/** Checks one position: the proof with this position's own items, the record's name, and the release decision. Never throws. */
export function* checkPosition(
  members: Members,
  folder: string,
  place: EvidencePlace,
  record: EvidenceContents['records'][number],
  options: PositionOptions,
): Work<Pick<Verdict, 'proves' | 'doesNotProve'> & { readonly steps: readonly EvidenceStep<PositionStepCode>[] }> {
  const steps: EvidenceStep<PositionStepCode>[] = []
  const note = (code: PositionStepCode, ok: boolean, values: Values = {}): boolean => {
    steps.push({ code, ok, values: { origin: place.origin, ...values } })
    return ok
  }
  const read = readPosition(members, folder, place, record)
  if (!note('position_read', read !== undefined) || read === undefined) return { steps, ...nothing }
  const items = new Map(read.items)
  if (options.object !== undefined && !items.has(0)) items.set(0, options.object)
  const { trustedPolicy } = options
  const verdict = yield* explainProofWork(read.document, trustedPolicy === undefined ? { items } : { items, trustedPolicy })
  for (const { code, ok, values } of verdict.steps) steps.push({ code, ok, values })
  const position = read.document.positions[0] as ProofPosition
  yield* checkItems(position, items, note)
  const object = items.get(0)
  if (object !== undefined) note('record_named', idOf(object) === record.id, { id: record.id })
  yield* checkRelease(members, folder, position, read.releaseSalt, options, note)
  yield* checkReceiptFirst(members, folder, position, options, note)
  yield* noteLogKeys(position, options)
  return { steps, proves: verdict.proves, doesNotProve: verdict.doesNotProve }
}

/** What lies in a position's folder as a proof document of one position. */
function readPosition(members: Members, folder: string, place: EvidencePlace, record: EvidenceContents['records'][number]) {
  const leaf = members.get(`${folder}/leaf`)
  const openingBytes = members.get(`${folder}/opening`)
  const read = openingBytes === undefined ? { opening: undefined, releaseSalt: undefined } : readOpening(openingBytes)
  if (leaf === undefined || read === undefined) return undefined
  const document = parseProofDocument({
    record: { id: record.id, modified: record.modified },
    positions: [
      {
        ...place,
        leaf: toBase64(leaf),
        tlogProof: memberText(members, `${folder}/entry.tlog-proof`),
        policy: memberText(members, `${folder}/policy`),
        ...(read.opening === undefined ? {} : { opening: read.opening }),
      },
    ],
  })
  if (!document.ok) return undefined
  const items = new Map<number, Uint8Array>()
  for (const { index } of document.value.positions[0]?.opening.items ?? []) {
    const bytes = members.get(`${folder}/item-${index}`)
    if (bytes !== undefined) items.set(index, bytes)
  }
  // An item that no opening names would be shown and never checked.
  const shown = [...members.keys()].filter((name) => name.startsWith(`${folder}/item-`)).length
  return shown === items.size ? { document: document.value, items, releaseSalt: read.releaseSalt } : undefined
}

/** Every item that is given opens its commitment. What the proof's own checks leave out is checked here. */
function* checkItems(
  position: ProofPosition,
  items: ReadonlyMap<number, Uint8Array>,
  note: (code: PositionStepCode, ok: boolean, values?: Values) => boolean,
): Work<void> {
  const leaf = parseLeaf(position.leaf)
  const root = leaf.ok && leaf.value.c !== undefined ? fromBase64Url(leaf.value.c) : undefined
  const named = new Set<number>()
  for (const item of position.opening.items) {
    const bytes = items.get(item.index)
    const listed = position.opening.commitments[item.index]
    const once = !named.has(item.index) && listed !== undefined && equalBytes(listed, item.commitment)
    named.add(item.index)
    const opens =
      bytes === undefined ||
      (root !== undefined &&
        bytes.length === item.length &&
        (yield* listedOpeningWork(position.opening.commitments, item.index, item.salt, bytes, root)))
    if (!once || !opens) note('item_opened', false, { item: item.index, bytes: item.length })
  }
}

function* checkRelease(
  members: Members,
  folder: string,
  position: ProofPosition,
  salt: Uint8Array | undefined,
  options: PositionOptions,
  note: (code: PositionStepCode, ok: boolean, values?: Values) => boolean,
): Work<void> {
  const decision = members.get(`${folder}/release`)
  const jws = members.get(`${folder}/release.jws`)
  if (decision === undefined && jws === undefined && salt === undefined) return
  const leaf = parseLeaf(position.leaf)
  const { c, rel } = leaf.ok ? leaf.value : {}
  if (decision === undefined || salt === undefined || c === undefined || rel === undefined) {
    note('release_opened', false)
    return
  }
  const root = yield* askLeafHash(yield* askSha256(commitmentInput(salt, decision)))
  if (!note('release_opened', equalBytes(root, fromBase64Url(rel)!)) || jws === undefined) return
  const keys = options.keys.filter((key) => isReleaseKeyOf(key.name, position.origin))
  const by = yield* releaseSignerWork(jws, { origin: position.origin, seq: position.seq, c, rel }, keys)
  if (!note('release_signed', by !== undefined, { by: by?.name ?? '' }) || by === undefined) return
  options.used.set(by.id, by)
  const term = options.terms.find(({ name, keyId }) => name === by.name && keyId === by.id)
  if (term === undefined) return
  const word = yield* wordBeforeRelease(members, folder, position, term, options)
  const values = { by: by.name, at: toInstant(term.revokedAt), reason: term.reason }
  note('release_key_revoked', word !== null, word === null ? values : { ...values, witness: word.name, time: toInstant(word.time) })
}

/**
 * A release signature states no time. Whoever cosigned a head that holds its entry before the key was revoked says that it is older: the head of the
 * proof, or where that is newer an earlier one that lies beside it.
 */
function* wordBeforeRelease(members: Members, folder: string, position: ProofPosition, term: KeyTerm, options: PositionOptions) {
  const policy = yield* policyWork(options.trustedPolicy ?? position.policy)
  if (!policy.ok) return null
  const { logs, witnesses, terms = [] } = policy.value
  for (const text of [memberText(members, `${folder}/before.tlog-proof`), position.logProof]) {
    const head = yield* headOver(
      text,
      position,
      [...logs, ...witnesses].map(({ key }) => key),
    )
    if (head === undefined) continue
    const word = wordBefore(term, head.verified, terms)
    if (word !== null) return word
  }
  return null
}

/** The head under which an entry is proved to lie in its log, as one of these keys signed it; undefined where it is not. */
function* headOver(text: string | undefined, entry: Pick<ProofPosition, 'origin' | 'seq' | 'leaf'>, keys: readonly VerifierKey[]) {
  const proof = text === undefined ? undefined : parseProof(text)
  if (proof?.ok !== true || proof.value.index !== entry.seq) return undefined
  const opened = yield* checkpointWork(proof.value.checkpoint, keys)
  if (!opened.ok || opened.value.checkpoint.origin !== entry.origin) return undefined
  const { checkpoint, verified } = opened.value
  const { size, root } = checkpoint
  const leafHash = yield* askLeafHash(entry.leaf)
  return (yield* inclusionWork({ leafHash, index: entry.seq, size, proof: proof.value.proof, root })) ? { size, verified } : undefined
}

/** Where the entry that handed over the key lies beside: that its recipient had cosigned a head before it, which already held this entry. */
function* checkReceiptFirst(
  members: Members,
  folder: string,
  position: ProofPosition,
  options: PositionOptions,
  note: (code: PositionStepCode, ok: boolean, values?: Values) => boolean,
): Work<void> {
  const bytes = members.get(`${folder}/unseal.leaf`)
  const proof = memberText(members, `${folder}/unseal.tlog-proof`)
  if (bytes === undefined && proof === undefined) return
  const [own, unseal] = [parseLeaf(position.leaf), parseLeaf(bytes ?? new Uint8Array(0))]
  const policy = yield* policyWork(options.trustedPolicy ?? position.policy)
  const { origin, seq } = position
  const names = unseal.ok && unseal.value.t === unsealType && unseal.value.re_origin === origin && unseal.value.re_seq === seq
  if (!policy.ok || !own.ok || !isSealedLeaf(own.value) || !unseal.ok || !names || bytes === undefined) {
    note('receipt_before_key', false, { seq: unseal.ok ? unseal.value.seq : -1 })
    return
  }
  const key = unseal.value.seq
  const signed = yield* headOver(
    proof,
    { origin, seq: key, leaf: bytes },
    policy.value.logs.map((log) => log.key),
  )
  const receiptKeys = policy.value.witnesses.map((witness) => witness.key).filter(({ name }) => name.includes('/in/'))
  const receipt = yield* headOver(memberText(members, `${folder}/before.tlog-proof`), position, receiptKeys)
  const [by] = receipt?.verified ?? []
  const isFirst = signed !== undefined && receipt !== undefined && receipt.size <= key
  note('receipt_before_key', isFirst, { seq: key, size: receipt?.size ?? 0, by: by?.name ?? '' })
}

/** Keys of the policy whose lines stand in the checkpoint: what the position rests on. */
function* noteLogKeys(position: ProofPosition, options: PositionOptions): Work<void> {
  const proof = parseProof(position.logProof)
  const note = proof.ok ? parseNote(proof.value.checkpoint) : undefined
  if (note?.ok !== true) return
  const lines = new Set(note.value.signatures.map((line) => `${line.name} ${line.keyId}`))
  for (const word of (options.trustedPolicy ?? position.policy).split(/[ \t\n]+/)) {
    if (!word.includes('+')) continue
    const key = yield* verifierKeyWork(word)
    if (key.ok && lines.has(`${key.value.name} ${key.value.id}`)) options.used.set(`${key.value.name} ${key.value.id}`, key.value)
  }
}

/** Whether a key name is a release key of the node that writes a log: the same first part, then `release`. */
export function isReleaseKeyOf(name: string, origin: string): boolean {
  return name.startsWith(`${origin.split('/', 1)[0]}/release/`)
}

/** A member as text, or undefined when it is absent or not UTF-8. */
export function memberText(members: Members, name: string): string | undefined {
  const bytes = members.get(name)
  return bytes === undefined ? undefined : fromUtf8(bytes)
}

function idOf(object: Uint8Array): unknown {
  const parsed = parseJson(object, { maxBytes: 8_388_608, maxDepth: 64 })
  return parsed.ok && isJsonObject(parsed.value.value) ? parsed.value.value.id : undefined
}
