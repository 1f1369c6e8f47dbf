import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextSteps } from './next-steps.ts'

test('only the receiving side says steps, and each state offers what may follow it', () => {
  assert.deepEqual(nextSteps({ direction: 'sent', state: 'received' }), [])
  assert.deepEqual(nextSteps({ direction: 'received', state: 'received' }), ['acknowledged', 'acting', 'cannot_act'])
  assert.deepEqual(nextSteps({ direction: 'received', state: 'acknowledged' }), ['acting', 'cannot_act', 'outcome'])
  assert.deepEqual(nextSteps({ direction: 'received', state: 'acting' }), ['outcome', 'cannot_act'])
  assert.deepEqual(nextSteps({ direction: 'received', state: 'outcome' }), [])
})
