import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kinds } from './kinds/index.ts'
import { exampleId } from './kinds/native/example.ts'
import { referencesOf, titleOf, versionKeyOf } from './record-facts.ts'

const example = (name: string) => kinds.get(name)!.example

test('the version is modified, else created, else left to the log', () => {
  assert.equal(versionKeyOf(example('incident')).modified, '2026-01-15T12:00:00.000Z')
  assert.equal(versionKeyOf(example('marking-definition')).modified, '2026-01-15T12:00:00.000Z')
  assert.deepEqual(versionKeyOf(example('mutex')), { id: exampleId('mutex', 35), modified: undefined })
})

test('every kind has a title for its example', () => {
  for (const kind of kinds.values()) assert.match(titleOf(kind, kind.example), /\S/, kind.name)
  assert.equal(titleOf(kinds.get('location'), { type: 'location', country: 'MX' }), 'MX')
  assert.equal(titleOf(kinds.get('indicator'), { type: 'indicator' }), 'Indicator')
  assert.equal(titleOf(undefined, { type: 'x-truck', name: 'White tanker' }), 'White tanker')
  assert.equal(titleOf(undefined, { type: 'x-truck' }), 'x-truck')
  assert.equal(titleOf(kinds.get('incident'), { name: 'a'.repeat(500) }).length, 200)
})

test('references name the property, and a relationship its relation', () => {
  assert.deepEqual(referencesOf(example('relationship')), [
    { relation: 'source_ref:located-at', target: exampleId('identity', 1) },
    { relation: 'target_ref:located-at', target: exampleId('location', 11) },
  ])
  const nested = {
    external_references: [{ source_name: exampleId('tool', 1) }],
    extensions: { a: { place_ref: exampleId('location', 2) } },
  }
  assert.deepEqual(referencesOf(nested), [{ relation: 'place_ref', target: exampleId('location', 2) }])
  const many = { object_refs: [exampleId('tool', 1), exampleId('tool', 1), 'not an id', 5] }
  assert.deepEqual(referencesOf(many), [{ relation: 'object_refs', target: exampleId('tool', 1) }])
})
