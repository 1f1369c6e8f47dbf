import { concatBytes, equalBytes } from '@enlace/core'
import { askSha256, type Work } from './crypto-port.ts'
import { consistencyRanges, inclusionRanges, type Range, subtreeConsistencyRanges, subtreeInclusionRanges } from './ranges.ts'

export type InclusionClaim = {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}
export type ConsistencyClaim = {
  readonly oldSize: number
  readonly oldRoot: Uint8Array
  readonly size: number
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}
export type SubtreeInclusionClaim = {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly start: number
  readonly end: number
  readonly subtreeHash: Uint8Array
  readonly proof: readonly Uint8Array[]
}
export type SubtreeConsistencyClaim = {
  readonly start: number
  readonly end: number
  readonly size: number
  readonly subtreeHash: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/** Hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962 section 2.1). */
export function askNodeHash(left: Uint8Array, right: Uint8Array): Work<Uint8Array> {
  return askSha256(concatBytes(nodePrefix, left, right))
}

/** Hash of a leaf: SHA-256(0x00 || leaf) (RFC 6962 section 2.1). */
export function askLeafHash(leaf: Uint8Array): Work<Uint8Array> {
  return askSha256(concatBytes(leafPrefix, leaf))
}

const nothing = new Uint8Array(0)
const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** Whether a leaf hash is at `index` of the tree of `size` leaves under `root` (RFC 6962 section 2.1.1). Never throws. */
export function* inclusionWork(claim: InclusionClaim): Work<boolean> {
  const plan = planOf(() => inclusionRanges(claim.index, claim.size))
  return yield* pathHolds(plan, claim.index, claim.leafHash, claim.proof, claim.root)
}

/** Whether a leaf hash is at `index` of the subtree [start, end) under `subtreeHash`. Never throws. */
export function* subtreeInclusionWork(claim: SubtreeInclusionClaim): Work<boolean> {
  const plan = planOf(() => subtreeInclusionRanges(claim.index, claim.start, claim.end))
  return yield* pathHolds(plan, claim.index, claim.leafHash, claim.proof, claim.subtreeHash)
}

/** Whether the tree of `size` extends the tree of `oldSize` (RFC 6962 section 2.1.2). An old size of 0 is never proved here. Never throws. */
export function* consistencyWork(claim: ConsistencyClaim): Work<boolean> {
  const { oldSize, oldRoot, size, root, proof } = claim
  const plan = planOf(() => consistencyRanges(oldSize, size))
  return yield* chainHolds(plan, { start: 0, end: oldSize }, oldRoot, proof, root)
}

/**
 * Whether the subtree [start, end) with `subtreeHash` is part of the tree of `size` leaves under `root`. Never throws.
 * An empty subtree is part of every tree: it says nothing about the root.
 */
export function* subtreeConsistencyWork(claim: SubtreeConsistencyClaim): Work<boolean> {
  const { start, end, size, subtreeHash, root, proof } = claim
  if (start === end) return start >= 0 && end <= size && proof.length === 0 && equalBytes(subtreeHash, yield* askSha256(nothing))
  const plan = planOf(() => subtreeConsistencyRanges(start, end, size))
  return yield* chainHolds(plan, { start, end }, subtreeHash, proof, root)
}

function* pathHolds(
  plan: readonly Range[] | undefined,
  index: number,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): Work<boolean> {
  if (plan === undefined || plan.length !== proof.length || !areHashes([leafHash, root, ...proof])) return false
  let hash = leafHash
  for (const [i, sibling] of plan.entries()) {
    hash = sibling.end <= index ? yield* askNodeHash(proof[i]!, hash) : yield* askNodeHash(hash, proof[i]!)
  }
  return equalBytes(hash, root)
}

/**
 * Two hashes grow along the proof: `inner` collects what lies inside the subtree, `outer` everything. A part left of what is already
 * collected joins both while it lies inside; a part on the right is always outside.
 */
function* chainHolds(
  plan: readonly Range[] | undefined,
  subtree: Range,
  subtreeHash: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): Work<boolean> {
  if (plan === undefined || plan.length !== proof.length) return false
  // The whole tree is compared and nothing is hashed; everywhere else only hashes of 32 bytes go in, and only such come out.
  if (plan.length === 0) return equalBytes(subtreeHash, root)
  if (!areHashes([subtreeHash, ...proof])) return false
  const first = plan[0]
  const seeded = first !== undefined && first.start >= subtree.start && first.end <= subtree.end
  let start = seeded ? first.start : subtree.start
  let inner = seeded ? proof[0]! : subtreeHash
  let outer = inner
  for (let i = seeded ? 1 : 0; i < plan.length; i++) {
    const part = plan[i]!
    const hash = proof[i]!
    if (part.end === start) {
      if (part.start >= subtree.start) inner = yield* askNodeHash(hash, inner)
      outer = yield* askNodeHash(hash, outer)
      start = part.start
    } else {
      outer = yield* askNodeHash(outer, hash)
    }
  }
  return equalBytes(inner, subtreeHash) && equalBytes(outer, root)
}

// A proof hash of another length could shift bytes between the two halves of a node, so nothing but 32 bytes is hashed.
function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.length === 32)
}

/** The plan, or undefined when a stranger's numbers name no such proof. */
function planOf(plan: () => Range[]): Range[] | undefined {
  try {
    return plan()
  } catch {
    return undefined
  }
}
