import { canonicalBytes, type Json } from '@enlace/core'
import { explainProof, parseProofDocument, type Verdict } from '@enlace/proof/browser'
import { fetchBytes, send } from '../api/send.ts'

export type Verified =
  | {
      readonly state: 'checked'
      readonly verdict: Verdict
      readonly document: unknown
      readonly roles: readonly string[]
      readonly bodySeen: boolean
      readonly knowsMlDsa: boolean
    }
  | { readonly state: 'impossible'; readonly why: 'no_web_crypto' | 'proof_malformed' }

/**
 * Fetches a record's bytes and its proof and checks them here, in the browser, trusting nothing the node says about itself except the keys
 * of the policy it hands over. Without the right to read the bytes, the entry is checked and what it says stays unseen.
 */
export async function verifyRecord(id: string, envelope: Json | undefined): Promise<Verified> {
  if (globalThis.crypto?.subtle === undefined) return { state: 'impossible', why: 'no_web_crypto' }
  const path = `/records/${encodeURIComponent(id)}`
  const [document, bytes] = await Promise.all([send<unknown>('GET', `${path}/proof`), fetchBytes(`${path}/raw`).catch(() => undefined)])
  const proof = parseProofDocument(document)
  if (!proof.ok) return { state: 'impossible', why: 'proof_malformed' }
  const items = new Map<number, Uint8Array>()
  if (bytes !== undefined) items.set(0, bytes)
  if (bytes !== undefined && envelope !== undefined) items.set(1, canonicalBytes(envelope))
  const verdict = await explainProof(proof.value, { items })
  return {
    state: 'checked',
    verdict,
    document,
    roles: proof.value.positions.map((position) => position.role),
    bodySeen: bytes !== undefined,
    knowsMlDsa: await knowsMlDsa(),
  }
}

/** Whether this browser can check ML-DSA-44 (FIPS 204) signatures; where it cannot, the panel says so instead of passing over it. */
export async function knowsMlDsa(): Promise<boolean> {
  try {
    // Any 1,312 bytes are a well-formed public key (FIPS 204, algorithm 23).
    await crypto.subtle.importKey('raw-public' as 'raw', new Uint8Array(1312), { name: 'ML-DSA-44' }, false, ['verify'])
    return true
  } catch {
    return false
  }
}
