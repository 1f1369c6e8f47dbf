import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KeyStatement, keyStatementText, parseKeyStatement, signerFromSeed, signKeyStatement, vkeyOf } from './node.ts'

const seed = (n: number) => new Uint8Array(32).fill(n)
const name = 'node.mx.sig.example/out/us/1'
const root = [0x01, 0x06].map((type, i) => signerFromSeed('node.mx.sig.example/root', type as 0x01 | 0x06, seed(1 + i)))
const old = [signerFromSeed(name, 0x01, seed(3)), signerFromSeed(name, 0x06, seed(4))]
const fresh = [signerFromSeed(name, 0x01, seed(5)), signerFromSeed(name, 0x06, seed(6))]
const thief = [signerFromSeed('node.mx.sig.example/root', 0x01, seed(7)), signerFromSeed('node.mx.sig.example/root', 0x06, seed(8))]
const at = Date.parse('2026-11-22T12:00:00.000Z')
const day = 86_400_000
const add: KeyStatement = { what: 'add', name, at, keys: fresh.map(vkeyOf), former: old.map(vkeyOf), until: at + 30 * day }
const revoke: KeyStatement = { what: 'revoke', name, at, keys: [], former: old.map(vkeyOf), reason: 'compromised', cutoff: at - 1000 }
const rootKeys = root.map(vkeyOf)
const current = () => old.map(vkeyOf)

const reasonOf = (note: string, currentOf: typeof current | undefined = current): string => {
  const read = parseKeyStatement(note, rootKeys, currentOf)
  return read.ok ? 'accepted' : read.reason
}
const rows: readonly (readonly [string, KeyStatement, readonly (typeof old)[number][], string])[] = [
  ['root and former keys sign a new key', add, [...root, ...old], 'accepted'],
  ['the former Ed25519 key alone is enough beside the root', add, [...root, old[0]!], 'accepted'],
  ['the former ML-DSA-44 key alone is enough beside the root', add, [...root, old[1]!], 'accepted'],
  ['a new key without the former one', add, root, 'former_signature_missing'],
  ['a new key that only itself vouches for', add, [...root, ...fresh], 'former_signature_missing'],
  ['half a root', add, [root[0]!, ...old], 'root_signature_missing'],
  ['the other half', add, [root[1]!, ...old], 'root_signature_missing'],
  ['another root of the same name', add, [...thief, ...old], 'root_signature_missing'],
  ['former keys without the root', revoke, old, 'root_signature_missing'],
  ['the root alone revokes', revoke, root, 'accepted'],
  ['an overlap of a day', { ...add, until: at + day }, [...root, ...old], 'accepted'],
  ['an overlap of less', { ...add, until: at + day - 1 }, [...root, ...old], 'key_statement_malformed'],
  ['a cutoff at the statement', { ...revoke, cutoff: at }, root, 'accepted'],
  ['a cutoff after it', { ...revoke, cutoff: at + 1 }, root, 'key_statement_malformed'],
  ['no new key', { ...add, keys: [] }, [...root, ...old], 'key_statement_malformed'],
  ['a new key that is the former one', { ...add, keys: old.map(vkeyOf) }, [...root, ...old], 'key_refused'],
  ['nothing revoked', { ...revoke, former: [] }, root, 'key_refused'],
  [
    'a key of another name',
    { ...revoke, former: [vkeyOf(signerFromSeed('node.mx.sig.example/out/ca/1', 0x01, seed(9)))] },
    root,
    'key_refused',
  ],
]
for (const [what, statement, signers, expected] of rows) {
  test(`${what}: ${expected}`, () => {
    assert.equal(reasonOf(signKeyStatement(statement, signers, 1_790_000_000)), expected)
  })
}

test('a statement that was taken before is read again after its former keys were revoked', () => {
  const note = signKeyStatement(add, [...root, ...old], 1_790_000_000)
  assert.equal(
    reasonOf(note, () => []),
    'former_signature_missing',
  )
  const read = parseKeyStatement(note, rootKeys, undefined)
  assert.ok(read.ok)
  assert.deepEqual(read.value, add)
  assert.equal(keyStatementText(read.value), note.slice(0, note.indexOf('\n') + 1))
})

test('no changed byte of text or root signature is accepted', () => {
  const note = signKeyStatement(revoke, root, 1_790_000_000)
  for (let i = 0; i < note.length; i += 7) {
    const changed = note.slice(0, i) + (note[i] === 'A' ? 'B' : 'A') + note.slice(i + 1)
    assert.notEqual(reasonOf(changed), 'accepted', String(i))
  }
})

test('a receipt key signs a statement as a cosignature, which states its time', () => {
  const receipt = [signerFromSeed('node.mx.sig.example/in/us', 0x04, seed(10)), signerFromSeed('node.mx.sig.example/in/us', 0x04, seed(11))]
  const statement: KeyStatement = { ...add, name: receipt[0]!.name, keys: [vkeyOf(receipt[1]!)], former: [vkeyOf(receipt[0]!)] }
  assert.equal(
    reasonOf(signKeyStatement(statement, [...root, receipt[0]!], 1_790_000_000), () => [vkeyOf(receipt[0]!)]),
    'accepted',
  )
})
