import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupRows } from './group-rows.ts'

const row = (level: string | null, contextOnly = false) => ({ level, contextOnly })

test('output and outcome never stand in one group, context stands apart, and an unknown level is none', () => {
  const grouped = groupRows([row('outcome'), row('output'), row('outcome'), row('impact', true), row(null), row('newer')])
  assert.deepEqual(
    grouped.map(({ group, rows }) => [group, rows.length]),
    [
      ['output', 1],
      ['outcome', 2],
      ['none', 2],
      ['context', 1],
    ],
  )
  for (const { rows } of grouped)
    assert.ok(new Set(rows.filter(({ level }) => level === 'output' || level === 'outcome').map(({ level }) => level)).size < 2)
})
