import assert from 'node:assert/strict'
import { test } from 'node:test'
import { happenedNow, lateFor, sayHappened, wrongHappened } from './happened.ts'

const now = new Date(2026, 0, 22, 15, 30)

test('a step that nobody dated happens when it is written; a dated one says its hour, or that only the day is known', () => {
  const untouched = happenedNow(now)
  assert.deepEqual([untouched.day, untouched.time, sayHappened(untouched, now)], ['2026-01-22', '15:30', {}])
  const hour = { day: '2026-01-21', time: '09:15', touched: true }
  assert.deepEqual(sayHappened(hour, now), { happened_at: new Date(2026, 0, 21, 9, 15).toISOString() })
  assert.deepEqual(sayHappened({ ...hour, time: '' }, now), {
    happened_at: new Date(2026, 0, 21, 12).toISOString(),
    happened_on: '2026-01-21',
  })
  const morning = new Date(2026, 0, 22, 8)
  assert.equal(
    sayHappened({ day: '2026-01-22', time: '', touched: true }, morning).happened_at,
    morning.toISOString(),
    'never ahead of now',
  )
})

test('what has not happened yet is no step', () => {
  const wrong = (day: string, time: string) => wrongHappened({ day, time, touched: true }, now)
  assert.deepEqual([wrong('2026-01-22', '15:30'), wrong('2026-01-22', '15:31')], [undefined, 'future'])
  assert.deepEqual([wrong('2026-01-22', ''), wrong('2026-01-23', '')], [undefined, 'future'])
  assert.equal(wrong('', ''), 'missing')
})

test('a step behind the last day of a clock that it stops is told so, one on that day is not', () => {
  const clock = { stops: ['supplement'], stoppedOn: null, lastDay: '2026-01-21', dueAt: '2026-01-22T06:00:00.000Z' }
  const late = (day: string, step = 'supplement') => lateFor(step, { day, time: '', touched: true }, [clock]).length
  assert.deepEqual([late('2026-01-21'), late('2026-01-22'), late('2026-01-22', 'answer')], [0, 1, 0])
  const hours = { ...clock, lastDay: null, dueAt: new Date(2026, 0, 22, 10).toISOString() }
  const at = (time: string) => lateFor('supplement', { day: '2026-01-22', time, touched: true }, [hours]).length
  assert.deepEqual([at('10:00'), at('10:01')], [0, 1])
})
