import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import type { TransportStatement } from '@enlace/proof/node'
import { makeTransportCertificate } from '../cli/transport-certificate.ts'
import { hexOf, openTransportRing } from './transport-ring.ts'

const at = Date.parse('2026-11-21T12:00:00Z')
const name = 'node.mx.sig.example/transport'
const made = async () => (await makeTransportCertificate('node.mx.sig.example', ['127.0.0.1'], new Date(at))).certificatePem
const [first, second] = (await Promise.all([made(), made()])) as [string, string]
const hash = (pem: string) => hexOf(new X509Certificate(pem).fingerprint256)
const der = (pem: string) => Uint8Array.from(new X509Certificate(pem).raw)

test('a certificate is revoked whichever of the two statements is read first: the clock may have been set back between them', () => {
  const brings: TransportStatement = { what: 'add', name, at, certificates: [der(second)], former: [hash(first)], until: at + 86_400_000 }
  const against: TransportStatement = {
    what: 'revoke',
    name,
    at: at - 1,
    certificates: [],
    former: [hash(second)],
    reason: 'compromised',
    cutoff: at - 1,
  }
  for (const statements of [
    [brings, against],
    [against, brings],
  ]) {
    const ring = openTransportRing(first)
    for (const statement of statements) assert.equal(ring.take(statement), true)
    assert.deepEqual(
      ring.accepted(new Date(at)).map(({ fingerprint }) => hexOf(fingerprint)),
      [hash(first)],
    )
    assert.equal(ring.refusal(new X509Certificate(second).fingerprint256, new Date(at)), 'certificate_revoked')
    for (const statement of statements) assert.equal(ring.take(statement), false)
  }
})
