import assert from 'node:assert/strict'
import { test } from 'node:test'
import { updatePage } from './report.ts'

const run = (bench: string, value: number) => ({
  at: new Date('2026-11-21T10:00:00.000Z'),
  machine: 'a machine',
  results: [{ bench, figures: [{ name: 'rate', value, unit: '/s', bar: { is: 'at least', value: 5 } as const }] }],
})

test('a run replaces its own section and leaves the others of the page as they were', () => {
  const first = updatePage(updatePage('', run('b', 4)), run('a', 7))
  assert.ok(first.indexOf('## a') < first.indexOf('## b'))
  assert.match(first, /\| rate \| 4 \/s \| at least 5 \|.*\*\*no\*\*/)
  const second = updatePage(first, run('b', 6))
  assert.doesNotMatch(second, /4 \/s/)
  assert.match(second, /7 \/s/)
  assert.equal(updatePage(second, run('b', 6)), second)
})
