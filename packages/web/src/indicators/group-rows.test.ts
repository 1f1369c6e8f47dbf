import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figuresFirst, groupRows } from './group-rows.ts'

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

test('indicators with a figure of anybody stand before those with none, otherwise in their order', () => {
  const side = (latest: number, rivals = 0) => ({ latest: Array(latest), rivals: Array(rivals) })
  const rows = [
    { name: 'none', sides: [side(0), side(0)] },
    { name: 'ours', sides: [side(0), side(1)] },
    { name: 'nobody', sides: [] },
    { name: 'rival', sides: [side(0, 1)] },
  ]
  assert.deepEqual(
    figuresFirst(rows).map(({ name }) => name),
    ['ours', 'rival', 'none', 'nobody'],
  )
})
