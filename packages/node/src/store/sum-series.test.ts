import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredFigure } from './read-series.ts'
import { finestPeriod, type SeriesLine, sumSeries } from './sum-series.ts'

function figure(precision: string, value: number): StoredFigure {
  const nothing = { low: null, high: null, missing: null, provisional: false }
  const known = { seq: 1, rid: new Uint8Array(), line: '00', measure: 'reports', unit: 'count', start: '', end: '', edition: '2026-01-31' }
  return { ...known, ...nothing, precision, value }
}

function line(place: string, precision: string, values: Readonly<Record<string, number>>, measure = 'reports'): SeriesLine {
  const all = Object.entries(values).map(([day, value]) => [day, [figure(precision, value)]] as const)
  return { classes: { place }, publisher: 'x', sourceUrl: 'x', caveats: 'x', measure, unit: 'count', values: new Map(all) }
}

const question = { measure: 'reports', by: 'place', where: {}, fiscalYearStarts: undefined } as const
const cells = (lines: readonly SeriesLine[], period: 'half_year' | 'year', measure = 'reports') =>
  sumSeries(lines, { ...question, measure, period }).rows[0]?.cells.map((cell) => cell && [cell.value, cell.months, cell.of])

test('half-years add up to a year, and a year of which one half is published is not whole', () => {
  const lines = [line('A', 'half_year', { '2024-01-01': 3, '2024-07-01': 4, '2025-01-01': 5 })]
  assert.equal(finestPeriod(lines), 'half_year')
  assert.deepEqual(sumSeries(lines, { ...question, period: 'half_year' }).periods, ['2024-H1', '2024-H2', '2025-H1'])
  assert.deepEqual(cells(lines, 'half_year'), [
    [3, 6, 6],
    [4, 6, 6],
    [5, 6, 6],
  ])
  assert.deepEqual(cells(lines, 'year'), [
    [7, 12, 12],
    [5, 6, 12],
  ])
})

test('rolling years are never added: a year is what ends with it, and an unfinished one is a gap', () => {
  const rolling = { '2024-11-30': 90, '2024-12-31': 100, '2025-11-30': 70, '2025-12-31': 60, '2026-01-31': 55 }
  const lines = [line('A', 'other', rolling, 'deaths_reported'), line('B', 'other', rolling, 'deaths_reported')]
  assert.equal(finestPeriod(lines), 'month')
  assert.deepEqual(cells(lines, 'year', 'deaths_reported'), [[100, 1, 1], [60, 1, 1], null])
  const together = sumSeries(lines, { ...question, measure: 'deaths_reported', by: undefined, period: 'year' })
  assert.deepEqual([together.additive, together.rows.length], [false, 2])
})
