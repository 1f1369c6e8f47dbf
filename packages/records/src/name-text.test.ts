import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOf, type Kind, kinds, nameTextOf } from './index.ts'

const listEntry = kinds.get('list-entry') as Kind

test('names, other names and identifiers are what a record is looked up by; addresses and what a list says are not', () => {
  const names = nameTextOf(listEntry, exampleOf(listEntry).object)
  assert.ok(names.includes('FICTIONAL TRADING, S.A. DE C.V.'))
  assert.ok(names.includes('FICTRADE'))
  assert.ok(names.includes('XAXX010101000'))
  assert.ok(!names.some((name) => /Calle|Fictional remark|also_known_as|weak/.test(name)), names.join(' | '))
})

test('a kind that this node does not know is looked up by its name', () => {
  assert.deepEqual(nameTextOf(undefined, { type: 'x-new', id: 'x-new--1', name: 'Fictional' }), ['Fictional'])
})
