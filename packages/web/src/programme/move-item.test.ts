import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextPosition, positionAfterMove } from './move-item.ts'

const items = [1, 2, 3].map((position) => ({ type: 'agenda', position }))
for (const [name, at, by, expected] of [
  ['the second goes before the first', 1, -1, 0],
  ['the third goes between the first two', 2, -1, 1.5],
  ['the first goes between the others', 0, 1, 2.5],
  ['the second goes behind the last', 1, 1, 4],
  ['the first has nothing above it', 0, -1, undefined],
  ['the last has nothing below it', 2, 1, undefined],
] as const) {
  test(name, () => assert.equal(positionAfterMove(items, at, by), expected))
}

test('a new item stands behind all of its type, and the first is the first', () => {
  assert.equal(nextPosition([...items, { type: 'decision', position: 9 }, { type: 'agenda', position: 3.5 }], 'agenda'), 4)
  assert.equal(nextPosition([], 'agenda'), 1)
})
