import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextSteps, reminderOf } from './next-steps.ts'

test('only the receiving side says steps, and each state offers what may follow it', () => {
  assert.deepEqual(nextSteps({ direction: 'sent', state: 'received' }), [])
  assert.deepEqual(nextSteps({ direction: 'received', state: 'received' }), ['acknowledged', 'acting', 'cannot_act'])
  assert.deepEqual(nextSteps({ direction: 'received', state: 'acknowledged' }), ['acting', 'cannot_act', 'outcome'])
  assert.deepEqual(nextSteps({ direction: 'received', state: 'acting' }), ['outcome', 'cannot_act'])
  assert.deepEqual(nextSteps({ direction: 'received', state: 'outcome' }), [])
})

test('the sender may remind once a person’s answer is late, and a day after the last reminder', () => {
  const now = Date.parse('2026-01-02T12:00:00Z')
  const clock = (id: string, dueAt: string, stoppedAt: string | null = null) =>
    ({ id, startedAt: '2026-01-02T09:00:00Z', dueAt, stoppedAt, state: stoppedAt === null ? 'running' : 'met' }) as const
  const late = clock('action', '2026-01-02T11:59:59Z')
  const reminded = (at: string) => [{ code: 'reminded', at, by: 'mx' }]
  const may = (direction: 'sent' | 'received', clocks: readonly ReturnType<typeof clock>[], events: ReturnType<typeof reminded> = []) =>
    reminderOf({ direction, clocks: [...clocks], events }, now).may
  assert.equal(may('sent', [late]), true)
  assert.equal(may('received', [late]), false)
  assert.equal(may('sent', [clock('action', '2026-01-02T12:00:01Z')]), false)
  assert.equal(may('sent', [clock('receipt', '2026-01-02T11:00:00Z')]), false, 'a receipt is a machine’s')
  assert.equal(may('sent', [clock('action', '2026-01-02T11:00:00Z', '2026-01-02T11:30:00Z')]), false)
  assert.equal(may('sent', [late], reminded('2026-01-01T12:00:01Z')), false)
  assert.equal(may('sent', [late], reminded('2026-01-01T12:00:00Z')), true)
})
