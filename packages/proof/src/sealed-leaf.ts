import { concatBytes, utf8 } from '@enlace/core'
import type { Leaf } from './leaf.ts'

/** Leaf type of the entry that hands over the key of a sealed one; `re_seq` names it, in the same log. */
export const unsealType = 'unseal'

/** Content type of such an entry's items: item 0 the key, 32 bytes; item 1 the receipt that came first, a signed note. */
export const unsealContent = 'enlace-key'

/** Whether the body of an entry travels sealed, and its key only after the receipt. */
export function isSealedLeaf(leaf: Leaf): boolean {
  return leaf.sc !== undefined && leaf.kc !== undefined
}

/** What is hashed to commit to a key: `"sig/k1\0" || key[32]`. 256 random bits need no salt. */
export function keyCommitmentInput(key: Uint8Array): Uint8Array {
  return concatBytes(utf8('sig/k1\0'), key)
}
