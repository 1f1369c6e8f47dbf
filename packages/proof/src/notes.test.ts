import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, fromHex, toBase64, toHex } from '@enlace/core'
import fc from 'fast-check'
import { mlDsaCosignedMessage } from './checkpoint.ts'
import {
  type Checkpoint,
  checkpointText,
  cosignCheckpoint,
  formatSignatureLine,
  formatVkey,
  generateSigner,
  loadSigner,
  openCheckpoint,
  parseCheckpointText,
  parseNote,
  parseVkey,
  type SignatureType,
  sha256,
  signCheckpoint,
  signerFromSeed,
  verifyCosignatures,
  vkeyOf,
} from './node.ts'

const origin = 'node.mx.sig.example/out/us/1'
const receiver = 'node.us.sig.example/in/mx'
const seed = (n: number) => new Uint8Array(32).fill(n)
const log = signerFromSeed(origin, 0x01, seed(1))
const logPq = signerFromSeed(origin, 0x06, seed(2))
const receipt = signerFromSeed(receiver, 0x04, seed(3))
const receiptPq = signerFromSeed(receiver, 0x06, seed(4))
const checkpoint: Checkpoint = { origin, size: 41234, root: sha256(Uint8Array.of(7)) }
const note = signCheckpoint(checkpoint, [log, logPq], 1_795_276_800)
const lines = cosignCheckpoint(checkpoint, [receipt, receiptPq], 1_795_276_801)
const keys = [log, logPq, receipt, receiptPq].map(vkeyOf)

test('a checkpoint with log and receipt lines opens, each line with its stated time', () => {
  const opened = openCheckpoint(note + lines, keys)
  assert.ok(opened.ok)
  assert.deepEqual(opened.value.checkpoint, checkpoint)
  assert.deepEqual(
    opened.value.verified.map(({ name, type, time }) => [name, type, time]),
    [
      [origin, 0x01, null],
      [origin, 0x06, 1_795_276_800],
      [receiver, 0x04, 1_795_276_801],
      [receiver, 0x06, 1_795_276_801],
    ],
  )
  assert.ok(verifyCosignatures(checkpoint, lines, [vkeyOf(receiptPq)]).ok)
})

test('unknown keys are ignored, no known key refuses, and one bad signature of a known key refuses the whole', () => {
  assert.ok(openCheckpoint(note + lines, [keys[0]!]).ok)
  const stranger = signerFromSeed(origin, 0x01, seed(9))
  assert.deepEqual(openCheckpoint(note, [vkeyOf(stranger)]), { ok: false, reason: 'signature_missing' })
  // Same name, other key: that name alone must not be enough.
  assert.ok(openCheckpoint(note, [vkeyOf(stranger), keys[0]!]).ok)
  const later = note + cosignCheckpoint({ ...checkpoint, size: 41235 }, [receipt], 1_795_276_801)
  assert.deepEqual(openCheckpoint(later, keys), { ok: false, reason: 'signature_invalid', detail: { name: receiver } })
  assert.ok(openCheckpoint(later, [keys[0]!]).ok)
})

test('every byte of every signed text counts', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 127 }), (at, xor) => {
      const bytes = Buffer.from(note + lines)
      const i = at % bytes.length
      bytes[i] = bytes[i]! ^ xor
      const changed = openCheckpoint(bytes.toString(), keys)
      // A changed name or key id makes a line unknown; whatever still opens must say the same.
      if (changed.ok) assert.deepEqual(changed.value.checkpoint, checkpoint)
      if (changed.ok) assert.equal(changed.value.verified.length, 3)
    }),
    { numRuns: 300 },
  )
})

test('an Ed25519 cosignature cannot pass for a log signature, nor a log name for a mirror', () => {
  const asLog = cosignCheckpoint(checkpoint, [signerFromSeed(origin, 0x04, seed(1))], 5)
  assert.equal(openCheckpoint(`${checkpointText(checkpoint)}\n${asLog}`, [vkeyOf(log)]).ok, false)
  assert.throws(() => signCheckpoint(checkpoint, [receipt], 5), RangeError)
  assert.throws(() => cosignCheckpoint(checkpoint, [log], 5), RangeError)
  assert.throws(() => signCheckpoint(checkpoint, [logPq], 0), RangeError)
})

test('an ML-DSA-44 line with time zero verifies and states no time', () => {
  const signature = concatBytes(new Uint8Array(8), receiptPq.sign(mlDsaCosignedMessage(receiptPq.name, checkpoint, 0)))
  const timeless = formatSignatureLine({ name: receiptPq.name, keyId: receiptPq.keyId, signature })
  const verified = verifyCosignatures(checkpoint, timeless, [vkeyOf(receiptPq)])
  assert.deepEqual(verified.ok && verified.value.map(({ time }) => time), [null])
})

const malformed: readonly (readonly [string, string])[] = [
  ['no signatures', checkpointText(checkpoint)],
  ['no blank line', note.replace('\n\n', '\n')],
  ['control character', note.replace(origin, `${origin}\r`)],
  ['line without newline', note.slice(0, -1)],
  ['hyphen for em dash', note.replace('— ', '- ')],
  ['two spaces', note.replace('— ', '—  ')],
  ['name with plus', note.replace(`— ${origin}`, `— ${origin}+`)],
  ['base64 without padding', note.replace('=\n\n', '\n\n')],
  ['short signature', `${checkpointText(checkpoint)}\n— a AAAAAA==\n`],
  ['lone surrogate', `\ud800${note}`],
]
for (const [name, text] of malformed) {
  test(`a note with ${name} is refused`, () => assert.equal(openCheckpoint(text, keys).ok, false))
}

test('a note carries at most 64 signatures', () => {
  const line = note.slice(note.indexOf('\n\n') + 2).split('\n')[0]!
  const times = (n: number) => `${checkpointText(checkpoint)}\n${`${line}\n`.repeat(n)}`
  assert.ok(parseNote(times(64)).ok)
  assert.deepEqual(parseNote(times(65)), { ok: false, reason: 'note_too_large', detail: { limit: 64 } })
})

const texts: readonly (readonly [string, string, boolean])[] = [
  ['as written', checkpointText(checkpoint), true],
  ['size 0', checkpointText({ ...checkpoint, size: 0 }), true],
  ['largest size', checkpointText({ ...checkpoint, size: 2 ** 53 - 1 }), true],
  ['size beyond a number', checkpointText(checkpoint).replace('41234', '9007199254740992'), false],
  ['leading zero', checkpointText(checkpoint).replace('41234', '041234'), false],
  ['sign', checkpointText(checkpoint).replace('41234', '+41234'), false],
  ['short root', `${origin}\n1\n${toBase64(new Uint8Array(31))}\n`, false],
  ['empty origin', checkpointText({ ...checkpoint, origin: '' }), false],
  ['extension line', `${checkpointText(checkpoint)}more\n`, false],
  ['missing root', `${origin}\n1\n`, false],
]
for (const [name, text, accepted] of texts) {
  test(`a checkpoint text with ${name} is ${accepted ? 'read' : 'refused'}`, () => assert.equal(parseCheckpointText(text).ok, accepted))
}

test('a verifier key is written and read back for every type', () => {
  for (const type of [0x01, 0x04, 0x06] as const) {
    const { pkcs8Pem, signer } = generateSigner('node.mx.sig.example/journal/1', type)
    const key = vkeyOf(signer)
    assert.deepEqual(parseVkey(formatVkey(key)), { ok: true, value: key })
    assert.deepEqual(vkeyOf(loadSigner(signer.name, type, pkcs8Pem)), key)
  }
  assert.throws(() => loadSigner('a', 0x06, generateSigner('a', 0x01).pkcs8Pem), TypeError)
})

test('weak and malformed verifier keys are refused at enrolment', () => {
  const vkey = (key: Uint8Array, name = 'a.example', type: number = 0x01) => {
    const id = toHex(sha256(concatBytes(Buffer.from(`${name}\n`), Uint8Array.of(type), key)).subarray(0, 4))
    return `${name}+${id}+${toBase64(concatBytes(Uint8Array.of(type), key))}`
  }
  const good = vkeyOf(log).publicKey
  assert.ok(parseVkey(vkey(good)).ok)
  const weak = [
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    '0000000000000000000000000000000000000000000000000000000000000080',
  ]
  for (const key of weak) {
    assert.deepEqual(parseVkey(vkey(fromHex(key)!)), { ok: false, reason: 'vkey_weak' })
    assert.deepEqual(parseVkey(vkey(fromHex(key)!, 'a.example', 0x04)), { ok: false, reason: 'vkey_weak' })
  }
  const refusals: readonly (readonly [string, string])[] = [
    [vkey(good).replace('a.example+', 'b.example+'), 'vkey_id_wrong'],
    [vkey(good, 'a b'), 'vkey_name_invalid'],
    [vkey(good, ''), 'vkey_name_invalid'],
    [vkey(good, 'a.example', 0x02), 'vkey_type_unknown'],
    [vkey(good.slice(1)), 'vkey_malformed'],
    [vkey(good, 'a.example', 0x06 satisfies SignatureType), 'vkey_malformed'],
    [vkey(good).replaceAll('=', ''), vkey(good).includes('=') ? 'vkey_malformed' : ''],
    ['a.example', 'vkey_malformed'],
    ['a.example+00000000', 'vkey_malformed'],
    ['', 'vkey_malformed'],
  ]
  for (const [text, reason] of refusals) {
    if (reason === '') continue
    assert.deepEqual([text, parseVkey(text)].at(1), {
      ok: false,
      reason,
      ...(reason === 'vkey_type_unknown' ? { detail: { type: 2 } } : {}),
    })
  }
})

test('nothing that a stranger sends makes the readers throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      openCheckpoint(text, keys)
      parseVkey(text)
      verifyCosignatures(checkpoint, text, keys)
      openCheckpoint(`${checkpointText(checkpoint)}\n${text}`, keys)
    }),
    { numRuns: 500 },
  )
})
