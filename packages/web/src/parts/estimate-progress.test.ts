import assert from 'node:assert/strict'
import { test } from 'node:test'
import { estimateProgress } from './estimate-progress.ts'

const at = (done: number, total: number | undefined, tookMs: number) =>
  estimateProgress({ done, total, startedAtMs: 1_000_000, nowMs: 1_000_000 + tookMs })

test('time left follows from the rate so far', () => {
  assert.deepEqual(at(500, 2000, 10_000), { part: 0.25, perSecond: 50, leftMs: 30_000 })
})

test('nothing is foretold before two seconds, before a hundredth, or without a whole', () => {
  assert.equal(at(500, 2000, 1_999).leftMs, undefined)
  assert.equal(at(500, 2000, 2_000).leftMs, 6_000)
  assert.equal(at(19, 2000, 10_000).leftMs, undefined)
  assert.deepEqual(at(500, undefined, 10_000), { part: undefined, perSecond: 50, leftMs: undefined })
  assert.equal(at(0, 2000, 10_000).perSecond, undefined)
})

test('more done than was thought is a whole, not more', () => {
  assert.deepEqual(at(2100, 2000, 10_000), { part: 1, perSecond: 210, leftMs: 0 })
})
