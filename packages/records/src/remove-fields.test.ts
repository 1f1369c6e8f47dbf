import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromUtf8, type Json, type JsonObject, utf8 } from '@enlace/core'
import { kinds } from './kinds/index.ts'
import { personalFieldsIn } from './present-fields.ts'
import { removeFields } from './remove-fields.ts'
import { removedFieldsExtension, removedFieldsOf } from './removed-fields.ts'

const alert = kinds.get('mirror-alert')!
const entry = kinds.get('list-entry')!
const bytesOf = (object: JsonObject) => utf8(JSON.stringify(object))
const parse = (bytes: Uint8Array) => JSON.parse(fromUtf8(bytes) as string) as JsonObject

function reduce(object: JsonObject, names: readonly string[]): JsonObject {
  const reduced = removeFields(bytesOf(object), names)
  assert.ok(reduced.ok, JSON.stringify(reduced))
  return parse(reduced.value.bytes)
}

test('struck fields are absent, their names are listed, and id and modified stay', () => {
  const reduced = removeFields(bytesOf(alert.example), ['safety_notes', 'identifiers', 'description', 'not_filled'])
  assert.ok(reduced.ok)
  const text = fromUtf8(reduced.value.bytes) as string
  const object = parse(reduced.value.bytes)
  assert.deepEqual(reduced.value.removed, ['description', 'identifiers', 'safety_notes'])
  assert.deepEqual(removedFieldsOf(object), reduced.value.removed)
  for (const struck of ['ZZZ-000-Z', 'escort', 'I-35 and']) assert.ok(!text.includes(struck), struck)
  assert.equal(object.id, alert.example.id)
  assert.equal(object.modified, alert.example.modified)
})

test('nothing to strike gives the same bytes', () => {
  const bytes = utf8(`{ "type":"mutex",  "id":"mutex--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a35","name":"a","x_e":1e2 }`)
  const reduced = removeFields(bytes, ['description'])
  assert.ok(reduced.ok && reduced.value.bytes === bytes && reduced.value.removed.length === 0)
})

test('a part of a group is struck from every item', () => {
  const object = reduce(entry.example, ['aliases.name', 'aliases.quality', 'aliases.relation', 'addresses.city'])
  const inside = (object.extensions as JsonObject)[entry.extension!] as JsonObject
  assert.equal(inside.aliases, undefined)
  assert.equal((inside.addresses as readonly JsonObject[])[0]?.city, undefined)
  assert.equal((inside.addresses as readonly JsonObject[])[0]?.country, 'MX')
})

const withheld: readonly (readonly [string, JsonObject, readonly string[]])[] = [
  ['a required native field', kinds.get('identity')!.example, ['name']],
  ['a required field of ours', alert.example, ['direction']],
  ['one half of a pair of coordinates', kinds.get('location')!.example, ['longitude']],
  ['the identifier', alert.example, ['id']],
  ['the version', alert.example, ['modified']],
  ['the extension that makes the kind', alert.example, ['extensions']],
  ['the extension by its key', alert.example, [`extensions.${alert.extension}`]],
  ['the markings', alert.example, ['object_marking_refs']],
]

test('what is not valid without the field is withheld whole', () => {
  for (const [name, object, fields] of withheld) {
    const reduced = removeFields(bytesOf(object), fields)
    assert.equal(reduced.ok ? 'reduced' : reduced.reason, 'invalid_after_redaction', name)
  }
  const broken = removeFields(utf8('{"type":'), ['name'])
  assert.equal(!broken.ok && broken.reason, 'body_malformed')
})

test('a marking of a struck part goes with it, other markings stay', () => {
  const granular_markings: Json = [
    { selectors: ['description'], lang: 'es' },
    { selectors: ['name', 'description'], lang: 'en' },
  ]
  const object = reduce({ ...alert.example, granular_markings }, ['description'])
  assert.deepEqual(object.granular_markings, [{ selectors: ['name'], lang: 'en' }])
})

test('striking twice adds to the list of names', () => {
  const twice = reduce(reduce(alert.example, ['appearance']), ['reply_to'])
  assert.deepEqual(removedFieldsOf(twice), ['appearance', 'reply_to'])
  const lied = {
    ...alert.example,
    extensions: { [removedFieldsExtension]: { extension_type: 'property-extension', removed_fields: [5, 'a b'] } },
  }
  assert.deepEqual(removedFieldsOf(lied), [])
})

test('striking every personal field, described or not, leaves none', () => {
  const stranger = 'extension-definition--6a3a3c7c-3f0b-4a39-9f5b-2b7c4c1f9d11'
  for (const kind of kinds.values()) {
    const example = kind.example
    const extensions = example.extensions as JsonObject | undefined
    const own =
      kind.extension === undefined ? {} : { [kind.extension]: { ...(extensions?.[kind.extension] as JsonObject), tomorrow: 'TOKEN' } }
    const object = {
      ...example,
      x_note: 'TOKEN',
      extensions: { ...extensions, ...own, [stranger]: { extension_type: 'property-extension', person: 'TOKEN' } },
    }
    const names = personalFieldsIn(kind, object).map((placed) => placed.name)
    assert.ok(names.includes('x_note') && names.includes(`extensions.${stranger}`), kind.name)
    const reduced = removeFields(bytesOf(object), names)
    if (!reduced.ok) continue
    assert.ok(!(fromUtf8(reduced.value.bytes) as string).includes('TOKEN'), kind.name)
    assert.deepEqual(personalFieldsIn(kind, parse(reduced.value.bytes)), [], kind.name)
  }
})
