import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concatBytes, defaultJsonLimits, fromUtf8, type JsonRefusal, parseJson, utf8 } from './index.ts'

const refusals: readonly (readonly [string, string, JsonRefusal, string])[] = [
  ['nothing', '', 'body_malformed', ''],
  ['a byte order mark', '\ufeff{}', 'body_malformed', ''],
  ['a name twice', '{"a":1,"a":2}', 'duplicate_key', '/a'],
  ['a name twice, once escaped', '{"a":1,"\\u0061":2}', 'duplicate_key', '/a'],
  ['a name twice in an inner object', '{"x":[{},{"a":1,"b":2,"a":3}]}', 'duplicate_key', '/x/1/a'],
  ['a name twice with a solidus and a tilde', '{"a/~":1,"a/~":2}', 'duplicate_key', '/a~1~0'],
  ['a lone surrogate in a value', '{"a":["\\ud800"]}', 'text_not_well_formed', '/a/0'],
  ['a lone surrogate in a name', '{"\\udc00":1}', 'text_not_well_formed', '/'],
  ['U+0000 in a value', '{"a":"\\u0000"}', 'text_not_well_formed', '/a'],
  ['a number beyond a double', '{"a":1e400}', 'body_malformed', ''],
  ['a number beyond a double in digits', `[${'9'.repeat(400)}]`, 'body_malformed', ''],
  ['a trailing comma', '{"a":1,}', 'body_malformed', ''],
  ['two values', '{} {}', 'body_malformed', ''],
  ['a comment', '{/* */}', 'body_malformed', ''],
  ['single quotes', "{'a':1}", 'body_malformed', ''],
  ['an open string', '{"a":"', 'body_malformed', '/a'],
  ['an open object', '{"a":1', 'body_malformed', ''],
  ['a bracket too many', '[]]', 'body_malformed', ''],
  ['a bare control character', '"\n"', 'body_malformed', ''],
  ['a bad escape', '"\\x"', 'body_malformed', ''],
  ['NaN', 'NaN', 'body_malformed', ''],
  ['depth 33', `${'['.repeat(33)}${']'.repeat(33)}`, 'body_too_deep', ''],
]
for (const [name, text, reason, field] of refusals) {
  test(`JSON with ${name} is refused as ${reason}`, () => {
    const result = parseJson(utf8(text))
    assert.ok(!result.ok)
    assert.equal(result.reason, reason)
    if (field !== '') assert.equal(result.detail?.field, field)
  })
}

test('depth and size are bounded exactly', () => {
  assert.ok(parseJson(utf8(`${'['.repeat(32)}${']'.repeat(32)}`)).ok)
  const text = utf8('{"a":1}')
  assert.ok(parseJson(text, { ...defaultJsonLimits, maxBytes: 7 }).ok)
  assert.deepEqual(parseJson(text, { ...defaultJsonLimits, maxBytes: 6 }), {
    ok: false,
    reason: 'body_too_large',
    detail: { field: '', limit: 6 },
  })
})

test('bytes that are not UTF-8 are refused', () => {
  for (const bytes of [
    [0x22, 0xff, 0x22],
    [0x22, 0xc0, 0x80, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
    [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22],
  ]) {
    const result = parseJson(Uint8Array.from(bytes))
    assert.equal(result.ok ? 'accepted' : result.reason, 'text_not_well_formed')
  }
})

test('whatever is accepted means what JSON.parse says, and nothing makes it throw', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.json().map((text) => utf8(text)),
    fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0123456789abcdeE+-. \n'), maxLength: 40 }).map((text) => utf8(text)),
  )
  fc.assert(
    fc.property(anything, (bytes) => {
      const result = parseJson(bytes)
      if (result.ok) assert.deepEqual(result.value.value, JSON.parse(fromUtf8(bytes)!))
    }),
    { numRuns: 5000 },
  )
})

test('what JSON.parse reads is accepted, unless a stated rule refuses it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const result = parseJson(utf8(text))
      if (!result.ok) assert.ok(result.reason !== 'body_malformed' && result.reason !== 'body_too_large', `${result.reason} ${text}`)
    }),
    { numRuns: 2000 },
  )
})

test('members of the outermost object are found at their bytes, whatever the spacing and the alphabet', () => {
  const object = fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 5 })
  fc.assert(
    fc.property(object, fc.integer({ min: 0, max: 3 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      const bytes = utf8(text)
      const result = parseJson(concatBytes(utf8(' \n'), bytes, utf8('\t')))
      if (!result.ok) return
      const spaced = concatBytes(utf8(' \n'), bytes, utf8('\t'))
      assert.deepEqual([...result.value.members.keys()].toSorted(), Object.keys(value).toSorted())
      for (const [name, { start, end }] of result.value.members) {
        assert.deepEqual(JSON.parse(fromUtf8(spaced.subarray(start, end))!), JSON.parse(JSON.stringify(value[name])))
      }
    }),
  )
  const exact = '{ "object" : {"a": "é\\u00e9", "b": [1, 2]} , "envelope":{}}'
  const found = parseJson(utf8(exact))
  assert.ok(found.ok)
  const { start, end } = found.value.members.get('object')!
  assert.equal(fromUtf8(utf8(exact).subarray(start, end)), '{"a": "é\\u00e9", "b": [1, 2]}')
})

test('hostile shapes are refused in time that grows with their length', () => {
  const size = 1_000_000
  const shapes = [
    '['.repeat(size),
    '"\\'.repeat(size / 2),
    `"${'\\'.repeat(size)}`,
    `{${'"a":{'.repeat(size / 5)}`,
    `[${'"",'.repeat(size / 3)}`,
  ]
  for (const shape of shapes) {
    const started = performance.now()
    assert.equal(parseJson(utf8(shape), { maxBytes: 2 * size, maxDepth: 32 }).ok, false)
    assert.ok(performance.now() - started < 2000, shape.slice(0, 8))
  }
})
