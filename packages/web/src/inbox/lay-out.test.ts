import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOut } from './lay-out.ts'

const groups = [
  { value: '0late', count: 2 },
  { value: '1hour', count: 0 },
  { value: '2day', count: 3 },
]

test('headings stand before their items, and empty groups have none', () => {
  const { lines, lineAt } = layOut(groups, 5)
  assert.equal(lines, 7)
  assert.deepEqual(
    Array.from({ length: lines }, (_, line) => lineAt(line)),
    [
      { at: 'group', value: '0late', count: 2 },
      { at: 'item', index: 0 },
      { at: 'item', index: 1 },
      { at: 'group', value: '2day', count: 3 },
      { at: 'item', index: 2 },
      { at: 'item', index: 3 },
      { at: 'item', index: 4 },
    ],
  )
})

test('every item stands on the line that says so', () => {
  const { lineAt, lineOf } = layOut(groups, 6)
  for (let index = 0; index < 6; index++) assert.deepEqual(lineAt(lineOf(index)), { at: 'item', index })
})

test('a list without groups is its items, and an empty one nothing', () => {
  assert.deepEqual(layOut([], 2).lineAt(1), { at: 'item', index: 1 })
  assert.equal(layOut([], 2).lineOf(1), 1)
  assert.equal(layOut([], 0).lines, 0)
})
