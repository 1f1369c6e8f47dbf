import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fromUtf8, utf8 } from '@enlace/core'
import { sharedFolder } from '@enlace/fleet/shared-data'
import fc from 'fast-check'
import { defaultBundleLimits, readBundle } from './bundle.ts'

const shared = sharedFolder()
const id = 'bundle--5d0092c5-5f74-4287-9642-33f4c354e56d'

test('the objects of a bundle are handed out as the bytes they were written in', () => {
  const first = '{ "type":"note",\n  "content":"a } ] \\" \\\\", "list":[{"x":[1e3]}] }'
  const second = '{"b":1,"a":"é"}'
  const read = readBundle(utf8(`{"objects" : [ ${first} ,\n${second}\t], "type":"bundle","id":"${id}"}`))
  assert.ok(read.ok)
  assert.equal(read.value.id, id)
  assert.deepEqual(
    read.value.objects.map(({ bytes }) => fromUtf8(bytes)),
    [first, second],
  )
})

const refused: readonly [string, string, string, string][] = [
  ['not an object', '[]', 'bundle_invalid', ''],
  ['another type', `{"type":"note","id":"${id}"}`, 'bundle_invalid', '/type'],
  ['an id of another type', `{"type":"bundle","id":"${id.replace('bundle', 'note')}"}`, 'bundle_invalid', '/id'],
  ['objects that are no list', `{"type":"bundle","id":"${id}","objects":{}}`, 'bundle_invalid', '/objects'],
  ['an item that is no object', `{"type":"bundle","id":"${id}","objects":[{},[]]}`, 'bundle_invalid', '/objects/1'],
  ['a name twice inside an object', `{"type":"bundle","id":"${id}","objects":[{"a":1,"a":2}]}`, 'duplicate_key', '/objects/0/a'],
  ['an end too early', `{"type":"bundle","id":"${id}","objects":[{}`, 'body_malformed', ''],
]
for (const [name, text, reason, field] of refused) {
  test(`a bundle is refused: ${name}`, () => {
    const read = readBundle(utf8(text))
    assert.deepEqual(read.ok ? read : [read.reason, read.detail?.field], [reason, field])
  })
}

test('a bundle without objects is an empty one, and one object over the limit is too many', () => {
  const empty = readBundle(utf8(`{"type":"bundle","id":"${id}"}`))
  assert.deepEqual(empty.ok && empty.value.objects, [])
  const two = utf8(`{"type":"bundle","id":"${id}","objects":[{},{}]}`)
  assert.ok(readBundle(two, { ...defaultBundleLimits, maxObjects: 2 }).ok)
  const over = readBundle(two, { ...defaultBundleLimits, maxObjects: 1 })
  assert.equal(!over.ok && over.reason, 'too_many_objects')
})

test('whatever the objects hold and however they are spaced, the slices are theirs', () => {
  const object = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 })).map((value) => JSON.stringify(value))
  const space = fc.constantFrom('', ' ', '\n', '\t\r\n')
  fc.assert(
    fc.property(fc.array(fc.tuple(space, object, space), { maxLength: 6 }), (items) => {
      const list = items.map((item) => item.join('')).join(',')
      const read = readBundle(utf8(`{"type":"bundle","id":"${id}","objects":[${list}]}`))
      // U+0000 and lone surrogates are refused before anything is cut.
      if (!read.ok) return assert.match(list, /\\u0000|\\ud[89a-f]/)
      assert.deepEqual(
        read.value.objects.map(({ bytes }) => fromUtf8(bytes)),
        items.map(([, text]) => text),
      )
    }),
    { numRuns: 1000 },
  )
})

test('no bytes make it throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readBundle(bytes)))
})

test('published example bundles come apart into what JSON.parse sees', { skip: shared === undefined }, () => {
  const folder = join(shared ?? '', 'data/stix')
  let bundles = 0
  let objects = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.json')) continue
    const bytes = readFileSync(join(folder, name))
    const read = readBundle(bytes)
    if (!read.ok) continue
    const expected = (JSON.parse(bytes.toString('utf8')) as { objects?: unknown[] }).objects ?? []
    assert.deepEqual(
      read.value.objects.map(({ object }) => object),
      expected,
      name,
    )
    assert.deepEqual(
      read.value.objects.map(({ bytes: own }) => JSON.parse(fromUtf8(own) ?? '')),
      expected,
      name,
    )
    bundles++
    objects += expected.length
  }
  console.log(`example bundles: ${bundles}, objects: ${objects}`)
  assert.deepEqual([bundles, objects], [43, 577])
})
