import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createThrottle } from './throttle.ts'

test('failures wait longer and longer, and a success forgets them', () => {
  const throttle = createThrottle({ free: 3, maxSeconds: 8 })
  const waits = Array.from({ length: 8 }, () => {
    throttle.failed('a', 0)
    return throttle.waitSeconds('a', 0)
  })
  assert.deepEqual(waits, [0, 0, 1, 2, 4, 8, 8, 8])
  assert.equal(throttle.waitSeconds('b', 0), 0)
  assert.equal(throttle.waitSeconds('a', 8000), 0)
  throttle.succeeded('a')
  assert.equal(throttle.waitSeconds('a', 0), 0)
})

test('a flood of keys forgets the oldest instead of filling the memory', () => {
  const throttle = createThrottle({ free: 1, maxKeys: 2 })
  for (const key of ['a', 'b', 'a', 'c']) throttle.failed(key, 0)
  assert.equal(throttle.waitSeconds('b', 0), 0)
  assert.notEqual(throttle.waitSeconds('a', 0), 0)
})
