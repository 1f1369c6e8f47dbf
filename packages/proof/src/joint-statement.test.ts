import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Json, type JsonObject, parseJson, toHex, utf8 } from '@enlace/core'
import {
  checkStatement,
  clauseHash,
  encodeStatementDocument,
  firstDifference,
  formatVkey,
  jointStatementText,
  openReleaseCertificate,
  parseStatementDocument,
  plainText,
  type ReleaseCertificate,
  readJointStatement,
  readReleaseCertificate,
  releaseCertificateText,
  sha256,
  signerFromSeed,
  signReleaseCertificate,
  vkeyOf,
} from './node.ts'

const statement = {
  parties: ['us', 'mx'],
  title: { es: 'FICTICIO: declaración', en: 'FICTIONAL: statement' },
  clauses: [
    { es: 'Las partes contestarán en 48 horas.', en: 'The parties will answer within 48 hours.' },
    { es: 'Se reunirán en México.', en: 'They will meet in Mexico.' },
  ],
}
const text = jointStatementText(statement)
const hash = toHex(sha256(utf8(text)))
const at = Date.UTC(2026, 0, 15, 18)
const signers = {
  mx: signerFromSeed('node.mx.sig.example/party', 0x01, new Uint8Array(32).fill(1)),
  us: signerFromSeed('node.us.sig.example/party', 0x01, new Uint8Array(32).fill(2)),
}
const keys = Object.values(signers).map((signer) => vkeyOf(signer))
const certificate = (by: 'mx' | 'us', change: Partial<ReleaseCertificate> = {}) =>
  signReleaseCertificate(
    { act: 'certifies', by, parties: ['mx', 'us'], sha256: hash, at, made: at - 3_600_000, embargo: '', ...change },
    signers[by],
  )
const verdictOf = (certificates: readonly string[], said = text, given = keys) => {
  const document = parseStatementDocument(encodeStatementDocument({ text: said, certificates, keys: given.map(formatVkey) }))
  assert.ok(document.ok)
  return checkStatement(document.value)
}
const failing = (verdict: ReturnType<typeof verdictOf>) => verdict.steps.filter(({ ok }) => !ok).map(({ code }) => code)

test('one text has one form, whoever writes it and however its letters are composed', () => {
  const decomposed = { ...statement, parties: ['mx', 'us'], title: { ...statement.title, es: 'FICTICIO: declaracio\u0301n \r\n' } }
  assert.equal(jointStatementText(decomposed), text)
  assert.equal(readJointStatement(text)?.clauses.length, 2)
  // Another country can count the hash again from this line.
  assert.equal(hash, 'bb4700018d2c627db6f5f56192a4a4b210d5d327361ff37227c2b99fd433403e')
})

test('what is not byte for byte the form is not read', () => {
  for (const other of [
    text.slice(0, -1),
    `${text} `,
    text.replace('"num":"1"', '"num":"01"'),
    text.replace('México', 'Me\u0301xico'),
    '{}\n',
    '',
  ])
    assert.equal(readJointStatement(other), undefined, other)
  assert.equal(readJointStatement(jointStatementText({ ...statement, clauses: [] })), undefined)
  assert.equal(readJointStatement(jointStatementText({ ...statement, clauses: [{ es: 'Sí.', en: '' }] })), undefined)
  assert.equal(plainText(' a\tb \r\n c\u202e\u200bd\u0007 '), 'a b\ncd')
})

test('the place of the first difference is told', () => {
  const other = { ...statement, clauses: [statement.clauses[0]!, { ...statement.clauses[1]!, es: 'Se reunirán en Mexico.' }] }
  assert.equal(firstDifference(text, text), undefined)
  assert.deepEqual(firstDifference(text, jointStatementText(other)), {
    where: 'clause_2',
    language: 'es',
    offset: 16,
    ours: 'Se reunirán en México.',
    theirs: 'Se reunirán en Mexico.',
  })
  assert.equal(firstDifference(text, `${text} `)?.where, 'form')
  assert.notDeepEqual(clauseHash(statement.clauses[0]), clauseHash(statement.clauses[1]))
  assert.notDeepEqual(clauseHash(undefined), clauseHash(statement.clauses[0]))
})

test('a certificate counts for the party whose key signed it, and for no other', () => {
  const opened = openReleaseCertificate(certificate('mx'), keys)
  assert.equal(opened.ok && opened.value.by, 'mx')
  const forged = signReleaseCertificate(
    { act: 'certifies', by: 'us', parties: ['mx', 'us'], sha256: hash, at, made: at, embargo: '' },
    signers.mx,
  )
  assert.deepEqual(openReleaseCertificate(forged, keys), { ok: false, reason: 'certificate_unsigned' })
  const changed = certificate('mx').replace(hash, hash.replace(/^./, hash.startsWith('0') ? '1' : '0'))
  const refused = openReleaseCertificate(changed, keys)
  assert.equal(!refused.ok && refused.reason, 'certificate_signature_wrong')
  const whole = releaseCertificateText({ act: 'certifies', by: 'mx', parties: ['mx', 'us'], sha256: hash, at, made: at, embargo: '' })
  assert.ok(readReleaseCertificate(whole))
  for (const wrong of [
    whole.replace('18:00:00.000Z', '18:00:00.500Z'),
    whole.replace('["mx","us"]', '["us"]'),
    whole.replace('certifies', 'agrees'),
  ])
    assert.equal(readReleaseCertificate(wrong), undefined)
})

test('a released statement holds when all parties certified these bytes for one instant', () => {
  const both = [certificate('mx'), certificate('us')]
  const good = verdictOf([...both, certificate('us', { act: 'published', made: at + 40 })])
  assert.equal(good.ok, true)
  assert.equal(good.at, at)
  assert.deepEqual(good.published, [{ by: 'us', made: at + 40 }])
  assert.deepEqual(failing(verdictOf([certificate('mx')])), ['complete'])
  assert.deepEqual(failing(verdictOf([certificate('mx'), certificate('us', { at: at + 1000 })])), ['same'])
  assert.deepEqual(failing(verdictOf([certificate('mx'), certificate('us', { sha256: '0'.repeat(64) })])), ['same'])
  assert.deepEqual(failing(verdictOf([certificate('mx'), certificate('us', { parties: ['ca', 'us'] })])), ['same'])
  assert.deepEqual(failing(verdictOf(both, text.replace('48', '72'))), ['same'])
  assert.deepEqual(failing(verdictOf(both, `${text} `)), ['text', 'same', 'complete'])
  assert.deepEqual(failing(verdictOf(both, text, [keys[0]!])), ['certificates', 'complete'])
  assert.deepEqual(failing(verdictOf([...both, certificate('us', { act: 'withdraws', made: at - 60_000 })])), ['complete'])
  // A withdrawal of another instant, or one that came too late, changes nothing.
  assert.equal(verdictOf([...both, certificate('us', { act: 'withdraws', at: at + 1000, made: at - 60_000 })]).ok, true)
  assert.equal(verdictOf([...both, certificate('us', { act: 'withdraws', made: at })]).ok, true)
})

test('given keys take the place of those in the file', () => {
  const document = { text, certificates: [certificate('mx'), certificate('us')], keys: keys.map(formatVkey) }
  assert.equal(checkStatement(document, { trustedKeys: `${formatVkey(keys[0]!)}\n` }).ok, false)
  const verdict = checkStatement({ ...document, keys: [] }, { trustedKeys: keys.map(formatVkey).join('\n') })
  assert.equal(verdict.ok && verdict.ownKeys, true)
})

test('the vectors: the valid statement holds with both publications, every invalid one fails', () => {
  const read = (name: string): Json => {
    const json = parseJson(readFileSync(new URL(`../../../vectors/${name}/statement.json`, import.meta.url)), {
      maxBytes: 2 ** 20,
      maxDepth: 8,
    })
    assert.ok(json.ok)
    return json.value.value
  }
  const whole = parseStatementDocument(read('valid'))
  assert.ok(whole.ok)
  const held = checkStatement(whole.value)
  assert.deepEqual([held.ok, held.published.map(({ by }) => by)], [true, ['mx', 'us']])
  for (const { reason, statement: other } of (read('invalid') as unknown as { statements: { reason: string; statement: Json }[] })
    .statements) {
    const document = parseStatementDocument(other)
    assert.ok(document.ok, reason)
    assert.equal(checkStatement(document.value).ok, false, reason)
  }
  for (const [value, field] of [
    [{ ...(read('valid') as JsonObject), v: 2 }, 'format'],
    [{ ...(read('valid') as JsonObject), text: 1 }, 'text'],
    [{ ...(read('valid') as JsonObject), certificates: 'x' }, 'certificates'],
    [{ ...(read('valid') as JsonObject), keys: [1] }, 'keys'],
  ] as const)
    assert.deepEqual(parseStatementDocument(value), { ok: false, reason: 'statement_malformed', detail: { field } })
})
