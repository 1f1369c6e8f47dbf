import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planShifts } from './plan-shifts.ts'

const plan = { day: '2026-12-01', time: '08:00', hours: 8, repeat: 'none', times: 3 } as const

test('one shift is planned from a day, a time and a length', () => {
  const [shift, ...more] = planShifts(plan) ?? []
  assert.equal(more.length, 0)
  assert.equal(Date.parse(shift?.endsAt ?? '') - Date.parse(shift?.startsAt ?? ''), 8 * 3_600_000)
  assert.equal(new Date(shift?.startsAt ?? '').getHours(), 8)
})

test('a plan repeats by day or by week, each at the same hour of the clock', () => {
  const daily = planShifts({ ...plan, repeat: 'daily' }) ?? []
  assert.deepEqual(
    daily.map(({ startsAt }) => new Date(startsAt).getDate()),
    [1, 2, 3],
  )
  const weekly = planShifts({ ...plan, repeat: 'weekly', times: 20 }) ?? []
  assert.ok(weekly.every(({ startsAt }) => new Date(startsAt).getHours() === 8))
  assert.equal(new Date(weekly[1]?.startsAt ?? '').getDate(), 8)
})

test('what is no time is no plan', () => {
  assert.equal(planShifts({ ...plan, day: '' }), undefined)
  assert.equal(planShifts({ ...plan, hours: 0 }), undefined)
})
