import { accept, equalBytes, type Result, refuse, toHex } from '@enlace/core'
import { type Certificate, hashOf, rootWork, schemeOf, signatureWork, toCertificate } from './certificate.ts'
import { askDigest, askSha256, type Work } from './crypto-port.ts'
import { type Der, derTag, octetsOf, oidOf, parseDer, timeOf } from './der.ts'

// Time-stamps of RFC 3161, over CMS signed data (RFC 5652). docs/formats/timestamp.md

/** What a verified time-stamp says. */
export type Timestamp = {
  /** The authority's own clock. */
  readonly at: Date
  /** Who signed: subject of the certificate, in one line. */
  readonly by: string
  /** SHA-256 of the certificate that is trusted, in hexadecimal, to be compared with what the authority published. */
  readonly root: string
}

export type TimestampRefusal =
  | 'timestamp_malformed'
  | 'timestamp_refused'
  | 'timestamp_of_other_bytes'
  | 'timestamp_nonce_differs'
  | 'timestamp_signature_invalid'
  | 'timestamp_signer_untrusted'

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const
const context0 = 0xa0
const maxTokenBytes = 65_536

/** TimeStampReq over a SHA-256 digest, with a nonce of 8 bytes whose first bit is set, asking for the certificate. */
export function encodeTimestampRequest(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (digest.length !== 32 || nonce.length !== 8 || nonce[0]! < 0x80) throw new RangeError('a digest of 32 and a nonce of 8 bytes')
  const algorithm = [0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00]
  const imprint = [0x30, 0x31, ...algorithm, 0x04, 0x20, ...digest]
  return Uint8Array.from([0x30, 0x44, 0x02, 0x01, 0x01, ...imprint, 0x02, 0x09, 0x00, ...nonce, 0x01, 0x01, 0xff])
}

/** The token of a TimeStampResp, as its bytes stand. Refuses a response that grants nothing. */
export function readTimestampResponse(bytes: Uint8Array): Result<Uint8Array, 'timestamp_malformed' | 'timestamp_refused'> {
  const [status, token] = parseDer(bytes)?.parts ?? []
  const code = status?.parts[0]
  if (code?.tag !== derTag.integer || code.content.length !== 1) return refuse('timestamp_malformed')
  const number = code.content[0]!
  if (number !== 0 && number !== 1) return refuse('timestamp_refused', { status: number })
  return token === undefined ? refuse('timestamp_malformed') : accept(token.bytes)
}

/**
 * Checks a token against the bytes it is said to be over, the nonce when it was asked for just now, and certificates that are trusted.
 * Signer, purpose, chain and every validity at the time it names are checked; revocation lists are not asked.
 */
export function* timestampWork(
  token: Uint8Array,
  message: Uint8Array,
  options: { readonly roots: readonly Certificate[]; readonly nonce?: Uint8Array },
): Work<Result<Timestamp, TimestampRefusal>> {
  const parts = token.length > maxTokenBytes ? undefined : signedParts(token)
  const info = parts === undefined ? undefined : readInfo(parts.content)
  const signer = parts === undefined ? undefined : readSigner(parts.signer)
  if (parts === undefined || info === undefined || signer === undefined) return refuse('timestamp_malformed')
  if (!equalBytes(yield* askDigest(info.hash, message), info.imprint)) return refuse('timestamp_of_other_bytes')
  if (options.nonce !== undefined && !equalBytes(info.nonce, options.nonce)) return refuse('timestamp_nonce_differs')
  if (!equalBytes(yield* askDigest(signer.hash, parts.content), signer.contentDigest)) return refuse('timestamp_signature_invalid')

  let by: Certificate | undefined
  for (const one of parts.certificates) {
    const scheme = schemeOf(signer.algorithm, signer.hash, one.key)
    if (by === undefined && scheme !== undefined && (yield* signatureWork(scheme, one.key, signer.signed, signer.signature))) by = one
  }
  if (by === undefined) return refuse('timestamp_signature_invalid')
  // This purpose alone, and binding (RFC 3161, 2.3).
  const isForTime = by.purposesBind && by.purposes.length === 1 && by.purposes[0] === oid.timeStamping
  const root = isForTime ? yield* rootWork(by, parts.certificates, options.roots, info.at) : undefined
  if (root === undefined) return refuse('timestamp_signer_untrusted')
  return accept({ at: info.at, by: by.name, root: toHex(yield* askSha256(root.bytes)) })
}

/** SignedData with one signer over TSTInfo: the content that is signed, the certificates beside it, the signer. */
function signedParts(token: Uint8Array) {
  const [type, wrapped] = parseDer(token)?.parts ?? []
  const parts = wrapped?.parts[0]?.parts ?? []
  const [contentType, contentWrap] = parts[2]?.parts ?? []
  const content = octetsOf(contentWrap?.parts[0])
  const signers = parts.at(-1)?.parts ?? []
  const certificates = (parts.find((part) => part.tag === context0)?.parts ?? []).map(toCertificate)
  if (oidOf(type) !== oid.signedData || oidOf(contentType) !== oid.tstInfo || content === undefined) return undefined
  if (parts.at(-1)?.tag !== derTag.set || signers.length !== 1) return undefined
  return { content, signer: signers[0]!, certificates: certificates.filter((one) => one !== undefined) }
}

/** TSTInfo (RFC 3161, 2.4.2): digest of what was stamped, the time, the nonce (empty when there is none). */
function readInfo(content: Uint8Array) {
  const info = parseDer(content)?.parts ?? []
  const [algorithm, imprint] = info[2]?.parts ?? []
  const hash = hashOf(algorithm)
  const bytes = octetsOf(imprint)
  const at = info[4]?.tag === derTag.generalizedTime ? timeOf(info[4]) : undefined
  const nonce = info.slice(5).find((part) => part.tag === derTag.integer)?.content ?? new Uint8Array(0)
  if (hash === undefined || bytes === undefined || at === undefined) return undefined
  return { hash, imprint: bytes, at, nonce: nonce[0] === 0 ? nonce.subarray(1) : nonce }
}

/** SignerInfo (RFC 5652, 5.3) with signed attributes: what they say of the content, and how they are signed. */
function readSigner(signer: Der) {
  const fields = signer.parts
  const place = fields.findIndex((part, index) => index > 2 && part.tag === context0)
  const hash = hashOf(fields[2])
  const signature = octetsOf(fields[place + 2])
  if (place === -1 || hash === undefined || signature === undefined) return undefined
  const attributes = fields[place]!
  const attribute = (wanted: string) => attributes.parts.find((each) => oidOf(each.parts[0]) === wanted)?.parts[1]?.parts[0]
  const contentDigest = octetsOf(attribute(oid.messageDigest))
  if (oidOf(attribute(oid.contentType)) !== oid.tstInfo || contentDigest === undefined) return undefined
  // What is signed is the set itself, not its place in the message (RFC 5652, 5.4).
  const signed = Uint8Array.from(attributes.bytes)
  signed[0] = derTag.set
  return { hash, contentDigest, signed, algorithm: fields[place + 1], signature }
}
