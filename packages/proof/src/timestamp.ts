import { createHash, verify, X509Certificate } from 'node:crypto'
import { accept, equalBytes, type Result, refuse, toHex } from '@enlace/core'
import { type BaseBlock, fromBER, type GeneralizedTime, type Integer, type ObjectIdentifier, type OctetString, type Sequence } from 'asn1js'

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
const digests: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const maxTokenBytes = 65_536
const maxChain = 5

/** TimeStampReq over a SHA-256 digest, with a nonce of 8 bytes whose first bit is set, asking for the certificate. */
export function encodeTimestampRequest(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (digest.length !== 32 || nonce.length !== 8 || nonce[0]! < 0x80) throw new RangeError('a digest of 32 and a nonce of 8 bytes')
  const algorithm = [0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00]
  const imprint = [0x30, 0x31, ...algorithm, 0x04, 0x20, ...digest]
  return Uint8Array.from([0x30, 0x44, 0x02, 0x01, 0x01, ...imprint, 0x02, 0x09, 0x00, ...nonce, 0x01, 0x01, 0xff])
}

/** The token of a TimeStampResp, as its bytes stand. Refuses a response that grants nothing. */
export function readTimestampResponse(bytes: Uint8Array): Result<Uint8Array, 'timestamp_malformed' | 'timestamp_refused'> {
  const [status, token] = partsOf(parse(bytes))
  const code = partsOf(status)[0]
  if (code?.idBlock.tagNumber !== 2) return refuse('timestamp_malformed')
  const number = (code as Integer).valueBlock.valueDec
  if (number !== 0 && number !== 1) return refuse('timestamp_refused', { status: number })
  return token === undefined ? refuse('timestamp_malformed') : accept(bytesOf(token))
}

/**
 * Checks a token against the bytes it is said to be over, the nonce when it was asked for just now, and certificates that are trusted (DER or PEM).
 * Signer, purpose, chain and every validity at the time it names are checked; revocation lists are not asked. Never throws.
 */
export function verifyTimestamp(
  token: Uint8Array,
  message: Uint8Array,
  options: { readonly roots: readonly X509Certificate[]; readonly nonce?: Uint8Array },
): Result<Timestamp, TimestampRefusal> {
  try {
    return check(token, message, options)
  } catch {
    return refuse('timestamp_malformed')
  }
}

function check(
  token: Uint8Array,
  message: Uint8Array,
  options: { readonly roots: readonly X509Certificate[]; readonly nonce?: Uint8Array },
) {
  const [type, wrapped] = partsOf(token.length > maxTokenBytes ? undefined : parse(token))
  const signedData = partsOf(wrapped)[0]
  if (oidOf(type) !== oid.signedData || signedData === undefined) return refuse('timestamp_malformed')
  const parts = partsOf(signedData)
  const [contentType, contentWrap] = partsOf(parts[2])
  const content = octetsOf(partsOf(contentWrap)[0])
  const certificates = partsOf(parts.find((part) => isContext(part, 0))).map((each) => new X509Certificate(bytesOf(each)))
  const signers = partsOf(parts.at(-1))
  const [signer] = signers
  if (oidOf(contentType) !== oid.tstInfo || content === undefined || signer === undefined || signers.length !== 1)
    return refuse('timestamp_malformed')

  const info = partsOf(parse(content))
  const [imprintAlgorithm, imprint] = partsOf(info[2])
  const hashed = digests[oidOf(partsOf(imprintAlgorithm)[0]) ?? '']
  const genTime = info[4]
  if (hashed === undefined || genTime?.idBlock.tagNumber !== 24) return refuse('timestamp_malformed')
  if (!equalBytes(createHash(hashed).update(message).digest(), octetsOf(imprint) ?? new Uint8Array(0)))
    return refuse('timestamp_of_other_bytes')
  const nonce = info.slice(5).find((part) => part.idBlock.tagClass === 1 && part.idBlock.tagNumber === 2)
  const told = nonce === undefined ? '' : toHex(new Uint8Array((nonce as Integer).valueBlock.valueHexView)).replace(/^00/, '')
  if (options.nonce !== undefined && told !== toHex(options.nonce)) return refuse('timestamp_nonce_differs')
  const at = (genTime as GeneralizedTime).toDate()

  const fields = partsOf(signer)
  const attributes = fields.find((part) => isContext(part, 0) && part !== fields[1])
  const digest = digests[oidOf(partsOf(fields[2])[0]) ?? '']
  const signature = octetsOf(fields.slice(fields.indexOf(attributes as BaseBlock) + 2)[0])
  if (attributes === undefined || digest === undefined || signature === undefined) return refuse('timestamp_malformed')
  const attribute = (wanted: string) => partsOf(partsOf(partsOf(attributes).find((each) => oidOf(partsOf(each)[0]) === wanted))[1])[0]
  const signedDigest = octetsOf(attribute(oid.messageDigest))
  if (oidOf(attribute(oid.contentType)) !== oid.tstInfo || signedDigest === undefined) return refuse('timestamp_malformed')
  // What is signed is the set itself, not its place in the message (RFC 5652, 5.4).
  const signed = Uint8Array.from(bytesOf(attributes))
  signed[0] = 0x31
  if (!equalBytes(createHash(digest).update(content).digest(), signedDigest)) return refuse('timestamp_signature_invalid')
  const by = certificates.find((one) => signs(one, digest, signed, signature))
  if (by === undefined) return refuse('timestamp_signature_invalid')
  if (!(by.keyUsage ?? []).includes(oid.timeStamping)) return refuse('timestamp_signer_untrusted')
  const root = findRoot(by, certificates, options.roots, at)
  if (root === undefined) return refuse('timestamp_signer_untrusted')
  return accept({ at, by: by.subject.split('\n').join(', '), root: root.fingerprint256.replaceAll(':', '').toLowerCase() })
}

function signs(certificate: X509Certificate, digest: string, signed: Uint8Array, signature: Uint8Array): boolean {
  try {
    const isEdwards = certificate.publicKey.asymmetricKeyType === 'ed25519'
    return verify(isEdwards ? null : digest, signed, certificate.publicKey, signature)
  } catch {
    return false
  }
}

/** The trusted certificate that a chain from `leaf` ends at, every link signed and valid at the time; undefined when there is none. */
function findRoot(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: Date,
): X509Certificate | undefined {
  const valid = (one: X509Certificate) => one.validFromDate <= at && at <= one.validToDate
  let current = leaf
  for (let step = 0; step < maxChain && valid(current); step++) {
    const issued = (by: X509Certificate) => current.checkIssued(by) && current.verify(by.publicKey)
    const root = roots.find((one) => valid(one) && (equalBytes(one.raw, current.raw) || issued(one)))
    if (root !== undefined) return root
    const next = others.find((one) => one.ca && !equalBytes(one.raw, current.raw) && issued(one))
    if (next === undefined) return undefined
    current = next
  }
  return undefined
}

/** The certificates of a PEM text, in order. Throws on one that does not read. */
export function readCertificates(pem: string): X509Certificate[] {
  return (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((each) => new X509Certificate(each))
}

function parse(bytes: Uint8Array): BaseBlock | undefined {
  const { result, offset } = fromBER(Uint8Array.from(bytes))
  return offset === bytes.length ? result : undefined
}

function partsOf(block: BaseBlock | undefined): readonly BaseBlock[] {
  const value = (block as Sequence | undefined)?.valueBlock?.value
  return Array.isArray(value) ? value : []
}

function bytesOf(block: BaseBlock): Uint8Array {
  return new Uint8Array(block.valueBeforeDecodeView)
}

function oidOf(block: BaseBlock | undefined): string | undefined {
  return block?.idBlock.tagClass === 1 && block.idBlock.tagNumber === 6 ? (block as ObjectIdentifier).valueBlock.toString() : undefined
}

function octetsOf(block: BaseBlock | undefined): Uint8Array | undefined {
  return block?.idBlock.tagClass === 1 && block.idBlock.tagNumber === 4
    ? new Uint8Array((block as OctetString).valueBlock.valueHexView)
    : undefined
}

function isContext(block: BaseBlock, number: number): boolean {
  return block.idBlock.tagClass === 3 && block.idBlock.tagNumber === number
}
