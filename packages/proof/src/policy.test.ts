import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Checkpoint,
  checkPolicy,
  cosignCheckpoint,
  formatPolicy,
  formatProof,
  formatVkey,
  parsePolicy,
  parseProof,
  sha256,
  signCheckpoint,
  signerFromSeed,
  viewThroughPolicy,
  vkeyOf,
} from './node.ts'

const origin = 'node.mx.sig.example/out/us/1'
const seed = (n: number) => new Uint8Array(32).fill(n)
const log = signerFromSeed(origin, 0x01, seed(1))
const cosigner = (name: string, n: number) => signerFromSeed(`${name}.example`, 0x04, seed(n))
const [a, b, c] = [cosigner('a', 2), cosigner('b', 3), cosigner('c', 4)]
const receiptPq = signerFromSeed('a.example', 0x06, seed(5))
const vkey = (signer: typeof log) => formatVkey(vkeyOf(signer))
const checkpoint: Checkpoint = { origin, size: 9, root: sha256(seed(0)) }
const note = signCheckpoint(checkpoint, [log], 100)
const base = `log ${vkey(log)}
witness a ${vkey(a)}
witness b ${vkey(b)} https://b.example/
witness c ${vkey(c)}
`

const quorums: readonly (readonly [string, string, readonly (typeof log)[], boolean])[] = [
  ['none asks for nothing', 'quorum none', [], true],
  ['one witness that cosigned', 'quorum a', [a], true],
  ['one witness that did not', 'quorum a', [b, c], false],
  ['all of two', 'group g all a b\nquorum g', [a, b], true],
  ['all of two with one missing', 'group g all a b\nquorum g', [a, c], false],
  ['any of two', 'group g any a b\nquorum g', [b], true],
  ['two of three', 'group g 2 a b c\nquorum g', [a, c], true],
  ['two of three with one', 'group g 2 a b c\nquorum g', [c], false],
  ['a group in a group', 'group g any a b\ngroup h all g c\nquorum h', [b, c], true],
  ['a group in a group with the outer one missing', 'group g any a b\ngroup h all g c\nquorum h', [a, b], false],
]
for (const [name, rule, signers, satisfied] of quorums) {
  test(`quorum: ${name} is ${satisfied ? 'met' : 'not met'}`, () => {
    const policy = parsePolicy(`${base}${rule}\n`)
    assert.ok(policy.ok)
    const signed = signers.length === 0 ? note : note + cosignCheckpoint(checkpoint, signers, 101)
    const checked = checkPolicy(policy.value, signed)
    assert.equal(checked.ok, satisfied)
    if (!checked.ok) assert.equal(checked.reason, 'quorum_missing')
    const view = viewThroughPolicy(policy.value, signed)
    assert.ok(view.ok)
    assert.equal(view.value.quorum, satisfied)
    assert.deepEqual(
      view.value.witnesses.map(({ name: by, time }) => [by, time]),
      signers.map((signer) => [signer.name, 101]),
    )
  })
}

test('a cosignature alone never makes a log: the log itself must have signed, under its own name', () => {
  const policy = parsePolicy(`${base}quorum a\n`)
  assert.ok(policy.ok)
  const unsigned = note.slice(0, note.indexOf('\n\n') + 2) + cosignCheckpoint(checkpoint, [a], 5)
  assert.deepEqual(checkPolicy(policy.value, unsigned), { ok: false, reason: 'log_signature_missing' })
  const other = { ...checkpoint, origin: 'node.us.sig.example/out/mx/1' }
  const foreign = signCheckpoint(other, [signerFromSeed(other.origin, 0x01, seed(1))], 5)
  assert.deepEqual(checkPolicy(policy.value, foreign), { ok: false, reason: 'log_unknown' })
  const forged = note + cosignCheckpoint({ ...checkpoint, size: 10 }, [a], 5)
  assert.equal(checkPolicy(policy.value, forged).ok, false)
})

test('both algorithms of a cosigner are two witnesses that a group can ask for', () => {
  const text = `${base}witness a-pq ${vkey(receiptPq)}\ngroup receipt all a a-pq\nquorum receipt\n`
  const policy = parsePolicy(text)
  assert.ok(policy.ok)
  assert.ok(checkPolicy(policy.value, note + cosignCheckpoint(checkpoint, [a, receiptPq], 7)).ok)
  assert.equal(checkPolicy(policy.value, note + cosignCheckpoint(checkpoint, [a], 7)).ok, false)
})

test('comments, blank lines and tabs are ignored, and a policy is written back to the same meaning', () => {
  const policy = parsePolicy(
    `# who we believe\n\n \t${base.replace('witness a ', '\twitness\ta \t')}  # not a comment line: this is a quorum\n`.replace(
      '  # not a comment line: this is a quorum',
      'quorum\ta  ',
    ),
  )
  assert.ok(policy.ok)
  assert.equal(policy.value.witnesses[1]!.url, 'https://b.example/')
  assert.deepEqual(parsePolicy(formatPolicy(policy.value)), policy)
})

const wrong: readonly (readonly [string, string, string])[] = [
  ['no quorum', base, 'policy_malformed'],
  ['two quorums', `${base}quorum a\nquorum b\n`, 'policy_malformed'],
  ['an unknown quorum', `${base}quorum z\n`, 'policy_name_invalid'],
  ['a quorum before its witness', `quorum a\n${base}`, 'policy_name_invalid'],
  ['an unknown word', `${base}quorum a\nlogs x\n`, 'policy_malformed'],
  ['no newline at the end', `${base}quorum a`, 'policy_malformed'],
  ['a carriage return', `${base}quorum a\r\n`, 'policy_malformed'],
  ['a log twice', `${base}log ${vkey(log)}\nquorum a\n`, 'policy_duplicate'],
  ['a witness key twice', `${base}witness d ${vkey(a)}\nquorum a\n`, 'policy_duplicate'],
  ['a witness name twice', `${base}witness a ${vkey(cosigner('d', 9))}\nquorum a\n`, 'policy_duplicate'],
  ['a witness called none', `${base}witness none ${vkey(cosigner('d', 9))}\nquorum a\n`, 'policy_duplicate'],
  ['none in a group', `${base}group g any none a\nquorum g\n`, 'policy_name_invalid'],
  ['a member of two groups', `${base}group g any a b\ngroup h any a c\nquorum h\n`, 'policy_duplicate'],
  ['a group of itself', `${base}group g any g\nquorum g\n`, 'policy_name_invalid'],
  ['an empty group', `${base}group g any\nquorum g\n`, 'policy_malformed'],
  ['a threshold of 0', `${base}group g 0 a\nquorum g\n`, 'policy_malformed'],
  ['a threshold above the members', `${base}group g 3 a b\nquorum g\n`, 'policy_malformed'],
  ['a log key of a witness type', `log ${vkey(a)}\nquorum none\n`, 'policy_key_invalid'],
  ['a witness key of a log type', `witness a ${vkey(log)}\nquorum none\n`, 'policy_key_invalid'],
  ['a key that is none', 'log x\nquorum none\n', 'policy_key_invalid'],
  ['33 KiB times eight', `${'#'.repeat(262_144)}\n`, 'policy_too_large'],
]
for (const [name, text, reason] of wrong) {
  test(`a policy with ${name} is refused`, () => {
    const policy = parsePolicy(text)
    assert.equal(policy.ok ? 'accepted' : policy.reason, reason)
  })
}

test('a proof text is written and read back, for any index, hashes and extra data', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const shape = { index: fc.nat({ max: 2 ** 31 - 1 }), proof: fc.array(hash, { maxLength: 53 }) }
  fc.assert(
    fc.property(fc.record(shape), fc.option(fc.uint8Array({ maxLength: 60 })), ({ index, proof }, extra) => {
      const value = extra === null ? { index, proof, checkpoint: note } : { index, proof, checkpoint: note, extra }
      assert.deepEqual(parseProof(formatProof(value)), { ok: true, value })
    }),
  )
})

test('a malformed proof text is refused', () => {
  const text = formatProof({ index: 4, proof: [seed(1)], checkpoint: note })
  const texts = [
    '',
    text.replace('@v1', '@v2'),
    text.replace('index 4', 'index 04'),
    text.replace('index 4', 'index -4'),
    text.replace('index 4', 'extra *\nindex 4'),
    text.replace('index 4\n', ''),
    text.replace('=\n', '\n'),
    formatProof({ index: 4, proof: Array.from({ length: 64 }, () => seed(1)), checkpoint: note }),
    formatProof({ index: 4, proof: [seed(1).slice(1)], checkpoint: note }),
  ]
  for (const each of texts) assert.equal(parseProof(each).ok, false, each.slice(0, 40))
})
