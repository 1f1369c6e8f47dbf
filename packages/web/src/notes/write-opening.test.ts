import assert from 'node:assert/strict'
import { test } from 'node:test'
import openings from '../../../../packs/notes/openings.json' with { type: 'json' }
import { writeOpening } from './write-opening.ts'

const facts = { from: 'The Embassy', to: 'the Ministry', article: '11', law: 'the treaty', sought: 'Arrest of Example Person', facts: '' }

test('the formula of each class is filled in both languages, without a member left over or an empty paragraph', () => {
  for (const noteClass of Object.keys(openings)) {
    for (const language of ['es', 'en']) {
      const text = writeOpening(noteClass, language, facts)
      assert.match(text, /The Embassy.*the Ministry/s, noteClass)
      assert.doesNotMatch(text, /[{}]|\n{3}|…/, `${noteClass} ${language}`)
    }
  }
})

test('what is not known is a gap, a class of a newer node has the plain formula, and a third language none', () => {
  assert.match(writeOpening('provisional_arrest', 'en', { ...facts, article: '' }), /article \[…\] \(/)
  assert.equal(writeOpening('a_new_class', 'es', facts), writeOpening('other', 'es', facts))
  assert.equal(writeOpening('other', 'fr', facts), '')
})
