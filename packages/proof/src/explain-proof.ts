import { equalBytes, fromBase64Url } from '@enlace/core'
import { commitmentRootWork, listedOpeningWork } from './commitment.ts'
import type { Work } from './crypto-port.ts'
import { type Leaf, parseLeaf } from './leaf.ts'
import { parseProof } from './log-proof.ts'
import { askLeafHash, inclusionWork } from './merkle-proof.ts'
import { type PolicyView, policyViewWork, policyWork } from './policy.ts'
import type { ProofDocument, ProofItem, ProofPosition } from './proof-document.ts'

type Values = Readonly<Record<string, string | number>>

/** The checks of one position, in the order they are made; a check whose ground failed is not made. */
export type ProofStepCode =
  | 'leaf_read'
  | 'policy_read'
  | 'proof_read'
  | 'position_agrees'
  | 'checkpoint_signed'
  | 'key_revoked'
  | 'key_revoked_later'
  | 'key_line_left_out'
  | 'entry_included'
  | 'receipt_signed'
  | 'witness_saw'
  | 'items_committed'
  | 'item_opened'
  | 'other_form'
  | 'copy_opened'

/** One check: what it was, whether it holds, and values for its sentence. `position` counts from 0 in the document. */
export type ProofStep = { readonly code: ProofStepCode; readonly ok: boolean; readonly position: number; readonly values: Values }

/** What stands proved at most: sentences of the catalogue `verify`, strongest last. */
export type ProvesCode = 'nothing' | 'entry_only' | 'kept' | 'offered' | 'held' | 'receipted'
export type DoesNotProveCode = 'anything' | 'object_unseen' | 'not_delivered' | 'not_read_not_true'

export type Verdict = {
  readonly ok: boolean
  readonly steps: readonly ProofStep[]
  readonly proves: { readonly code: ProvesCode; readonly values: Values }
  readonly doesNotProve: { readonly code: DoesNotProveCode; readonly values: Values }
}

export type ExplainOptions = {
  /** Raw bytes of items by their index in the body; 0 is the STIX object. Without it the entry is shown to be logged, not what it says. */
  readonly items?: ReadonlyMap<number, Uint8Array>
  /** A policy of the verifier's own (tlog-policy text). Without it the policy inside the proof is used, and the step says so. */
  readonly trustedPolicy?: string
}

/**
 * Checks a record's proof and says, in codes that a catalogue turns into sentences, what it shows and what it does not.
 * A receipt that is missing is no failure: it only means that less is proved. Never throws.
 */
export function* explainProofWork(document: ProofDocument, options: ExplainOptions = {}): Work<Verdict> {
  const steps: ProofStep[] = []
  let best: Verdict['proves'] = { code: 'entry_only', values: {} }
  for (const [i, position] of document.positions.entries()) {
    const note = (code: ProofStepCode, ok: boolean, values: Values = {}): boolean => {
      steps.push({ code, ok, position: i, values: { origin: position.origin, ...values } })
      return ok
    }
    const shown = yield* explainPosition(position, options, document, note)
    if (shown !== undefined && strength.indexOf(shown.code) > strength.indexOf(best.code)) best = shown
  }
  const ok = steps.every((step) => step.ok)
  const proves: Verdict['proves'] = ok ? best : { code: 'nothing', values: {} }
  return { ok, steps, proves, doesNotProve: { code: limits[proves.code], values: proves.values } }
}

const strength: readonly ProvesCode[] = ['nothing', 'entry_only', 'kept', 'offered', 'held', 'receipted']
const limits: Readonly<Record<ProvesCode, DoesNotProveCode>> = {
  nothing: 'anything',
  entry_only: 'object_unseen',
  kept: 'not_delivered',
  offered: 'not_delivered',
  held: 'not_read_not_true',
  receipted: 'not_read_not_true',
}

type Note = (code: ProofStepCode, ok: boolean, values?: Values) => boolean

function* explainPosition(
  position: ProofPosition,
  options: ExplainOptions,
  document: ProofDocument,
  note: Note,
): Work<Verdict['proves'] | undefined> {
  const leaf = parseLeaf(position.leaf)
  if (!leaf.ok) {
    note('leaf_read', false, { reason: leaf.reason })
    return undefined
  }
  note('leaf_read', true, { type: leaf.value.t, at: leaf.value.at })
  const view = yield* explainLog(position, leaf.value, options, note)
  const opened = yield* explainItems(position, leaf.value, options, document, note)
  return view === undefined || !opened ? undefined : provedBy(position, view)
}

/** From leaf to signed checkpoint. Undefined when a check fails. */
function* explainLog(position: ProofPosition, leaf: Leaf, options: ExplainOptions, note: Note): Work<PolicyView | undefined> {
  const policy = yield* policyWork(options.trustedPolicy ?? position.policy)
  const source = options.trustedPolicy === undefined ? 'embedded' : 'given'
  if (!note('policy_read', policy.ok, policy.ok ? { source } : { source, reason: policy.reason }) || !policy.ok) return undefined
  const proof = parseProof(position.logProof)
  if (!note('proof_read', proof.ok) || !proof.ok) return undefined
  const { index } = proof.value
  const view = yield* policyViewWork(policy.value, proof.value.checkpoint)
  const sameOrigin = !view.ok || view.value.checkpoint.origin === position.origin
  const agrees = leaf.seq === position.seq && index === position.seq && sameOrigin
  if (!note('position_agrees', agrees, { seq: position.seq })) return undefined
  if (!view.ok) {
    if (view.reason === 'key_revoked')
      note('key_revoked', false, { by: position.origin, at: toInstant(Number(view.detail?.at ?? Number.NaN)) })
    else note('checkpoint_signed', false, { reason: view.reason })
    return undefined
  }
  const { size, root } = view.value.checkpoint
  note('checkpoint_signed', true, { size, signatures: view.value.log.length })
  const leafHash = yield* askLeafHash(position.leaf)
  const included = yield* inclusionWork({ leafHash, index, size, proof: proof.value.proof, root })
  if (!note('entry_included', included, { seq: index, size, hashes: proof.value.proof.length })) return undefined
  for (const { name, term, counts, by } of view.value.revoked) {
    const values = { by: name, at: toInstant(term.revokedAt), reason: term.reason }
    if (counts && by !== null) note('key_revoked_later', true, { ...values, witness: by.name, time: toInstant(by.time) })
    else note('key_line_left_out', true, values)
  }
  // Each receipt line is shown; without a quorum of them the position proves less, which is no failure.
  for (const { name, time, counts } of view.value.witnesses) {
    const isReceipt = counts && position.role !== 'journal'
    note(isReceipt ? 'receipt_signed' : 'witness_saw', true, { by: name, time: toInstant(time) })
  }
  return view.value
}

/** From leaf to the bytes that it commits to. True only when item 0, the object itself, was given and opens. */
function* explainItems(position: ProofPosition, leaf: Leaf, options: ExplainOptions, document: ProofDocument, note: Note): Work<boolean> {
  const { items, commitments } = position.opening
  if (leaf.c === undefined || commitments.length === 0) return false
  const root = fromBase64Url(leaf.c)!
  const committed = commitments.length === leaf.n && equalBytes(yield* commitmentRootWork(commitments), root)
  if (!note('items_committed', committed && leaf.k === 1, { items: leaf.n })) return false
  let objectOpened = false
  for (const item of items) {
    const copy = item.index === 0 ? position.sent : undefined
    if (copy !== undefined) {
      const opens = copy.length === item.length && (yield* listedOpeningWork(commitments, 0, item.salt, copy, root))
      note('copy_opened', opens, { bytes: copy.length })
    }
    const bytes = options.items?.get(item.index)
    if (bytes === undefined) continue
    if (isOtherForm(position, item, bytes, document)) {
      note('other_form', true, { item: item.index, bytes: item.length })
      continue
    }
    const whole = bytes.length === item.length && equalBytes(commitments[item.index] ?? root, item.commitment)
    const opens = whole && (yield* listedOpeningWork(commitments, item.index, item.salt, bytes, root))
    note('item_opened', opens, { item: item.index, bytes: bytes.length })
    if (item.index === 0) objectOpened = opens
  }
  return objectOpened
}

/**
 * A copy from which fields were struck before it left has other bytes than the record at home: the outbound log commits to that copy. Given
 * bytes are measured against it only when no other log of the document holds an item of their length; there they must open or fail.
 */
function isOtherForm(position: ProofPosition, item: ProofItem, bytes: Uint8Array, document: ProofDocument): boolean {
  const same = position.sent === undefined || item.index !== 0 ? item.length === bytes.length : equalBytes(position.sent, bytes)
  if (position.role !== 'out' || same) return false
  return document.positions.some((other) =>
    other.opening.items.some(({ index, length }) => index === item.index && length === bytes.length),
  )
}

function provedBy(position: ProofPosition, view: PolicyView): Verdict['proves'] {
  const { origin, seq } = position
  const { size } = view.checkpoint
  const [first] = view.witnesses.filter(({ counts }) => counts).toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0))
  if (position.role === 'journal') return { code: 'kept', values: { origin, seq, size } }
  if (first === undefined || !view.quorum) return { code: position.role === 'out' ? 'offered' : 'held', values: { origin, seq, size } }
  return { code: position.role === 'out' ? 'receipted' : 'held', values: { origin, seq, size, by: first.name, at: toInstant(first.time) } }
}

/** POSIX seconds as RFC 3339 in UTC; an empty text where the signer stated no time. */
export function toInstant(seconds: number | null): string {
  if (seconds === null || Number.isNaN(seconds) || seconds > 253_402_300_799) return ''
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
