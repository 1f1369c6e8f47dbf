import { concatBytes, utf8 } from '@enlace/core'
import type { NoteSigner } from '@enlace/proof/node'
import type { ReleasePlace } from './append-entries.ts'

const headerText = JSON.stringify({ alg: 'Ed25519', b64: false, crit: ['b64'] })
const header = Buffer.from(headerText).toString('base64url')

/** What a release signature is over: "sig/release\0", the log's origin, the position, and the two commitments of the leaf. */
export function releaseMessage({ origin, seq, c, rel }: ReleasePlace): Uint8Array {
  return utf8(`sig/release\0${origin}\n${seq}\n${c}\n${rel}`)
}

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
    const signature = signer.sign(concatBytes(utf8(`${header}.`), releaseMessage(place)))
    return utf8(`${header}..${Buffer.from(signature).toString('base64url')}`)
  }
}
