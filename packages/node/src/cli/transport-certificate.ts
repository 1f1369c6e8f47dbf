import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000

/** What a node's certificate names beside the node: where its exchange is reached, and the machine itself. */
export function transportHosts(url: string): readonly string[] {
  return ['localhost', '127.0.0.1', new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')]
}

/**
 * Makes the transport key and a certificate that it signs itself (X.509, RFC 5280). Partners pin the certificate's fingerprint at pairing, so no
 * authority stands behind it; `name` is the node's name, `hosts` are the DNS names and addresses it is reached at. Valid five years.
 */
export async function makeTransportCertificate(
  name: string,
  hosts: readonly string[],
  now: Date,
): Promise<{ keyPem: string; certificatePem: string }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name}`,
      // A partner whose clock is behind must not refuse a new certificate.
      notBefore: new Date(now.getTime() - dayMs),
      notAfter: new Date(now.getTime() + 5 * 365 * dayMs),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        new SubjectAlternativeNameExtension(
          [...new Set([name, ...hosts])].map((host) => ({ type: /^[\d.]+$|:/.test(host) ? 'ip' : 'dns', value: host })),
        ),
      ],
    },
    webcrypto,
  )
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const lines = pkcs8.match(/.{1,64}/g) ?? []
  return {
    keyPem: `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`,
    certificatePem: `${certificate.toString('pem')}\n`,
  }
}
