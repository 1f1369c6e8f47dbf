import { X509Certificate } from 'node:crypto'
import type { TransportStatement } from '@enlace/proof/node'
import { ending, type KeyTerms, revoking } from './key-ring.ts'

/** A transport certificate of one party, and what was stated about it. */
export type TransportKey = KeyTerms & {
  /** PEM. */
  readonly certificate: string
  /** SHA-256 of the DER in upper-case hex with colons, as TLS libraries print it. */
  readonly fingerprint: string
}

export type CertificateRefusal = 'certificate_revoked' | 'certificate_ended'

/** The transport certificates of one party, as its statements have left them. */
export type TransportRing = {
  /** All of them, in the order in which they came. */
  readonly keys: () => readonly TransportKey[]
  /** Those that are good at an instant, the newest first. */
  readonly accepted: (now: Date) => readonly TransportKey[]
  /** Why one that was good once is no longer; undefined for one that is good, and for one that was never known. */
  readonly refusal: (fingerprint: string, now: Date) => CertificateRefusal | undefined
  /** Puts a statement, checked already, into effect. False when it says nothing new. */
  readonly take: (statement: TransportStatement) => boolean
}

type Stated = Pick<TransportKey, 'until' | 'revoked'>

const unstated: Stated = { until: null, revoked: null }

/** A ring that begins with the certificate of a pairing, or with the one that a node was made with. */
export function openTransportRing(first: string): TransportRing {
  let keys: readonly TransportKey[] = []
  /** What was stated of a certificate, by its hash: a clock that was set back lets the word against one come before the word that brings it. */
  const stated = new Map<string, Stated>()
  const put = (der: string | Uint8Array, since: Date | null): boolean => {
    const certificate = new X509Certificate(der)
    const fingerprint = certificate.fingerprint256
    if (keys.some((one) => one.fingerprint === fingerprint)) return false
    const terms = stated.get(hexOf(fingerprint)) ?? unstated
    keys = [...keys, { certificate: certificate.toString(), fingerprint, since, ...terms }]
    return true
  }
  put(first, null)
  const refusalOf = ({ until, revoked }: TransportKey, now: Date): CertificateRefusal | undefined => {
    if (revoked !== null) return 'certificate_revoked'
    return until !== null && until.getTime() <= now.getTime() ? 'certificate_ended' : undefined
  }
  return {
    keys: () => keys,
    accepted: (now) => keys.filter((one) => refusalOf(one, now) === undefined).toReversed(),
    refusal: (fingerprint, now) => {
      const known = keys.find((one) => one.fingerprint === fingerprint)
      return known === undefined ? undefined : refusalOf(known, now)
    },
    take: (statement) => {
      const added = statement.certificates.map((der) => put(der, new Date(statement.at)))
      const moved = statement.former.map((hash) => {
        const before = stated.get(hash) ?? unstated
        const after = statement.what === 'add' ? ending(before, statement.until) : revoking(before, statement)
        stated.set(hash, after)
        keys = keys.map((one) => (hexOf(one.fingerprint) === hash ? { ...one, ...after } : one))
        return after !== before
      })
      return [...added, ...moved].some((isNew) => isNew)
    },
  }
}

/** What a ring says of a certificate that somebody shows; undefined for one that it never knew. */
export function judgeCertificate(ring: TransportRing, fingerprint: string, now: Date): 'good' | CertificateRefusal | undefined {
  return ring.refusal(fingerprint, now) ?? (ring.keys().some((one) => one.fingerprint === fingerprint) ? 'good' : undefined)
}

/** A fingerprint as statements write it: 64 lower-case hexadecimal digits. */
export function hexOf(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase()
}

/** The digits of a certificate that name its key's file and are told to people: the first eight of its fingerprint. */
export function shortOf(fingerprint: string): string {
  return hexOf(fingerprint).slice(0, 8)
}

/** The name that a client asks for in TLS (SNI) so that it is shown this certificate (docs/formats/exchange-protocol.md). */
export function serverNameOf(fingerprint: string): string {
  return `${hexOf(fingerprint).slice(0, 32)}.enlace`
}
