import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import {
  commitItem,
  commitmentRoot,
  encodeConsentItem,
  encodeLeaf,
  isConsentItem,
  openListedItem,
  parseConsentItem,
  placeOfConsent,
  releaseCommitment,
} from './node.ts'

const salt = new Uint8Array(32).fill(7)
const object = utf8('{"type":"note"}')
const commitments = [commitItem(salt, object), commitItem(salt, utf8('{}'))]
const release = { bytes: utf8('{"v":1}'), salt, signature: utf8('header..signature') }
const leaf = encodeLeaf({
  ...{
    at: '2026-11-21T16:20:05.123Z',
    mid: '5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a35',
    seen: 0,
    seq: 3,
    t: 'offer',
    v: 1,
    n: 2,
    k: 1,
    len: 17,
    ct: 'stix2.1',
  },
  c: Buffer.from(commitmentRoot(commitments)).toString('base64url'),
  rel: Buffer.from(releaseCommitment(salt, release.bytes)).toString('base64url'),
})
const proof = {
  origin: 'node.mx.sig.example/out/us/1',
  seq: 3,
  leaf,
  logProof: 'proof',
  policy: 'policy',
  object,
  salt,
  commitments,
  release,
}

test('a consent item is read back as it was written, and opens its leaf', () => {
  const item = encodeConsentItem(proof)
  assert.ok(isConsentItem(item))
  const read = parseConsentItem(item)
  assert.ok(read.ok)
  assert.deepEqual(encodeConsentItem(read.value), item)
  const place = placeOfConsent(read.value)
  assert.ok(place !== undefined && openListedItem(read.value.commitments, 0, read.value.salt, read.value.object, place.root))
})

test('another place, another shape or a list of files is no consent', () => {
  assert.equal(placeOfConsent({ ...proof, seq: 4 }), undefined)
  const files = utf8('{"files":[],"v":1}')
  assert.ok(!isConsentItem(files) && !parseConsentItem(files).ok)
  const whole = JSON.parse(Buffer.from(encodeConsentItem(proof)).toString()) as Record<string, unknown>
  for (const name of ['leaf', 'salt', 'object', 'commitments', 'release', 'origin', 'log_proof']) {
    const { [name]: _, ...rest } = whole
    assert.ok(!parseConsentItem(utf8(JSON.stringify(rest))).ok, name)
  }
})
