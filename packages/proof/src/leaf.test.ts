import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalBytes, fromUtf8, toBase64Url, utf8 } from '@enlace/core'
import fc from 'fast-check'
import { encodeLeaf, type Leaf, parseLeaf } from './index.ts'

const hash = toBase64Url(new Uint8Array(32).fill(5))
const offer: Leaf = {
  v: 1,
  t: 'offer',
  seq: 41233,
  at: '2026-11-21T16:20:05.123Z',
  mid: '0193507a-5c83-7000-8000-000000000001',
  seen: 977,
  n: 3,
  c: hash,
  k: 1,
  len: 1757,
  ct: 'stix2.1',
  rel: hash,
}
const { c, k, len, ct, rel, ...bare } = offer
const ack: Leaf = { ...bare, t: 'ack', n: 0, re_origin: 'node.us.sig.example/out/mx/1', re_seq: 5, re_hash: hash, code: 'accepted' }

test('a leaf is canonical JSON with its names in order', () => {
  assert.equal(
    fromUtf8(encodeLeaf(offer)),
    `{"at":"2026-11-21T16:20:05.123Z","c":"${hash}","ct":"stix2.1","k":1,"len":1757,"mid":"0193507a-5c83-7000-8000-000000000001","n":3,"rel":"${hash}","seen":977,"seq":41233,"t":"offer","v":1}`,
  )
})

test('a leaf comes back as it was written, with a body or without, undefined members left out', () => {
  assert.deepEqual(parseLeaf(encodeLeaf(offer)), { ok: true, value: offer })
  assert.deepEqual(parseLeaf(encodeLeaf({ ...ack, rel: undefined })), { ok: true, value: ack })
})

test('members and types of a newer version are kept', () => {
  const newer = { ...offer, t: 'loan', v: 2, urgency: 'high', hops: 3, final: true, nothing: null }
  assert.deepEqual(parseLeaf(encodeLeaf(newer)), { ok: true, value: newer })
})

const wrong: readonly (readonly [string, object, string])[] = [
  ['a negative seq', { ...offer, seq: -1 }, '/seq'],
  ['a fraction', { ...offer, extra: 0.5 }, '/extra'],
  ['an integer beyond 2^53', { ...offer, extra: 2 ** 53 }, '/extra'],
  ['a day that does not exist', { ...offer, at: '2026-02-30T00:00:00.000Z' }, '/at'],
  ['a time without milliseconds', { ...offer, at: '2026-02-28T00:00:00Z' }, '/at'],
  ['an upper-case type', { ...offer, t: 'Offer' }, '/t'],
  ['a commitment of 31 bytes', { ...offer, c: toBase64Url(new Uint8Array(31)) }, '/c'],
  ['a commitment with stray tail bits', { ...offer, c: `${hash.slice(0, 42)}V` }, '/c'],
  ['a body count without a commitment', { ...bare, n: 1 }, '/c'],
  ['a commitment without a body', { ...bare, n: 0, c: hash }, '/c'],
  ['an answer to no position', { ...ack, re_seq: 'x' }, '/re_seq'],
  ['version 0', { ...offer, v: 0 }, '/v'],
]
for (const [name, leaf, field] of wrong) {
  test(`a leaf with ${name} is refused, and the member named`, () => {
    assert.deepEqual(parseLeaf(canonicalBytes(leaf as Leaf & Record<string, never>)), {
      ok: false,
      reason: 'leaf_member_invalid',
      detail: { field },
    })
    assert.throws(() => encodeLeaf(leaf as Leaf), RangeError)
  })
}

test('every required member is required', () => {
  for (const name of ['v', 't', 'seq', 'at', 'mid', 'seen', 'n']) {
    const { [name]: _, ...rest } = offer
    const result = parseLeaf(canonicalBytes(rest as Record<string, string>))
    assert.deepEqual(result, { ok: false, reason: 'leaf_member_invalid', detail: { field: `/${name}` } })
  }
})

const written = fromUtf8(encodeLeaf(offer))!
const spellings: readonly (readonly [string, string, string])[] = [
  ['a space', written.replace(':', ': '), 'leaf_not_canonical'],
  [
    'names out of order',
    written.replace(/^\{("at":"[^"]*"),/, '{').replace(/\}$/, ',"at":"2026-11-21T16:20:05.123Z"}'),
    'leaf_not_canonical',
  ],
  ['an exponent', written.replace('"seen":977', '"seen":9.77e2'), 'leaf_not_canonical'],
  ['an escaped letter', written.replace('offer', '\\u006ffer'), 'leaf_not_canonical'],
  ['a trailing newline', `${written}\n`, 'leaf_not_canonical'],
  ['a name twice', written.replace('"v":1', '"v":1,"v":1'), 'leaf_malformed'],
  ['a lone surrogate', written.replace('offer', '\\ud800'), 'leaf_malformed'],
  ['a nested object', written.replace('"v":1', '"v":1,"x":{}'), 'leaf_not_flat'],
  ['a nested list', written.replace('"v":1', '"v":1,"x":[]'), 'leaf_not_flat'],
  ['a byte order mark', `\ufeff${written}`, 'leaf_malformed'],
  ['an array around it', `[${written}]`, 'leaf_not_flat'],
  ['nothing', '', 'leaf_malformed'],
]
for (const [name, text, reason] of spellings) {
  test(`a leaf spelt with ${name} is refused`, () => {
    const result = parseLeaf(utf8(text))
    assert.equal(result.ok ? 'accepted' : result.reason, reason)
  })
}

test('a leaf is smaller than 2 KiB', () => {
  const pad = 2047 - encodeLeaf({ ...offer, x: '' }).length
  assert.ok(parseLeaf(encodeLeaf({ ...offer, x: 'a'.repeat(pad) })).ok)
  assert.throws(() => encodeLeaf({ ...offer, x: 'a'.repeat(pad + 1) }), RangeError)
  assert.deepEqual(parseLeaf(new Uint8Array(2048)), { ok: false, reason: 'leaf_too_large', detail: { limit: 2048 } })
})

test('bytes that are not UTF-8, or are anything at all, are refused without throwing', () => {
  assert.equal(parseLeaf(Uint8Array.of(0x7b, 0xff, 0x7d)).ok, false)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => !parseLeaf(bytes).ok))
  fc.assert(fc.property(fc.json(), (text) => !parseLeaf(utf8(text)).ok))
})
