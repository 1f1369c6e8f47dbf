import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findMatches } from './find-matches.ts'

const pages = ['Registros', 'Autorizar envíos', 'Cómo se usa', 'Envío de listas']
const find = (typed: string) => findMatches(pages, typed, (page) => page)

test('what was typed is found without accents and in any order of words, the beginning before the middle', () => {
  assert.deepEqual(find('envio'), ['Envío de listas', 'Autorizar envíos'])
  assert.deepEqual(find('listas envio'), ['Envío de listas'])
  assert.deepEqual(find('COMO'), ['Cómo se usa'])
  assert.deepEqual(find('xyz'), [])
})

test('nothing typed finds everything, in its own order', () => {
  assert.deepEqual(find('  '), pages)
})
