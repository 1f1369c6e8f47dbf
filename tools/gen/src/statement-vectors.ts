import { toHex, utf8 } from '@enlace/core'
import {
  encodeStatementDocument,
  formatVkey,
  jointStatementText,
  type ReleaseCertificate,
  type StatementDocument,
  sha256,
  signReleaseCertificate,
  vkeyOf,
} from '@enlace/proof/node'
import { steadySigner } from './seeded-signers.ts'

const signers = {
  mx: steadySigner('node.mx.sig.example/party', 0x01, 0x21),
  us: steadySigner('node.us.sig.example/party', 0x01, 0x22),
}
const text = jointStatementText({
  parties: ['mx', 'us'],
  title: { es: 'FICTICIO: declaración conjunta', en: 'FICTIONAL: joint statement' },
  clauses: [
    { es: 'FICTICIO: Las partes contestarán en 48 horas.', en: 'FICTIONAL: The parties will answer within 48 hours.' },
    { es: 'FICTICIO: La responsabilidad es compartida.', en: 'FICTIONAL: Responsibility is shared.' },
  ],
})
const hash = toHex(sha256(utf8(text)))
const at = Date.parse('2026-01-15T18:00:00.000Z')

/** A joint statement that two parties certified and published, and files that must not hold. */
export function statementVectors(): Readonly<Record<string, object>> {
  const sign = (by: 'mx' | 'us', change: Partial<ReleaseCertificate> = {}, signer = signers[by]) =>
    signReleaseCertificate(
      { act: 'certifies', by, parties: ['mx', 'us'], sha256: hash, at, made: at - 3_600_000, embargo: '', ...change },
      signer,
    )
  const published = [sign('mx', { act: 'published', made: at + 41 }), sign('us', { act: 'published', made: at + 53 })]
  const document = (change: Partial<StatementDocument>) =>
    encodeStatementDocument({
      text,
      certificates: [sign('mx'), sign('us'), ...published],
      keys: Object.values(signers).map((signer) => formatVkey(vkeyOf(signer))),
      ...change,
    })
  const refused: readonly (readonly [reason: string, statement: object])[] = [
    ['one byte', document({ text: text.replace('48 hours', '72 hours') })],
    ['form', document({ text: `${text} ` })],
    ['one certificate', document({ certificates: [sign('mx')] })],
    ['instant', document({ certificates: [sign('mx'), sign('us', { at: at + 1000 })] })],
    ['parties', document({ certificates: [sign('mx'), sign('us', { parties: ['ca', 'us'] })] })],
    ['a stranger', document({ certificates: [sign('mx'), sign('us', {}, steadySigner('node.us.sig.example/party', 0x01, 0x23))] })],
    ['signed for the other', document({ certificates: [sign('mx'), sign('us', {}, signers.mx)] })],
    ['withdrawn', document({ certificates: [sign('mx'), sign('us'), sign('us', { act: 'withdraws', made: at - 60_000 })] })],
  ]
  return {
    'valid/statement.json': { ...document({}), sha256: hash },
    'invalid/statement.json': { statements: refused.map(([reason, statement]) => ({ reason, statement })) },
  }
}
