import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textOf } from './html.ts'
import { amountOf, foldRows, notesOf, sharedNotes, unitOf } from './indicator-rows.ts'
import type { Say, Value } from './model.ts'
import type { Context } from './page-frame.ts'
import { testModel } from './test-model.ts'

const say: Say = (key, values = {}) => [key, ...Object.values(values)].join(' ')
const context: Context = {
  model: testModel({ commitments: 1, clauses: 1, values: 1, versions: 1 }),
  ...{ language: 'en', say, path: '/indicators/x', part: 1 },
}
const value = (amount: number | null, change: Partial<Value> = {}): Value => ({
  ...{
    party: 'us',
    by: 'us',
    period: '2025-12',
    value: amount,
    low: null,
    high: null,
    missing: null,
    level: 'asserted',
    asOf: '2026-01-31',
  },
  ...{ revised: null, reason: {}, isRestated: false, sourceName: 'FICTIONAL office', source: null, why: {}, sealed: null },
  ...{ held: [], reporters: null, classes: {}, ...change },
})
const told = (...values: readonly Value[]) =>
  foldRows(values).map(({ value: one, sameOn, isRival }) => [one.period, one.value, one.isRestated, sameOn, isRival])

test('an edition that repeats a figure is told in the row of the newest; one that said otherwise keeps its row', () => {
  const old = { isRestated: true, asOf: '2025-12-31' }
  assert.deepEqual(told(value(7, old), value(7)), [['2025-12', 7, false, ['2025-12-31'], false]])
  assert.deepEqual(told(value(6, old), value(7)), [
    ['2025-12', 7, false, [], false],
    ['2025-12', 6, true, [], false],
  ])
  // Of two that are withheld nobody may learn that they are the same.
  assert.equal(told(value(null, { ...old, missing: 'suppressed' }), value(null, { missing: 'suppressed' })).length, 2)
})

test('figures of two speakers or two sources for one side, period and part are rivals, and nothing else is', () => {
  const rivals = (...values: readonly Value[]) => foldRows(values).map(({ isRival }) => isRival)
  assert.deepEqual(rivals(value(7), value(9, { by: 'mx' })), [true, true])
  assert.deepEqual(rivals(value(7), value(9, { sourceName: 'FICTIONAL other office' })), [true, true])
  assert.deepEqual(rivals(value(7), value(9, { period: '2025-11' })), [false, false])
  assert.deepEqual(rivals(value(7), value(9, { party: 'mx', by: 'mx' })), [false, false])
  assert.deepEqual(rivals(value(7), value(9, { classes: { state: 'A' } })), [false, false])
  assert.deepEqual(rivals(value(7), value(9, { isRestated: true })), [false, false])
})

test('the newest period comes first, and its whole before its parts', () => {
  const periods = foldRows([
    value(1, { period: '2025-01' }),
    value(2, { period: '2025-02', classes: { state: 'A' } }),
    value(3, { period: '2025-02' }),
  ])
  assert.deepEqual(
    periods.map(({ value: one }) => one.value),
    [3, 2, 1],
  )
})

test('what is said alike of every row is said once, and who gives a rival figure is said of each', () => {
  const rows = foldRows([value(1, { period: '2025-01' }), value(2, { period: '2025-02' }), value(3, { period: '2025-02', by: 'mx' })])
  assert.deepEqual(sharedNotes(context, rows).map(textOf), ['as_of January 31, 2026', 'source: FICTIONAL office'])
  assert.deepEqual(
    rows.map((row) => notesOf(context, row).map(textOf)[0]),
    ['indicator.given United States', 'indicator.given Mexico', 'as_of January 31, 2026'],
  )
  assert.deepEqual(sharedNotes(context, rows.slice(0, 2)), [])
})

test('who had not reported is named also where nobody says how many there are', () => {
  const missing = value(1, { reporters: { reported: null, of: null, missing: ['Louisiana'] } })
  const [row] = foldRows([missing])
  assert.ok(row && notesOf(context, row).map(textOf).includes('indicator.not_reported Louisiana'))
})

test('a unit is said in words, and one without words by its code', () => {
  const none: Context = { ...context, say: (key) => key }
  assert.deepEqual([amountOf(context, '3', 'step'), amountOf(none, '3', 'step')], ['unit.step 3', '3 step'])
  assert.equal(unitOf(none, 'parsec'), 'parsec')
})
