import assert from 'node:assert/strict'
import { test } from 'node:test'
import pack from '../../../../packs/terms/legal.json' with { type: 'json' }
import { findTermsIn, searchTextOf } from './find-terms.ts'

const idsIn = (content: string, language: string) => findTermsIn(content, language, pack.terms).map(({ id }) => id)

test('words of both laws are found in a text, whole words only, in their order', () => {
  assert.deepEqual(idsIn('Aseguramiento de combustible; la entrega se prevé mañana.', 'es'), ['seizure', 'surrender'])
  assert.deepEqual(idsIn('The driver was arrested; forfeiture follows the seizure.', 'en'), ['arrest', 'forfeiture', 'seizure'])
  assert.deepEqual(idsIn('entregarle el reporte', 'es'), [])
  assert.deepEqual(idsIn('Aseguramiento', 'fr'), [])
})

test('every term says itself, its definition and what it is not, in both languages, each once', () => {
  assert.equal(new Set(pack.terms.map(({ id }) => id)).size, pack.terms.length)
  for (const term of pack.terms) {
    assert.ok(['mx', 'us', 'both'].includes(term.owner), term.id)
    for (const language of ['en', 'es'] as const) {
      assert.ok(term.words[language].length > 0 && term.find[language].length > 0, term.id)
      assert.ok(term.definition[language].length > 10, term.id)
      for (const other of term.not_equal) assert.ok(other.words[language] !== '' && other.why[language].length > 10, term.id)
    }
    assert.notEqual(term.definition.en, term.definition.es, term.id)
    assert.ok(term.not_equal.length > 0, `${term.id} is not equal to something, else it needs no entry`)
  }
})

test('a term is looked up by any of its words in either language', () => {
  const seizure = pack.terms.find(({ id }) => id === 'seizure')
  assert.ok(seizure)
  for (const word of ['aseguramiento', 'seized', 'decomiso']) assert.ok(searchTextOf(seizure).includes(word), word)
})
