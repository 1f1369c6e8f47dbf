import { fromBase64, fromBase64Url, utf8 } from '@enlace/core'
import { encodeConsentItem } from '@enlace/proof/node'
import type { createProver, ProvenPosition } from './prove-record.ts'

/**
 * The item that shows a received consent to a third party: where it lies in its author's log, opened, with the author's signed release. Undefined
 * until it stands under a checkpoint, and for a consent that no officer signed: nobody else could tell whose it is.
 */
export async function proveConsent(
  prover: Pick<ReturnType<typeof createProver>, 'proveWhole'>,
  policyOf: (position: ProvenPosition) => string,
  versionSeq: number,
): Promise<Uint8Array | undefined> {
  const found = (await prover.proveWhole(versionSeq)).find(({ position }) => position.role === 'in')
  const [item] = found?.body?.items ?? []
  const { release, releaseSignature: signature } = found?.body ?? { release: null, releaseSignature: new Uint8Array(0) }
  if (found === undefined || item === undefined || release === null || signature.length === 0) return undefined
  const { position } = found
  return encodeConsentItem({
    origin: position.origin,
    seq: position.seq,
    leaf: fromBase64(position.leaf) ?? utf8(''),
    logProof: position.tlogProof,
    policy: policyOf(position),
    object: item.bytes,
    salt: item.salt,
    commitments: position.opening.commitments.map((each) => fromBase64Url(each) ?? utf8('')),
    release: { ...release, signature },
  })
}
