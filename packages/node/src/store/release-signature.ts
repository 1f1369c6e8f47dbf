import { concatBytes, utf8 } from '@enlace/core'
import {
  findReleaseSigner,
  type NoteSigner,
  type ReleasePlace,
  releaseHeader,
  releaseSignedBytes,
  type VerifierKey,
} from '@enlace/proof/node'

/**
 * Signs releases with an agency's Ed25519 key as a detached JWS with an unencoded payload (RFC 7515 appendix F, RFC 7797). The protected
 * header is fixed, so the signature is the only thing that varies; the key is known by the agency that the decision names.
 */
export function openReleaseSigner(
  signers: ReadonlyMap<string, readonly NoteSigner[]>,
): (agency: string, place: ReleasePlace) => Promise<Uint8Array> {
  return async (agency, place) => {
    const signer = signers.get(agency)?.find((candidate) => candidate.type === 0x01)
    if (signer === undefined) throw new Error(`no release key of ${agency}`)
    const signature = signer.sign(releaseSignedBytes(place))
    return concatBytes(utf8(`${releaseHeader}..`), utf8(Buffer.from(signature).toString('base64url')))
  }
}

/** Whether a detached JWS, as `openReleaseSigner` makes it, is by one of an agency's release keys over this place. Never throws. */
export function verifyRelease(jws: Uint8Array, place: ReleasePlace, keys: readonly VerifierKey[]): boolean {
  return findReleaseSigner(jws, place, keys) !== undefined
}
