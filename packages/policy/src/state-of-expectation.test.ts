import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ExpectationRecords, stateOfExpectation } from './state-of-expectation.ts'

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T12:00:00Z`
const facts: ExpectationRecords['facts'] = { id: 'e', from: 'mx', at: at(1), ofParty: 'us', byWhen: '2026-03', commitment: undefined }
type Answer = ExpectationRecords['answers'][number]
const said = (id: string, from: string, day: number, says: Answer['says'], more: Partial<Answer> = {}): Answer => ({
  id,
  from,
  at: at(day),
  says,
  ground: undefined,
  commitment: undefined,
  ...more,
})

const rows: readonly [string, Partial<ExpectationRecords>, string, string, readonly string[]][] = [
  ['nobody answered', {}, '2026-03-31', 'open', []],
  ['nobody answered in time', {}, '2026-04-01', 'open overdue', []],
  ['the addressee accepts', { answers: [said('a', 'us', 2, 'accepts')] }, '2026-04-01', 'accepted overdue', []],
  [
    'a refused one is not overdue and stays',
    { answers: [said('a', 'us', 2, 'refuses', { ground: 'law' })] },
    '2026-04-01',
    'refused law',
    [],
  ],
  ['who expects cannot accept', { answers: [said('a', 'mx', 2, 'accepts')] }, '2026-03-01', 'open', ['foreign_answer a']],
  ['a third cannot refuse', { answers: [said('a', 'ca', 2, 'refuses', { ground: 'law' })] }, '2026-03-01', 'open', ['foreign_answer a']],
  ['the addressee cannot withdraw', { answers: [said('a', 'us', 2, 'withdraws')] }, '2026-03-01', 'open', ['foreign_answer a']],
  ['who expects withdraws', { answers: [said('a', 'mx', 2, 'withdraws'), said('b', 'us', 3, 'accepts')] }, '2026-04-01', 'withdrawn', []],
  [
    'a later word replaces the earlier one',
    { answers: [said('a', 'us', 2, 'refuses', { ground: 'law' }), said('b', 'us', 3, 'accepts')] },
    '2026-03-01',
    'accepted',
    [],
  ],
  [
    'what was accepted and then written over is open again',
    { answers: [said('a', 'us', 2, 'accepts', { isOlder: true })] },
    '2026-03-01',
    'open',
    ['lapsed_acceptance a'],
  ],
  [
    'what was refused stays refused',
    { answers: [said('a', 'us', 2, 'refuses', { ground: 'law', isOlder: true })] },
    '2026-03-01',
    'refused law',
    [],
  ],
  ['it is said to be met', { answers: [said('a', 'us', 2, 'met')] }, '2026-04-01', 'met', []],
  ['of oneself', { facts: { ...facts, ofParty: 'mx' } }, '2026-03-01', 'open', ['own_party e']],
  ['without a day it is never overdue', { facts: { ...facts, byWhen: undefined } }, '2036-03-01', 'open', []],
]
for (const [name, change, today, expected, warnings] of rows) {
  test(`an expectation: ${name}`, () => {
    const records: ExpectationRecords = { facts, answers: [], namedBy: [], ...change }
    for (const answers of [records.answers, records.answers.toReversed()]) {
      const state = stateOfExpectation({ ...records, answers }, today)
      const ground = state.ground === null ? '' : ` ${state.ground}`
      assert.equal(`${state.status}${ground}${state.isOverdue ? ' overdue' : ''}`, expected)
      assert.deepEqual(
        state.warnings.map(({ code, of }) => `${code} ${of.join(',')}`),
        warnings,
      )
    }
  })
}

test('what an expectation became is known by its own word, by its answer and by the commitment that names it', () => {
  const state = stateOfExpectation(
    {
      facts: { ...facts, commitment: 'c1' },
      answers: [said('a', 'us', 2, 'accepts', { commitment: 'c2' }), said('b', 'ca', 2, 'accepts', { commitment: 'c9' })],
      namedBy: ['c3', 'c1'],
    },
    '2026-02-01',
  )
  assert.deepEqual(state.commitments, ['c1', 'c2', 'c3'])
})
