import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, type Json, type JsonObject } from '@enlace/core'
import { readStatement, statementExtension } from '../statements/read-statement.ts'
import { validateObject } from '../validate-object.ts'
import { statement } from './statement.ts'

function changed(change: Readonly<Record<string, Json | undefined>>): JsonObject {
  const inside = (statement.example.extensions as JsonObject)[statementExtension]
  const merged = Object.entries({ ...(isJsonObject(inside) ? inside : {}), ...change }).filter(([, value]) => value !== undefined)
  return { ...statement.example, extensions: { [statementExtension]: Object.fromEntries(merged) as JsonObject } }
}

const clause = (number: string, words: Json = { en: 'FICTIONAL' }): Json => ({ number, part: 'paragraph', words })

const rows: readonly (readonly [string, Readonly<Record<string, Json | undefined>>, readonly string[]])[] = [
  ['the example is complete', {}, []],
  ['a joint statement needs two parties', { issued_by: ['mx'] }, ['issued_by too_few']],
  ['a readout needs one', { statement_type: 'readout' }, ['issued_by too_many']],
  ['no party stands twice', { issued_by: ['mx', 'us', 'mx'] }, ['issued_by/2 duplicate_item']],
  ['a statement is dated or says that it is not', { published_on: undefined }, [' one_of_required']],
  ['undated is an answer', { published_on: undefined, undated: true }, []],
  ['a day that does not exist is none', { published_on: '2026-02-30' }, ['published_on not_a_date']],
  ['two clauses of one number', { clauses: [clause('1'), clause('2'), clause('1')] }, ['clauses/2/number duplicate_item']],
  ['a clause has words', { clauses: [{ number: '1', part: 'paragraph' }] }, ['clauses/0/words required']],
  ['what is joint stands beside nothing', { beside_ref: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4' }, ['beside_ref not_together']],
]

for (const [name, change, expected] of rows) {
  test(`statement: ${name}`, () => {
    const checked = validateObject(changed(change))
    const said = checked.ok
      ? []
      : checked.problems.map(({ field, code }) => `${field.split(statementExtension)[1]?.replace(/^\//, '')} ${code}`)
    assert.deepEqual(said, expected)
  })
}

test('a statement is read with its clauses in each language and what was cut', () => {
  const read = readStatement(statement.example)
  assert.equal(read?.type, 'joint')
  assert.deepEqual(read?.issuedBy, ['mx', 'us'])
  assert.deepEqual(
    read?.clauses.map(({ number, part, words }) => [number, part, Object.keys(words)]),
    [
      ['1', 'heading', ['en', 'es']],
      ['2', 'paragraph', ['en', 'es']],
    ],
  )
  assert.deepEqual(read?.cut, [{ rule: 'cookies', words: 'This site uses cookies.' }])
  assert.equal(readStatement({ type: 'note' }), undefined)
})
