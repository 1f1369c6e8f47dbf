import { concatBytes, fromBase64Url, fromUtf8, utf8 } from '@enlace/core'
import { askVerify, type Work } from './crypto-port.ts'
import type { VerifierKey } from './verifier-key.ts'

/** The place in a log that a release signature binds a decision to; `c` and `rel` as they stand in the leaf. */
export type ReleasePlace = { readonly origin: string; readonly seq: number; readonly c: string; readonly rel: string }

/** The protected header, always these bytes, so that the signature is the only thing that varies. */
export const releaseHeader = 'eyJhbGciOiJFZDI1NTE5IiwiYjY0IjpmYWxzZSwiY3JpdCI6WyJiNjQiXX0'

/** What a release signature is over: "sig/release\0", the log's origin, the position, and the two commitments of the leaf. */
export function releaseMessage({ origin, seq, c, rel }: ReleasePlace): Uint8Array {
  return utf8(`sig/release\0${origin}\n${seq}\n${c}\n${rel}`)
}

/** The bytes that are signed: `<header>.` and the unencoded payload (RFC 7515 appendix F, RFC 7797). */
export function releaseSignedBytes(place: ReleasePlace): Uint8Array {
  return concatBytes(utf8(`${releaseHeader}.`), releaseMessage(place))
}

/** The key by which a detached JWS holds over this place, or undefined. Never throws. */
export function* releaseSignerWork(jws: Uint8Array, place: ReleasePlace, keys: readonly VerifierKey[]): Work<VerifierKey | undefined> {
  const [header, payload, signature, ...more] = (fromUtf8(jws) ?? '').split('.')
  const bytes = fromBase64Url(signature ?? '')
  if (header !== releaseHeader || payload !== '' || bytes === undefined || more.length > 0) return undefined
  for (const key of keys) {
    if (key.type === 0x01 && (yield* askVerify('ed25519', key.publicKey, releaseSignedBytes(place), bytes))) return key
  }
  return undefined
}
