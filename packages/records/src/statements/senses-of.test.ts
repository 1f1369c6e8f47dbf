import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clause } from './read-statement.ts'
import { contradictionsIn, principlesOf } from './senses-of.ts'

const clauses = (...words: readonly Clause['words'][]): readonly Clause[] =>
  words.map((each, i) => ({ number: String(i + 1), part: 'paragraph', words: each }))

test('principles of two readouts stand in their own words: shared, and shared and differentiated', () => {
  const said = (words: Clause['words']) =>
    principlesOf(clauses(words)).map(({ family, sense, words: found }) => `${family} ${sense} ${found}`)
  assert.deepEqual(said({ en: 'based on shared responsibility and reciprocity' }), [
    'responsibility shared shared responsibility',
    'reciprocity reciprocity reciprocity',
  ])
  assert.deepEqual(said({ es: 'responsabilidad compartida y diferenciada, sin subordinación' }), [
    'responsibility differentiated responsabilidad compartida y diferenciada',
    'subordination subordination subordinación',
  ])
})

test('who «voluntarily surrendered» was not captured: both words of one text are shown against each other', () => {
  const text = clauses({ en: 'The person voluntarily surrendered on an example day.' }, { en: 'Officials praised the capture.' })
  assert.deepEqual(
    contradictionsIn(text).map((pair) => pair.map(({ words, clause }) => `${words} (${clause})`)),
    [['voluntarily surrendered (1)', 'capture (2)']],
  )
  assert.deepEqual(contradictionsIn(clauses({ en: 'Officials praised the capture and the extradition.' })), [])
})
