import { concatBytes, equalBytes, u64be, utf8 } from '@enlace/core'
import { askSha256, type Work } from './crypto-port.ts'
import { askLeafHash, askNodeHash, inclusionWork } from './merkle-proof.ts'

/** Bytes of every salt. */
export const saltBytes = 32

const label = utf8('sig/c1\0')

/** What is hashed to commit one item: `"sig/c1\0" || salt[32] || u64be(length) || bytes`. Throws RangeError on another salt length. */
export function commitmentInput(salt: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (salt.length !== saltBytes) throw new RangeError('salt is not 32 bytes')
  return concatBytes(label, salt, u64be(bytes.length), bytes)
}

/** Root of the RFC 6962 tree whose leaves are the commitments, in item order. Throws RangeError on none. */
export function* commitmentRootWork(commitments: readonly Uint8Array[]): Work<Uint8Array> {
  if (commitments.length === 0) throw new RangeError('no commitments')
  let level: Uint8Array[] = []
  for (const commitment of commitments) level.push(yield* askLeafHash(commitment))
  while (level.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i < level.length; i += 2) {
      above.push(i + 1 < level.length ? yield* askNodeHash(level[i]!, level[i + 1]!) : level[i]!)
    }
    level = above
  }
  return level[0]!
}

/** One item opened against the commitment of its leaf. */
export type Opening = {
  readonly bytes: Uint8Array
  readonly salt: Uint8Array
  readonly index: number
  /** How many items the entry has (`n` of the leaf). */
  readonly count: number
  /** Inclusion proof of this item's commitment among the others (see `itemProof`). */
  readonly proof: readonly Uint8Array[]
  /** The leaf's `c`, 32 bytes. */
  readonly root: Uint8Array
}

/** Whether these are the bytes that the leaf commits to, without seeing any other item. Never throws. */
export function* openingWork(opening: Opening): Work<boolean> {
  const { bytes, salt, index, count, proof, root } = opening
  if (salt.length !== saltBytes) return false
  const leafHash = yield* askLeafHash(yield* askSha256(commitmentInput(salt, bytes)))
  return yield* inclusionWork({ leafHash, index, size: count, proof, root })
}

/** Whether a list of commitments is the one behind a leaf's `c`, and one item opens its place in it. Never throws. */
export function* listedOpeningWork(
  commitments: readonly Uint8Array[],
  index: number,
  salt: Uint8Array,
  bytes: Uint8Array,
  root: Uint8Array,
): Work<boolean> {
  const listed = commitments[index]
  if (listed === undefined || salt.length !== saltBytes || commitments.some((each) => each.length !== 32)) return false
  if (!equalBytes(listed, yield* askSha256(commitmentInput(salt, bytes)))) return false
  return equalBytes(yield* commitmentRootWork(commitments), root)
}
