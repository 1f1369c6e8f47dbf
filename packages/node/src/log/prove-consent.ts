import { fromBase64, fromBase64Url, utf8 } from '@enlace/core'
import { encodeConsentItem, recallItemName } from '@enlace/proof/node'
import type { createProver, ProvenPosition } from './prove-record.ts'

type Prover = ReturnType<typeof createProver>
type Proven = Awaited<ReturnType<Prover['proveAt']>>
type PolicyOf = (position: ProvenPosition) => string

/**
 * The item that shows a received consent to a third party: where it lies in its author's log, opened, with the author's signed release. Undefined
 * until it stands under a checkpoint, and for a consent that no officer signed: nobody else could tell whose it is.
 */
export async function proveConsent(
  prover: Pick<Prover, 'proveWhole'>,
  policyOf: PolicyOf,
  versionSeq: number,
): Promise<Uint8Array | undefined> {
  const found = (await prover.proveWhole(versionSeq)).find(({ position }) => position.role === 'in')
  return encodeWord(found, policyOf)
}

/** The same of an entry of a partner's log by which it took something back, or gave it back. */
export async function proveRecall(
  prover: Pick<Prover, 'proveAt'>,
  policyOf: PolicyOf,
  logId: number,
  seq: number,
): Promise<Uint8Array | undefined> {
  return encodeWord(await prover.proveAt(logId, seq), policyOf, recallItemName)
}

function encodeWord(found: Proven, policyOf: PolicyOf, name?: typeof recallItemName): Uint8Array | undefined {
  const [item] = found?.body?.items ?? []
  const { release, releaseSignature: signature } = found?.body ?? { release: null, releaseSignature: new Uint8Array(0) }
  if (found === undefined || item === undefined || release === null || signature.length === 0) return undefined
  const { position } = found
  const proof = {
    origin: position.origin,
    seq: position.seq,
    leaf: fromBase64(position.leaf) ?? utf8(''),
    logProof: position.tlogProof,
    policy: policyOf(position),
    object: item.bytes,
    salt: item.salt,
    commitments: position.opening.commitments.map((each) => fromBase64Url(each) ?? utf8('')),
    release: { ...release, signature },
  }
  return encodeConsentItem(proof, name)
}
