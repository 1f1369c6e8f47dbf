import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMonths, dayOf, isoOf, type MonthEnd, weekdayOf } from './index.ts'

const add = (iso: string, months: number, monthEnd: MonthEnd) => {
  const day = addMonths(dayOf(iso), months, monthEnd)
  return day === undefined ? undefined : isoOf(day)
}

/** Worked by hand from the semantics of Catala's dates-calc: years and months are added first and rounded once. `undefined` refuses. */
const rows: readonly (readonly [from: string, months: number, up: string, down: string, refuse: string | undefined])[] = [
  ['2026-01-15', 1, '2026-02-15', '2026-02-15', '2026-02-15'],
  ['2023-01-31', 1, '2023-03-01', '2023-02-28', undefined],
  ['2024-01-31', 1, '2024-03-01', '2024-02-29', undefined],
  ['2024-01-29', 1, '2024-02-29', '2024-02-29', '2024-02-29'],
  ['2023-01-29', 1, '2023-03-01', '2023-02-28', undefined],
  ['2026-03-31', 1, '2026-05-01', '2026-04-30', undefined],
  ['2026-12-31', 1, '2027-01-31', '2027-01-31', '2027-01-31'],
  ['2026-12-31', 2, '2027-03-01', '2027-02-28', undefined],
  ['2024-02-29', 12, '2025-03-01', '2025-02-28', undefined],
  ['2024-02-29', 48, '2028-02-29', '2028-02-29', '2028-02-29'],
  // A leap day plus a year and a month is one sum: 29 March exists, so nothing is rounded on the way.
  ['2024-02-29', 13, '2025-03-29', '2025-03-29', '2025-03-29'],
  ['2096-02-29', 48, '2100-03-01', '2100-02-28', undefined],
  ['1996-02-29', 48, '2000-02-29', '2000-02-29', '2000-02-29'],
  ['2024-03-31', -1, '2024-03-01', '2024-02-29', undefined],
  ['2025-03-31', -13, '2024-03-01', '2024-02-29', undefined],
  ['2026-05-30', -3, '2026-03-01', '2026-02-28', undefined],
  ['2026-05-30', 0, '2026-05-30', '2026-05-30', '2026-05-30'],
]
for (const [from, months, up, down, refuse] of rows) {
  test(`${from} and ${months} months, in each rounding`, () => {
    assert.deepEqual([add(from, months, 'up'), add(from, months, 'down'), add(from, months, 'refuse')], [up, down, refuse])
  })
}

test('a month twice is not two months: the published example that addition does not associate', () => {
  assert.equal(add(add('2021-01-31', 1, 'down') ?? '', 1, 'down'), '2021-03-28')
  assert.equal(add('2021-01-31', 2, 'down'), '2021-03-31')
})

const days = fc.integer({ min: dayOf('1900-01-01'), max: dayOf('2199-12-31') })
const months = fc.integer({ min: -600, max: 600 })

test('rounding up and down differ by one day at most, and agree exactly where nothing is ambiguous', () => {
  fc.assert(
    fc.property(days, months, (day, count) => {
      const [up, down, exact] = (['up', 'down', 'refuse'] as const).map((end) => addMonths(day, count, end))
      assert.ok(up !== undefined && down !== undefined)
      assert.equal(up - down, exact === undefined ? 1 : 0)
      if (exact !== undefined) assert.equal(exact, down)
    }),
    { numRuns: 5000 },
  )
})

test('a later day never leads to an earlier one', () => {
  fc.assert(
    fc.property(days, fc.nat(400), months, fc.constantFrom('up', 'down'), (day, later, count, end) => {
      assert.ok((addMonths(day, count, end) ?? 0) <= (addMonths(day + later, count, end) ?? 0))
    }),
    { numRuns: 5000 },
  )
})

test('a day is its date and back, week after week', () => {
  fc.assert(
    fc.property(days, (day) => {
      assert.equal(dayOf(isoOf(day)), day)
      assert.equal(weekdayOf(day), new Date(`${isoOf(day)}T12:00:00Z`).getUTCDay() || 7)
    }),
  )
})

test('what is no day is none', () => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-04-31', '26-01-01', '2026-1-1', 'tomorrow', ''])
    assert.ok(Number.isNaN(dayOf(text)), text)
})
