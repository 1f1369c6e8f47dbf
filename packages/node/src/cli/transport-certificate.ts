import { webcrypto } from 'node:crypto'

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
  // Loaded by the few who make a certificate: it is a quarter of what a node would otherwise read at its start.
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name}`,
      // A partner whose clock is behind must not refuse a new certificate.
      notBefore: new Date(now.getTime() - dayMs),
      notAfter: new Date(now.getTime() + 5 * 365 * dayMs),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
        new x509.SubjectAlternativeNameExtension(
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
