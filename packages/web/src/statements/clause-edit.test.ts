import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberClauses } from '@enlace/records'
import { clauseEdits } from './clause-edit.ts'

const clauses = numberClauses([
  { part: 'heading', words: { en: 'Head', es: 'Título' } },
  { part: 'paragraph', words: { en: 'One. Two.', es: 'Uno. Dos.' } },
  { part: 'paragraph', words: { en: 'Three.' } },
])
const said = (all: typeof clauses) => all.map(({ number, words }) => `${number} ${words.en ?? '–'} | ${words.es ?? '–'}`)

test('clauses are joined, divided, dropped and made headings by hand, and numbered anew', () => {
  assert.deepEqual(said(clauseEdits.join(clauses, 2)), ['h1 Head | Título', '1 One. Two. Three. | Uno. Dos.'])
  assert.deepEqual(said(clauseEdits.divide(clauses, 1)), ['h1 Head | Título', '1 One. | Uno.', '2 Two. | Dos.', '3 Three. | –'])
  assert.deepEqual(said(clauseEdits.drop(clauses, 1)), ['h1 Head | Título', '1 Three. | –'])
  assert.deepEqual(said(clauseEdits.part(clauses, 2, 'item')), ['h1 Head | Título', '1 One. Two. | Uno. Dos.', '1.1 Three. | –'])
  assert.deepEqual(clauseEdits.join(clauses, 0), clauses)
})
