import { accept, canonicalText, isJsonObject, type JsonObject, parseJson, type Result, refuse, utf8 } from '@enlace/core'
import { askVerify, type Work } from './crypto-port.ts'
import { formatSignatureLine, parseNote } from './note.ts'
import type { NoteSigner } from './signer.ts'
import type { VerifierKey } from './verifier-key.ts'

export const certificateActs = ['certifies', 'withdraws', 'published'] as const
export type CertificateAct = (typeof certificateActs)[number]

/** What a party signs of a release (docs/formats/joint-statement.md). Times in milliseconds since 1970. */
export type ReleaseCertificate = {
  readonly act: CertificateAct
  readonly by: string
  readonly parties: readonly string[]
  /** SHA-256 of the exact text, lower-case hexadecimal. */
  readonly sha256: string
  /** The instant of release, a whole second. */
  readonly at: number
  readonly made: number
  readonly embargo: string
}

export type CertificateRefusal = 'certificate_malformed' | 'certificate_unsigned' | 'certificate_signature_wrong'

const maxCharacters = 16_384
const maxEmbargo = 300

/** The text that is signed: one line of canonical JSON and a newline. */
export function releaseCertificateText(certificate: ReleaseCertificate): string {
  const { act, by, parties, sha256, at, made, embargo } = certificate
  const object: JsonObject = {
    act,
    at: new Date(at).toISOString(),
    by,
    embargo,
    format: 'enlace-release-certificate',
    made: new Date(made).toISOString(),
    parties: [...parties].sort(),
    sha256,
    v: 1,
  }
  return `${canonicalText(object)}\n`
}

/** A certificate as a signed note. */
export function signReleaseCertificate(certificate: ReleaseCertificate, { name, keyId, sign }: NoteSigner): string {
  const text = releaseCertificateText(certificate)
  return `${text}\n${formatSignatureLine({ name, keyId, signature: sign(utf8(text)) })}`
}

/**
 * Reads a certificate and checks its form and its signature. Lines of unknown keys are passed over; a wrong line of a known key refuses the whole. Only a key
 * of the party that it names counts (`node.<party>.…/party`, type 0x01). Never throws.
 */
export function* releaseCertificateWork(note: string, keys: readonly VerifierKey[]): Work<Result<ReleaseCertificate, CertificateRefusal>> {
  const parsed = note.length > maxCharacters ? undefined : parseNote(note)
  if (parsed?.ok !== true) return refuse('certificate_malformed')
  const { text, signatures } = parsed.value
  const certificate = readReleaseCertificate(text)
  if (certificate === undefined) return refuse('certificate_malformed')
  let holds = false
  for (const { name, keyId, signature } of signatures) {
    const key = keys.find((one) => one.name === name && one.id === keyId && one.type === 0x01 && isPartyKeyOf(name, certificate.by))
    if (key === undefined) continue
    if (!(yield* askVerify('ed25519', key.publicKey, utf8(text), signature))) return refuse('certificate_signature_wrong', { name })
    holds = true
  }
  return holds ? accept(certificate) : refuse('certificate_unsigned')
}

/** Reads the text of a certificate; undefined when it is not exactly what `releaseCertificateText` writes. */
export function readReleaseCertificate(text: string): ReleaseCertificate | undefined {
  const json = parseJson(utf8(text), { maxBytes: maxCharacters, maxDepth: 3 })
  if (!json.ok || !isJsonObject(json.value.value)) return undefined
  const { act, by, sha256, embargo, parties } = json.value.value
  const [at, made] = [json.value.value.at, json.value.value.made].map((value) =>
    typeof value === 'string' ? Date.parse(value) : Number.NaN,
  )
  const known = certificateActs.find((one) => one === act)
  if (known === undefined || at === undefined || made === undefined || Number.isNaN(at) || Number.isNaN(made) || at % 1000 !== 0)
    return undefined
  if (typeof by !== 'string' || typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined
  if (typeof embargo !== 'string' || embargo.length > maxEmbargo || !Array.isArray(parties)) return undefined
  const codes = parties.filter((party) => typeof party === 'string')
  if (codes.length !== parties.length || codes.length < 2 || codes.length > 8 || !codes.includes(by)) return undefined
  const certificate = { act: known, by, parties: codes, sha256, at, made, embargo }
  return releaseCertificateText(certificate) === text ? certificate : undefined
}

function isPartyKeyOf(name: string, party: string): boolean {
  return name.startsWith(`node.${party}.`) && name.endsWith('/party')
}
