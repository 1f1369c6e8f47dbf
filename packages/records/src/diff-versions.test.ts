import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '@enlace/core'
import fc from 'fast-check'
import { diffEnvelopes, diffVersions } from './diff-versions.ts'
import { exampleOf } from './example-of.ts'
import type { Kind } from './kind.ts'
import { kinds } from './kinds/index.ts'
import { writeField } from './write-fields.ts'

const kind = kinds.get('mirror-alert') as Kind
const { object: base } = exampleOf(kind)
const own = (name: string) => ['extensions', kind.extension as string, name]

const rows: readonly [what: string, path: readonly string[], value: Json | undefined, expected: readonly string[]][] = [
  ['nothing', ['name'], base.name as Json, []],
  ['a new date of the version alone', ['modified'], '2030-01-01T00:00:00.000Z', []],
  ['a native text', ['name'], 'FICTIONAL: other', ['name changed']],
  ['a field of ours', own('direction'), 'northbound', ['direction changed']],
  ['a field taken away', own('direction'), undefined, ['direction removed']],
  ['a field that came', ['lang'], 'es', ['lang added']],
  ['a property nobody describes', ['x_novelty'], 7, ['x_novelty added']],
  ['a member of our extension that is newer than this node', own('novelty'), true, [`${own('novelty').join('.')} added`]],
  ['an extension of somebody else', ['extensions', 'extension-definition--x'], { a: 1 }, ['extensions.extension-definition--x added']],
]
for (const [what, path, value, expected] of rows) {
  test(`a difference in ${what} is told as such`, () => {
    const changes = diffVersions(kind, base, writeField(base, path, value))
    assert.deepEqual(
      changes.map(({ name, change }) => `${name} ${change}`),
      expected,
    )
  })
}

test('the order of members is no difference, and what is shown first is told first', () => {
  const turned = Object.fromEntries(Object.entries(base).reverse()) as JsonObject
  assert.deepEqual(diffVersions(kind, base, turned), [])
  const changed = writeField(writeField({ ...base, labels: ['b'] }, ['description'], 'FICTIONAL other'), own('direction'), 'northbound')
  const names = diffVersions(kind, base, changed).map(({ name }) => name)
  const shown = names.filter((name) => kind.shows.includes(name))
  assert.deepEqual(
    shown,
    [...shown].sort((a, b) => kind.shows.indexOf(a) - kind.shows.indexOf(b)),
  )
  assert.equal(names.at(-1), 'labels')
})

test('of lists the items that came and went are told, repeated ones as often as they did', () => {
  const [change] = diffVersions(kind, { ...base, labels: ['a', 'b', 'b'] }, { ...base, labels: ['b', 'c'] })
  assert.deepEqual(change?.items, { removed: ['a', 'b'], added: ['c'] })
  const [order] = diffVersions(kind, { ...base, labels: ['a', 'b'] }, { ...base, labels: ['b', 'a'] })
  assert.deepEqual([order?.change, order?.items], ['changed', { removed: [], added: [] }])
})

test('a record of a kind that this node does not know is compared member by member', () => {
  const changes = diffVersions(undefined, { type: 'x-new', a: 1, b: { c: 2 } }, { type: 'x-new', b: { c: 3 }, d: 4 })
  assert.deepEqual(
    changes.map(({ name, change }) => [name, change]),
    [
      ['a', 'removed'],
      ['b', 'changed'],
      ['d', 'added'],
    ],
  )
})

test('envelopes are compared member by member', () => {
  const changes = diffEnvelopes({ purpose: 'a', tlp: 'red' }, { tlp: 'amber', to: [] })
  assert.deepEqual(
    changes.map(({ name, change }) => [name, change]),
    [
      ['purpose', 'removed'],
      ['tlp', 'changed'],
      ['to', 'added'],
    ],
  )
})

test('whatever changes in an object of any shape is told, and what does not change is not', () => {
  const value = fc.dictionary(
    fc.constantFrom('name', 'description', 'labels', 'x_a', 'x_b'),
    fc.oneof(fc.string(), fc.integer(), fc.array(fc.string())),
  )
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [before, after] = [
        { ...base, ...a },
        { ...base, ...b },
      ] as unknown as [JsonObject, JsonObject]
      const told = diffVersions(kind, before, after).map(({ name }) => name)
      const differs = Object.keys({ ...before, ...after }).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      assert.deepEqual([...told].sort(), differs.sort())
    }),
    { numRuns: 200 },
  )
})
