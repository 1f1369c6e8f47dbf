import { accept, equalBytes, fromBase64, fromUtf8, type Result, refuse } from '@enlace/core'
import { askCertified, type CertifiedScheme, type HashName, type Work } from './crypto-port.ts'
import { type Der, derTag, oidOf, parseDer, timeOf } from './der.ts'

// X.509 certificates (RFC 5280), as far as the chain of a time-stamping authority needs them; in Node and in a browser alike.

export type Certificate = {
  readonly bytes: Uint8Array
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  readonly algorithm: Der
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  /** In one line, as `CN=…, O=…`. */
  readonly name: string
  readonly from: Date
  readonly until: Date
  /** SubjectPublicKeyInfo. */
  readonly key: Uint8Array
  readonly isAuthority: boolean
  /** May sign certificates: its key usage says so, or says nothing. */
  readonly maySign: boolean
  /** Purposes, and whether they bind every reader. */
  readonly purposes: readonly string[]
  readonly purposesBind: boolean
  /** Everything in it that binds a reader was read. */
  readonly isUnderstood: boolean
}

const extension = { keyUsage: '2.5.29.15', constraints: '2.5.29.19', policies: '2.5.29.32', purposes: '2.5.29.37' } as const
const known: readonly string[] = Object.values(extension)
const maxChain = 5

/** The certificates of a PEM text, in order. */
export function parseCertificates(pem: string): Result<readonly Certificate[], 'certificate_malformed'> {
  const certificates: Certificate[] = []
  for (const [, base64 = ''] of pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)) {
    const bytes = fromBase64(base64.replace(/\s+/g, ''))
    const certificate = bytes === undefined ? undefined : toCertificate(parseDer(bytes))
    if (certificate === undefined) return refuse('certificate_malformed')
    certificates.push(certificate)
  }
  return accept(certificates)
}

/** What a certificate says, undefined when it is not one of version 3. */
export function toCertificate(value: Der | undefined): Certificate | undefined {
  const [body, algorithm, signature] = value?.parts ?? []
  const [version, , , issuer, validity, subject, key] = body?.parts ?? []
  const from = timeOf(validity?.parts[0])
  const until = timeOf(validity?.parts[1])
  if (value === undefined || body === undefined || version?.tag !== 0xa0 || algorithm === undefined) return undefined
  if (signature?.tag !== derTag.bits || signature.content[0] !== 0) return undefined
  if (issuer === undefined || subject === undefined || key?.tag !== derTag.sequence || from === undefined || until === undefined)
    return undefined
  // What is outside the signed part must be what is inside (RFC 5280, 4.1.1.2).
  if (!equalBytes(body.parts[2]!.bytes, algorithm.bytes)) return undefined
  const extensions = (body.parts.find((part) => part.tag === 0xa3)?.parts[0]?.parts ?? []).map((each) => ({
    oid: oidOf(each.parts[0]) ?? '',
    binds: each.parts[1]?.tag === derTag.boolean && each.parts[1].content[0] === 0xff,
    value: parseDer(each.parts.at(-1)?.content ?? new Uint8Array(0)),
  }))
  const find = (oid: string) => extensions.find((each) => each.oid === oid)
  const usage = find(extension.keyUsage)
  const authority = find(extension.constraints)?.value?.parts[0]
  const purposes = find(extension.purposes)
  return {
    bytes: value.bytes,
    signed: body.bytes,
    signature: signature.content.subarray(1),
    algorithm,
    issuer: issuer.bytes,
    subject: subject.bytes,
    name: nameOf(subject),
    from,
    until,
    key: key.bytes,
    isAuthority: authority?.tag === derTag.boolean && authority.content[0] === 0xff,
    maySign: usage === undefined || ((usage.value?.content[1] ?? 0) & 0x04) !== 0,
    purposes: (purposes?.value?.parts ?? []).map((each) => oidOf(each) ?? ''),
    purposesBind: purposes?.binds === true,
    isUnderstood: extensions.every((each) => !each.binds || known.includes(each.oid)),
  }
}

/** The trusted certificate that a chain from `leaf` ends at, every link signed and valid at the time; undefined when there is none. */
export function* rootWork(
  leaf: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  at: Date,
): Work<Certificate | undefined> {
  const holds = (one: Certificate) => one.from <= at && at <= one.until && one.isUnderstood
  let current = leaf
  for (let step = 0; step < maxChain && holds(current); step++) {
    for (const root of roots) {
      if (holds(root) && (equalBytes(root.bytes, current.bytes) || (yield* isIssued(current, root)))) return root
    }
    let next: Certificate | undefined
    for (const other of others) {
      const isNew = other.isAuthority && !equalBytes(other.bytes, current.bytes)
      if (next === undefined && isNew && (yield* isIssued(current, other))) next = other
    }
    if (next === undefined) return undefined
    current = next
  }
  return undefined
}

function* isIssued(one: Certificate, by: Certificate): Work<boolean> {
  const scheme = schemeOf(one.algorithm, undefined, by.key)
  return (
    by.maySign &&
    equalBytes(one.issuer, by.subject) &&
    scheme !== undefined &&
    (yield* signatureWork(scheme, by.key, one.signed, one.signature))
  )
}

const hashes: Readonly<Record<string, HashName>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const signatures: Readonly<Record<string, { readonly type: CertifiedScheme['type']; readonly hash?: HashName }>> = {
  '1.2.840.113549.1.1.1': { type: 'rsa' },
  '1.2.840.113549.1.1.11': { type: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { type: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { type: 'rsa', hash: 'sha512' },
  '1.2.840.10045.2.1': { type: 'ecdsa' },
  '1.2.840.10045.4.3.2': { type: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { type: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { type: 'ecdsa', hash: 'sha512' },
  '1.3.101.112': { type: 'ed25519' },
}
const keyTypes: Readonly<Record<string, CertifiedScheme['type']>> = {
  '1.2.840.113549.1.1.1': 'rsa',
  '1.2.840.10045.2.1': 'ecdsa',
  '1.3.101.112': 'ed25519',
}
const curves = {
  '1.2.840.10045.3.1.7': { curve: 'P-256', size: 32 },
  '1.3.132.0.34': { curve: 'P-384', size: 48 },
  '1.3.132.0.35': { curve: 'P-521', size: 66 },
} as const

/** The digest that an AlgorithmIdentifier names: SHA-256, SHA-384 or SHA-512. */
export function hashOf(algorithm: Der | undefined): HashName | undefined {
  return hashes[oidOf(algorithm?.parts[0]) ?? '']
}

/** How to check a signature of this algorithm by this key; `hash` where the algorithm leaves it open (RFC 5652, 5.3). Undefined for what is not known. */
export function schemeOf(algorithm: Der | undefined, hash: HashName | undefined, key: Uint8Array): CertifiedScheme | undefined {
  const named = signatures[oidOf(algorithm?.parts[0]) ?? '']
  const [type, parameter] = parseDer(key)?.parts[0]?.parts ?? []
  if (named === undefined || keyTypes[oidOf(type) ?? ''] !== named.type) return undefined
  if (named.type === 'ed25519') return { type: 'ed25519' }
  const digest = named.hash ?? hash
  if (digest === undefined) return undefined
  if (named.type === 'rsa') return { type: 'rsa', hash: digest }
  const oid = oidOf(parameter) ?? ''
  return oid in curves ? { type: 'ecdsa', hash: digest, ...curves[oid as keyof typeof curves] } : undefined
}

/** Whether a signature, as certificates and CMS write it, holds by a key (SubjectPublicKeyInfo). */
export function* signatureWork(scheme: CertifiedScheme, key: Uint8Array, message: Uint8Array, signature: Uint8Array): Work<boolean> {
  const plain = scheme.type === 'ecdsa' ? toPlain(signature, scheme.size) : signature
  return plain !== undefined && (yield* askCertified(scheme, key, message, plain))
}

/** Two integers of a DER sequence as two fields of the curve's size, which is what WebCrypto reads. */
function toPlain(signature: Uint8Array, size: number): Uint8Array | undefined {
  const numbers = parseDer(signature)?.parts ?? []
  if (numbers.length !== 2) return undefined
  const plain = new Uint8Array(2 * size)
  for (const [index, { tag, content }] of numbers.entries()) {
    const digits = content[0] === 0 ? content.subarray(1) : content
    if (tag !== derTag.integer || digits.length > size) return undefined
    plain.set(digits, (index + 1) * size - digits.length)
  }
  return plain
}

const attributes: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.97': 'organizationIdentifier',
}

function nameOf(subject: Der): string {
  return subject.parts
    .flatMap((set) => set.parts)
    .map(({ parts: [type, value] }) => {
      const oid = oidOf(type) ?? ''
      // A stranger's text on a screen: no control and no direction characters.
      const text = (fromUtf8(value?.content ?? new Uint8Array(0)) ?? '?').replace(/[\p{C}]/gu, '')
      return `${attributes[oid] ?? oid}=${text}`
    })
    .join(', ')
    .slice(0, 300)
}
