import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, utf8 } from '@enlace/core'
import fc from 'fast-check'
import {
  type Body,
  commitItem,
  commitmentRoot,
  encodeBodies,
  encodeBody,
  itemProof,
  leafHash,
  nodeHash,
  openItem,
  openListedItem,
  parseBodies,
  parseBody,
  releaseCommitment,
  sha256,
} from './node.ts'

const salt = (n: number) => new Uint8Array(32).fill(n)
const items = ['{"type":"note"}', '{"purpose":"lead"}', 'file'].map((text, i) => ({ salt: salt(i + 1), bytes: utf8(text) }))
const body: Body = { items, release: { salt: salt(9), bytes: utf8('{"decision":1}') }, releaseSignature: utf8('a..b') }

test('a commitment is the hash of label, salt, length and bytes', () => {
  const expected = sha256(concatBytes(utf8('sig/c1\0'), salt(1), Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 15), utf8('{"type":"note"}')))
  assert.deepEqual(commitItem(salt(1), utf8('{"type":"note"}')), expected)
  assert.throws(() => commitItem(new Uint8Array(31), utf8('')), RangeError)
})

test('the root of commitments is the RFC 6962 tree over them, and of one its leaf hash', () => {
  const [a, b, c] = items.map((item) => commitItem(item.salt, item.bytes)) as [Uint8Array, Uint8Array, Uint8Array]
  assert.deepEqual(commitmentRoot([a, b, c]), nodeHash(nodeHash(leafHash(a), leafHash(b)), leafHash(c)))
  assert.deepEqual(releaseCommitment(salt(1), items[0]!.bytes), leafHash(a))
  assert.throws(() => commitmentRoot([]), RangeError)
})

test('one item opens without the others; another salt, byte, place or count does not', () => {
  for (let count = 1; count <= 9; count++) {
    const all = Array.from({ length: count }, (_, i) => ({ salt: salt(i), bytes: utf8(`item ${i}`) }))
    const commitments = all.map((item) => commitItem(item.salt, item.bytes))
    const root = commitmentRoot(commitments)
    for (const [index, item] of all.entries()) {
      const opening = { ...item, index, count, proof: itemProof(commitments, index), root }
      assert.ok(openItem(opening))
      assert.ok(openListedItem(commitments, index, item.salt, item.bytes, root))
      assert.equal(openItem({ ...opening, salt: salt(99) }), false)
      assert.equal(openItem({ ...opening, salt: new Uint8Array(31) }), false)
      assert.equal(openItem({ ...opening, bytes: utf8(`item ${index} `) }), false)
      assert.equal(openItem({ ...opening, index: index + 1 }), false)
      assert.equal(openItem({ ...opening, root: salt(0) }), false)
      assert.equal(openListedItem(commitments, (index + 1) % (count + 1), item.salt, item.bytes, root), false)
      assert.equal(openListedItem(commitments.slice(1), index, item.salt, item.bytes, root), false)
    }
  }
})

test('a body comes back as it was written', () => {
  for (const each of [
    body,
    { items: [], release: null, releaseSignature: new Uint8Array(0) },
    { ...body, releaseSignature: new Uint8Array(0) },
  ]) {
    assert.deepEqual(parseBody(encodeBody(each)), { ok: true, value: each })
  }
})

test('a body that is cut anywhere, or followed by anything, is refused', () => {
  const bytes = encodeBody(body)
  for (let length = 0; length < bytes.length; length++) assert.equal(parseBody(bytes.subarray(0, length)).ok, false, `${length} bytes`)
  assert.equal(parseBody(concatBytes(bytes, Uint8Array.of(0))).ok, false)
  assert.deepEqual(parseBody(concatBytes(Uint8Array.of(2), bytes.subarray(1))), {
    ok: false,
    reason: 'body_version_unknown',
    detail: { version: 2 },
  })
})

test('body bounds are kept, and a release is whole or absent', () => {
  const bytes = encodeBody(body)
  assert.ok(parseBody(bytes, { maxBytes: bytes.length, maxItems: 3 }).ok)
  assert.equal(parseBody(bytes, { maxBytes: bytes.length - 1, maxItems: 3 }).ok, false)
  assert.equal(parseBody(bytes, { maxBytes: bytes.length, maxItems: 2 }).ok, false)
  assert.throws(() => encodeBody({ ...body, release: null }), RangeError)
  assert.throws(() => encodeBody({ ...body, release: { salt: salt(1), bytes: new Uint8Array(0) } }), RangeError)
  assert.throws(() => encodeBody({ ...body, items: [{ salt: new Uint8Array(16), bytes: utf8('') }] }), RangeError)
})

test('bodies travel with their positions, rising', () => {
  const origin = 'node.mx.sig.example/out/us/1'
  const bodies = [
    { seq: 3, body: encodeBody(body) },
    { seq: 4, body: new Uint8Array(0) },
    { seq: 2 ** 40, body: utf8('x') },
  ]
  const bytes = encodeBodies(origin, bodies)
  assert.deepEqual(parseBodies(bytes), { ok: true, value: { origin, bodies } })
  for (let length = 0; length < bytes.length; length++) assert.equal(parseBodies(bytes.subarray(0, length)).ok, false)
  assert.equal(parseBodies(concatBytes(bytes, Uint8Array.of(0))).ok, false)
  assert.equal(parseBodies(encodeBodies(origin, [bodies[1]!, bodies[0]!])).ok, false)
  assert.equal(parseBodies(encodeBodies(origin, [bodies[0]!, bodies[0]!])).ok, false)
  assert.equal(parseBodies(bytes, { maxBytes: 1e6, maxBodies: 2 }).ok, false)
})

test('any bytes are refused or read, never thrown on', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      parseBody(bytes)
      parseBodies(bytes)
      parseBody(concatBytes(Uint8Array.of(1, 0, 1), bytes))
    }),
  )
})
