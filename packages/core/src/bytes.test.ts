import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  concatBytes,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64Url,
  toHex,
  u64be,
  utf8,
} from './index.ts'

const bytes = fc.uint8Array({ maxLength: 100 })

test('Base 64, its URL form and hexadecimal agree with Node and come back', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      const node = Buffer.from(value)
      assert.equal(toBase64(value), node.toString('base64'))
      assert.equal(toBase64Url(value), node.toString('base64url'))
      assert.equal(toHex(value), node.toString('hex'))
      assert.deepEqual(fromBase64(toBase64(value)), Uint8Array.from(value))
      assert.deepEqual(fromBase64Url(toBase64Url(value)), Uint8Array.from(value))
      assert.deepEqual(fromHex(toHex(value).toUpperCase()), Uint8Array.from(value))
    }),
  )
})

test('Base 64 has one spelling for each value', () => {
  const wrong = [
    'A',
    'AA',
    'AAA',
    'AB==',
    'AAB=',
    'A===',
    '====',
    'AA=A',
    'AAAA=',
    'A A=',
    'AA-_',
    'AA==\n',
    'AA==AA==',
    'é===',
    '\ud800AAA',
  ]
  for (const text of wrong) assert.equal(fromBase64(text), undefined, text)
  for (const text of ['A', 'AB', 'AAB', 'AA==', 'AA+/', 'AAAAA']) assert.equal(fromBase64Url(text), undefined, text)
  for (const text of ['a', 'zz', '0x00', ' 00']) assert.equal(fromHex(text), undefined, text)
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (text) => {
      const read = fromBase64(text)
      if (read !== undefined) assert.equal(toBase64(read), text)
    }),
  )
})

test('text is UTF-8 and nothing else', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fromUtf8(utf8(text)) === text))
  assert.equal(fromUtf8(Uint8Array.of(0xff)), undefined)
  assert.equal(fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80)), undefined)
  assert.equal(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf)), '\ufeff')
})

test('joining and comparing look at every byte', () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const joined = concatBytes(a, b)
      assert.ok(equalBytes(joined.subarray(0, a.length), a) && equalBytes(joined.subarray(a.length), b))
      assert.equal(equalBytes(a, b), Buffer.compare(a, b) === 0)
    }),
  )
})

test('a 64-bit number is big-endian and bounded', () => {
  assert.deepEqual(u64be(2 ** 53 - 1), Uint8Array.of(0, 31, 255, 255, 255, 255, 255, 255))
  assert.deepEqual(u64be(258), Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2))
  for (const value of [-1, 0.5, 2 ** 53, Number.NaN]) assert.throws(() => u64be(value), RangeError)
})
