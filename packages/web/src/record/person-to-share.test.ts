import assert from 'node:assert/strict'
import { test } from 'node:test'
import { personToShare } from './person-to-share.ts'

const entry = { id: 'identity--1', kind: 'list-entry', agency: 'sspc' }
const name = { id: 'identity--2', kind: 'identity', agency: 'sspc' }

test('with a case goes the record of the name alone before the entry of a list, as far as the holder of the case holds it', () => {
  assert.equal(personToShare([entry, name], 'sspc', 'uif'), name)
  assert.equal(personToShare([entry], 'sspc', 'uif'), entry)
  assert.equal(personToShare([entry], 'dhs', 'uif'), undefined)
  assert.equal(personToShare([{ ...name, view: 'hidden' as const }], 'sspc', 'uif'), undefined)
})

test('an agency that reads who it is already is offered no more', () => {
  assert.equal(personToShare([entry, { ...name, sharedWith: ['uif'] }], 'sspc', 'uif'), undefined)
  assert.equal(personToShare([{ ...entry, agency: 'uif' }, name], 'sspc', 'uif'), undefined)
})
