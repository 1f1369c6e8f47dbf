import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClockRule, computeClock } from './index.ts'

const rule: ClockRule = { id: 'receipt', starts: ['sent'], stops: ['received', 'outcome'], target: { count: 'elapsed', seconds: 30 } }
const sent = { code: 'sent', at: '2026-11-21T10:00:00.000Z' }
const received = (at: string) => ({ code: 'received', at: `2026-11-21T${at}Z` })
const state = (events: Parameters<typeof computeClock>[1], now: string) => computeClock(rule, events, {}, `2026-11-21T${now}Z`)?.state

test('a clock that nothing started does not exist', () => assert.equal(computeClock(rule, [], {}, sent.at), undefined))
test('it runs until its due instant', () => assert.equal(state([sent], '10:00:30.000'), 'running'))
test('it is missed a millisecond later', () => assert.equal(state([sent], '10:00:30.001'), 'missed'))
test('a stop on the due instant is in time', () => assert.equal(state([sent, received('10:00:30.000')], '12:00:00.000'), 'met'))
test('a stop a millisecond later is late', () => assert.equal(state([sent, received('10:00:30.001')], '12:00:00.000'), 'late'))
test('the first stop counts, in whatever order events come', () => {
  const events = [received('10:05:00.000'), { code: 'outcome', at: '2026-11-21T10:00:10Z' }, sent]
  assert.equal(state(events, '12:00:00.000'), 'met')
})
test('a stop dated before the start is a stop at once', () => {
  const clock = computeClock(rule, [sent, received('09:59:00.000')], {}, sent.at)
  assert.equal(clock?.stoppedAt, sent.at)
  assert.equal(clock?.state, 'met')
})
test('due and start are instants in UTC', () => {
  const clock = computeClock(rule, [{ code: 'sent', at: '2026-11-21T04:00:00-06:00' }], {}, sent.at)
  assert.deepEqual([clock?.startedAt, clock?.dueAt], ['2026-11-21T10:00:00.000Z', '2026-11-21T10:00:30.000Z'])
})
