import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseExtension } from '../kinds/case.ts'
import { personsOfCase } from './persons-of-case.ts'

test('the person of a case comes before others that it names, each once, and nothing but persons', () => {
  const [person, name, note] = ['identity--1', 'identity--2', 'note--3']
  const extensions = { [caseExtension]: { extension_type: 'property-extension', person_ref: person } }
  assert.deepEqual(personsOfCase({ object_refs: [name, person, note], extensions }), [person, name])
  assert.deepEqual(personsOfCase({ object_refs: [name] }), [name])
  const many = Array.from({ length: 20 }, (_, i) => `identity--${i}`)
  assert.equal(personsOfCase({ object_refs: many }).length, 8)
})
