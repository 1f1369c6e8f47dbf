import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { findKind } from './kinds/index.ts'
import { mergeByField, resolveConflicts } from './merge-by-field.ts'
import { tidy, writeField, writeFields } from './write-fields.ts'

const kind = findKind('mirror-alert')!
const base = kind.example
const change = (values: Readonly<Record<string, Json | undefined>>): JsonObject => writeFields(kind, base, values)
const inside = (object: JsonObject) => (object.extensions as Record<string, JsonObject>)[kind.extension!]!

test('what each side changed alone is taken from that side, and nobody is asked', () => {
  const merge = mergeByField(kind, base, change({ eta: '2026-01-15T13:00:00Z' }), change({ heading_to: 'Monterrey' }))
  assert.deepEqual(merge.conflicts, [])
  assert.deepEqual([merge.mine, merge.theirs], [['eta'], ['heading_to']])
  assert.deepEqual(merge.merged, change({ eta: '2026-01-15T13:00:00Z', heading_to: 'Monterrey' }))
})

test('a field that both changed differently is asked, and each answer makes its own object', () => {
  const merge = mergeByField(kind, base, change({ direction: 'northbound' }), change({ direction: 'unknown', cargo: 'Cash' }))
  assert.deepEqual(
    merge.conflicts.map(({ name, base: was, mine, theirs }) => [name, was, mine, theirs]),
    [['direction', 'southbound', 'northbound', 'unknown']],
  )
  assert.equal(inside(resolveConflicts(merge, {})).direction, 'unknown')
  assert.equal(inside(resolveConflicts(merge, { direction: 'mine' })).direction, 'northbound')
  assert.equal(inside(resolveConflicts(merge, { direction: 'mine' })).cargo, 'Cash')
})

test('both sides writing the same is no conflict, whatever the order of the members', () => {
  const quantity = { value: 3, unit: 'kg' }
  const merge = mergeByField(kind, base, change({ cargo_quantity: quantity }), change({ cargo_quantity: { unit: 'kg', value: 3 } }))
  assert.deepEqual([merge.conflicts, merge.mine, merge.theirs], [[], [], []])
})

test('clearing a field against a change of it is asked; clearing alone is taken', () => {
  assert.equal(mergeByField(kind, base, change({ cargo: undefined }), change({ cargo: 'Cash' })).conflicts[0]?.mine, undefined)
  const alone = mergeByField(kind, base, change({ cargo: undefined }), base)
  assert.equal(Object.hasOwn(inside(alone.merged), 'cargo'), false)
})

const plate = { type: 'plate', value: 'ZZZ-111-Z', country: 'MX' }
const phone = { type: 'phone', value: '+52 55 0000 0000' }
const listed = inside(base).identifiers as readonly Json[]

test('additions of both sides to a list stand side by side, and a removal stands', () => {
  const merge = mergeByField(kind, base, change({ identifiers: [...listed, plate] }), change({ identifiers: [listed[0]!, phone] }))
  assert.deepEqual(merge.conflicts, [])
  assert.deepEqual(inside(merge.merged).identifiers, [listed[0], phone, plate])
})

test('the same item edited on both sides is asked', () => {
  const merge = mergeByField(kind, base, change({ identifiers: [plate, listed[1]!] }), change({ identifiers: [phone, listed[1]!] }))
  assert.deepEqual(
    merge.conflicts.map(({ name }) => name),
    ['identifiers'],
  )
})

test('properties and extensions that no definition knows take part, and nothing newer is lost', () => {
  const newer: JsonObject = { ...base, x_newer: 1, extensions: { ...(base.extensions as JsonObject), 'extension-definition--x': { a: 1 } } }
  const own = writeField(change({ cargo: 'Cash' }), ['x_newer'], 2)
  const merge = mergeByField(kind, base, own, newer)
  assert.deepEqual(
    merge.conflicts.map(({ name }) => name),
    ['x_newer'],
  )
  assert.equal(isJsonObject(merge.merged.extensions) && 'extension-definition--x' in merge.merged.extensions, true)
  assert.equal(inside(merge.merged).cargo, 'Cash')
})

test('times of the versions themselves are never in conflict', () => {
  const later = (object: JsonObject, modified: string): JsonObject => ({ ...object, modified })
  const merge = mergeByField(kind, base, later(base, '2026-02-01T00:00:00.000Z'), later(base, '2026-03-01T00:00:00.000Z'))
  assert.deepEqual(merge.conflicts, [])
  assert.equal(merge.merged.modified, '2026-03-01T00:00:00.000Z')
})

test('every kind merges its own example with itself without a question', () => {
  for (const one of [kind, findKind('seizure')!, findKind('location')!, findKind('file')!, findKind('relationship')!]) {
    assert.deepEqual(mergeByField(one, one.example, one.example, one.example).conflicts, [], one.name)
    assert.deepEqual(mergeByField(one, one.example, one.example, one.example).merged, one.example)
  }
})

test('writing a field keeps its place and everything beside it; writing nothing takes it away with what it leaves empty', () => {
  assert.deepEqual(Object.keys(writeField({ a: 1, b: 2 }, ['a'], 3)), ['a', 'b'])
  assert.deepEqual(writeField({ a: { b: { c: 1 } } }, ['a', 'b', 'c'], undefined), {})
  assert.deepEqual(writeField({ a: { b: { c: 1 }, d: 2 } }, ['a', 'b', 'c'], undefined), { a: { d: 2 } })
})

test('empty texts, lists and parts are no values, and zero and false are', () => {
  assert.deepEqual(tidy({ a: '', b: [], c: { d: '' }, e: 0, f: false, g: [[''], ['x']] }), { e: 0, f: false, g: [['x']] })
  assert.equal(tidy({ a: [''] }), undefined)
})
