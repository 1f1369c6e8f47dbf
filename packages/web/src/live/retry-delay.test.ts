import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retryDelayMs } from './retry-delay.ts'

test('the wait before a retry grows by doubling and never passes thirty seconds', () => {
  const longest = () => 1
  assert.deepEqual(
    [0, 1, 2, 5, 6, 7, 60, 5000].map((attempt) => retryDelayMs(attempt, longest)),
    [500, 1000, 2000, 16_000, 30_000, 30_000, 30_000, 30_000],
  )
})

test('the wait is spread over the whole span', () => {
  assert.equal(
    retryDelayMs(3, () => 0),
    0,
  )
  assert.equal(
    retryDelayMs(3, () => 0.5),
    2000,
  )
})
