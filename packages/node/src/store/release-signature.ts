import { concatBytes, fromBase64Url, fromUtf8, utf8 } from '@enlace/core'
import { type NoteSigner, type VerifierKey, verifySignature } from '@enlace/proof/node'
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

/** Whether a detached JWS, as `openReleaseSigner` makes it, is by one of an agency's release keys over this place. Never throws. */
export function verifyRelease(jws: Uint8Array, place: ReleasePlace, keys: readonly VerifierKey[]): boolean {
  const [protectedHeader, payload, signature, ...more] = (fromUtf8(jws) ?? '').split('.')
  const bytes = fromBase64Url(signature ?? '')
  if (protectedHeader !== header || payload !== '' || bytes === undefined || more.length > 0) return false
  const message = concatBytes(utf8(`${header}.`), releaseMessage(place))
  return keys.some((key) => key.type === 0x01 && verifySignature('ed25519', key.publicKey, message, bytes))
}
