import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gap, openPassages } from '@enlace/records'
import openings from '../../../../packs/notes/openings.json' with { type: 'json' }
import { writeOpening } from './write-opening.ts'

const facts = {
  from: { name: 'Example Ministry', article: 'the' },
  to: { name: 'Example Department', article: 'the' },
  ...{ article: '11', law: 'the treaty', sought: 'Arrest of Example Person', facts: '', assurances: 'No such penalty will be sought.' },
}

test('the formula of each class is filled in both languages, without a member left over, a gap or an empty paragraph', () => {
  for (const noteClass of Object.keys(openings)) {
    for (const language of ['es', 'en']) {
      const text = writeOpening(noteClass, language, facts)
      assert.match(text, /^The Example Ministry .*the Example Department/, noteClass)
      assert.match(text, /\n\nThe Example Ministry .*[^ ]$/, noteClass)
      assert.doesNotMatch(text, /[{}]|\n{3}/, `${noteClass} ${language}`)
      assert.deepEqual(openPassages(text), [])
    }
  }
})

for (const [name, to, expected] of [
  ['a masculine office', { name: 'Departamento de Justicia', article: 'el' }, 'saluda atentamente al Departamento de Justicia.'],
  ['a feminine office', { name: 'Secretaría de Relaciones Exteriores', article: 'la' }, 'a la Secretaría de Relaciones Exteriores.'],
  ['an office that takes no article', { name: 'SRE', article: '' }, 'saluda atentamente a SRE.'],
  ['an office that nobody named', { name: ' ', article: 'el' }, 'saluda atentamente a […].'],
] as const) {
  test(`Spanish addresses ${name} with its article`, () => {
    const from = { name: 'Departamento de Justicia', article: 'el' }
    const text = writeOpening('other', 'es', { ...facts, from, to })
    assert.ok(text.startsWith('El Departamento de Justicia saluda') && text.includes(expected), text)
  })
}

test('what stands in the other language is marked until somebody translates it', () => {
  const text = writeOpening('provisional_arrest', 'es', { ...facts, facts: 'Two lines\nof facts' }, 'Por traducir')
  assert.deepEqual(openPassages(text), ['[[Por traducir: Arrest of Example Person]]', '[[Por traducir: Two lines\nof facts]]'])
})

test('an assurance is quoted in the words of the library, and one that nobody chose is a gap', () => {
  const given = writeOpening('assurance', 'es', { ...facts, assurances: 'El Gobierno requirente asegura.' }, 'Por traducir')
  assert.match(given, /\n\nEl Gobierno requirente asegura\.\n\n/)
  assert.deepEqual(openPassages(writeOpening('assurance', 'en', { ...facts, assurances: ' ' })), [gap])
})

test('what is not known is a gap, a class of a newer node has the plain formula, and a third language none', () => {
  assert.match(writeOpening('provisional_arrest', 'en', { ...facts, article: '' }), /article \[…\] \(/)
  assert.equal(writeOpening('a_new_class', 'es', facts), writeOpening('other', 'es', facts))
  assert.equal(writeOpening('other', 'fr', facts), '')
})
