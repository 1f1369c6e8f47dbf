import { equalBytes, fromBase64Url, isJsonObject, parseJson } from '@enlace/core'
import {
  type ConsentProof,
  leafHash,
  openListedItem,
  parsePolicy,
  parseProof,
  placeOfConsent,
  releaseCommitment,
  type VerifierKey,
  verifyInclusion,
  viewThroughPolicy,
} from '@enlace/proof/node'
import { verifyRelease } from '../store/release-signature.ts'

/** Release keys by agency of a party that this node is paired with; undefined of others. */
export type KeysOfAuthor = (party: string) => Readonly<Record<string, readonly VerifierKey[]>> | undefined

/**
 * Whether an author's own word, which a holder shows, is that author's: it opens the leaf, the leaf is under a checkpoint of the author's log to
 * that holder, signed by the key that came with it, and an agency of the author signed its release, with a key that we have from our own pairing.
 * Of an author that we are not paired with no signature can be checked. The author's log keys to that holder are the holder's word alone: what
 * binds is the release signature over the place in the log.
 */
export function checkAuthorWord(
  proof: ConsentProof,
  { author, holder, keysOfAuthor }: { readonly author: string; readonly holder: string; readonly keysOfAuthor: KeysOfAuthor | undefined },
): 'checked' | 'author_unknown' | 'invalid' {
  const place = placeOfConsent(proof)
  if (place === undefined || authorOf(proof.origin, holder) !== author) return 'invalid'
  const { origin, seq, object, salt, commitments, release } = proof
  if (!openListedItem(commitments, 0, salt, object, place.root)) return 'invalid'
  const rel = fromBase64Url(place.rel)
  if (rel === undefined || !equalBytes(rel, releaseCommitment(release.salt, release.bytes))) return 'invalid'
  if (!isLogged(proof)) return 'invalid'
  const keys = keysOfAuthor?.(author)
  if (keys === undefined) return 'author_unknown'
  const parsed = parseJson(release.bytes, { maxBytes: 65_536, maxDepth: 8 })
  const by = parsed.ok && isJsonObject(parsed.value.value) && isJsonObject(parsed.value.value.by) ? parsed.value.value.by.agency : undefined
  const agencyKeys = typeof by === 'string' && Object.hasOwn(keys, by) ? (keys[by] ?? []) : []
  return verifyRelease(release.signature, { origin, seq, c: place.c, rel: place.rel }, agencyKeys) ? 'checked' : 'invalid'
}

/** The party whose log to `holder` this is; undefined when it is no such log. */
export function authorOf(origin: string, holder: string): string | undefined {
  const [host = '', direction, to] = origin.split('/')
  return direction === 'out' && to === holder ? host.split('.')[1] : undefined
}

/** Whether the leaf lies in the log that it names, under a checkpoint that the log key of the policy beside it signed. */
function isLogged({ origin, seq, leaf, logProof, policy }: ConsentProof): boolean {
  const [proof, keys] = [parseProof(logProof), parsePolicy(policy)]
  if (!proof.ok || !keys.ok || proof.value.index !== seq) return false
  const view = viewThroughPolicy(keys.value, proof.value.checkpoint)
  if (!view.ok || view.value.checkpoint.origin !== origin) return false
  const { size, root } = view.value.checkpoint
  return verifyInclusion({ leafHash: leafHash(leaf), index: seq, size, proof: proof.value.proof, root })
}
