import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { canonicalBytes, fromUtf8, type JsonObject, utf8 } from '@enlace/core'
import { isReceiptedFirst, parseAgreement, parseAgreementDraft, parseAuthorityPack, receivingAgency, roles } from './index.ts'

const packs = new URL('../../../packs/', import.meta.url)
const pack = (path: string) => readFileSync(new URL(path, packs))
const draft = JSON.parse(pack('agreements/demo-mx-us.json').toString()) as JsonObject
const line = (value: JsonObject) => utf8(`${fromUtf8(canonicalBytes(value))}\n`)

test('the demonstration agreement reads, and its signed text reads back to the same agreement', () => {
  const drafted = parseAgreementDraft(pack('agreements/demo-mx-us.json'))
  assert.ok(drafted.ok, JSON.stringify(drafted))
  const signed = parseAgreement(drafted.value.text)
  assert.ok(signed.ok)
  assert.deepEqual(signed.value, drafted.value.agreement)
  assert.equal(fromUtf8(drafted.value.text)?.split('\n').length, 2)
})

test('an agreement says from when both algorithms sign', () => {
  const signatures = { algorithms: ['ed25519', 'ml-dsa-44'], from: '2028-01-01' }
  const read = parseAgreement(line({ ...draft, signatures }))
  assert.ok(read.ok)
  assert.deepEqual(read.value.signatures, signatures)
})

test('an agreement says which records are receipted before they are read, and how soon their key is owed', () => {
  const readWith = (said: boolean | JsonObject) => {
    const read = parseAgreement(line({ ...draft, receipt_before_read: said }))
    assert.ok(read.ok)
    return read.value
  }
  assert.equal(readWith(false).receiptBeforeRead, undefined)
  assert.deepEqual(readWith(true).receiptBeforeRead, { kinds: 'all', keyWithinMinutes: 60 })
  const some = readWith({ kinds: ['seizure'], key_within_minutes: 5 })
  assert.deepEqual(some.receiptBeforeRead, { kinds: ['seizure'], keyWithinMinutes: 5 })
  assert.equal(isReceiptedFirst(some, 'seizure'), true)
  assert.equal(isReceiptedFirst(some, 'response'), false)
  assert.equal(isReceiptedFirst(readWith({}), 'response'), true)
  assert.equal(isReceiptedFirst(undefined, 'response'), false)
})

test('what the demonstration keeps home is covered by no rule', () => {
  const drafted = parseAgreementDraft(pack('agreements/demo-mx-us.json'))
  assert.ok(drafted.ok)
  const { agreement } = drafted.value
  assert.equal(receivingAgency(agreement, 'list-entry', 'us', undefined), 'uif')
  assert.equal(receivingAgency(agreement, 'list-entry', 'mx', undefined), undefined)
  assert.equal(receivingAgency(agreement, 'figure', 'us', undefined), undefined)
  assert.equal(receivingAgency(agreement, 'response', 'us', [{ party: 'mx', agency: 'uif' }]), 'uif')
  assert.equal(receivingAgency(agreement, 'response', 'us', [{ party: 'mx', agency: 'dhs' }]), undefined)
  assert.equal(receivingAgency(agreement, 'response', 'ca', undefined), undefined)
})

const wrong: readonly (readonly [string, JsonObject, string])[] = [
  ['the same party twice', { parties: ['mx', 'mx'] }, '/parties'],
  ['three parties', { parties: ['mx', 'us', 'ca'] }, '/parties'],
  ['a day that does not exist', { starts_on: '2026-02-30' }, '/starts_on'],
  ['an end before the start', { ends_on: '2024-12-31' }, '/ends_on'],
  ['a use outside the closed list', { permitted_use: ['lead', 'anything'] }, '/permitted_use'],
  ['an unknown ceiling', { ceiling: 'teal' }, '/ceiling'],
  ['a leaf larger than a tile entry', { max_leaf_bytes: 65_536 }, '/max_leaf_bytes'],
  ['a title in one language', { title: { es: 'Acuerdo' } }, '/title/en'],
  ['an agency that does not take part', { agencies: { mx: ['sspc', 'uif'], us: ['doj'] } }, '/rules/0/to_agency'],
  [
    'rules that contradict each other',
    { rules: [...(draft.rules as JsonObject[]), (draft.rules as JsonObject[])[0] as JsonObject] },
    `/rules/${(draft.rules as JsonObject[]).length}/kinds`,
  ],
  ['a rule for a stranger', { rules: [{ ...(draft.rules as JsonObject[])[0], from: 'ca' }] }, '/rules/0/from'],
  ['a rule with an unknown mode', { rules: [{ ...(draft.rules as JsonObject[])[0], mode: 'always' }] }, '/rules/0/mode'],
  ['a receipt before reading that is no yes, no or list', { receipt_before_read: 'perhaps' }, '/receipt_before_read'],
  ['a receipt before reading of no kinds', { receipt_before_read: { kinds: [] } }, '/receipt_before_read/kinds'],
  ['a key owed at once', { receipt_before_read: { key_within_minutes: 0 } }, '/receipt_before_read/key_within_minutes'],
  ['a legal character that no law has', { character: 'promise' }, '/character'],
  ['a registration in an unknown state', { un_registration: { duty: true, source: 'x', state: 'perhaps' } }, '/un_registration/state'],
  [
    'a proof-use clause in one language',
    { proof_use: { ...(draft.proof_use as JsonObject), clause: { es: 'x' } } },
    '/proof_use/clause/en',
  ],
  ['a signature algorithm nobody knows', { signatures: { algorithms: ['rsa'], from: '2028-01-01' } }, '/signatures/algorithms'],
  ['signature algorithms from no day', { signatures: { algorithms: ['ed25519'] } }, '/signatures/from'],
  ['a requirement nobody knows', { rules: [{ ...(draft.rules as JsonObject[])[0], requires: ['luck'] }] }, '/rules/0/requires'],
]
for (const [name, change, field] of wrong) {
  test(`an agreement with ${name} is refused at ${field}`, () => {
    const parsed = parseAgreement(line({ ...draft, ...change }))
    assert.deepEqual(parsed.ok ? 'accepted' : [parsed.reason, parsed.detail?.field], ['agreement_invalid', field])
  })
}

test("a stranger's bytes never throw, and only canonical text is an agreement", () => {
  const refusal = (bytes: Uint8Array) => {
    const parsed = parseAgreement(bytes)
    return parsed.ok ? 'accepted' : parsed.reason
  }
  assert.equal(refusal(utf8('not json')), 'agreement_not_json')
  assert.equal(refusal(utf8('{"id":1,"id":2}\n')), 'agreement_not_json')
  assert.equal(refusal(utf8('{"b":1, "a":2}\n')), 'agreement_not_canonical')
  assert.equal(refusal(canonicalBytes(draft)), 'agreement_not_canonical')
  for (const text of ['null\n', '[]\n', '7\n', '{}\n']) assert.equal(refusal(utf8(text)), 'agreement_invalid')
})

test('what a party says of registration is read, and an agreement without it stays an agreement', () => {
  const done = { duty: true, source: 'UN Charter, Article 102', state: 'done', reference: 'I-00000' }
  const parsed = parseAgreement(line({ ...draft, character: 'treaty', un_registration: done }))
  assert.deepEqual(parsed.ok ? parsed.value.unRegistration : parsed, done)
  const { un_registration: _, ...silent } = draft
  const old = parseAgreement(line(silent))
  assert.ok(old.ok && old.value.unRegistration === undefined)
})

test('members of a newer agreement are kept out, not refused', () => {
  assert.ok(parseAgreement(line({ ...draft, added_later: true })).ok)
})

test('the shipped authorities read', () => {
  for (const party of ['mx', 'us', 'ca']) {
    const authority = parseAuthorityPack(pack(`authorities/${party}.json`))
    assert.ok(authority.ok, JSON.stringify(authority))
    assert.equal(authority.value.demo, true)
    assert.deepEqual(Object.keys(authority.value.roles).sort(), [...roles].sort())
  }
})
