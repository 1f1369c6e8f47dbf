import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lastDayBefore, lastDayOf } from './last-day.ts'

const zones = ['America/Mexico_City', 'America/New_York']

for (const [name, tooLate, day] of [
  ['the first instant of a day is too late for the day before it', '2027-01-22T06:00:00.000Z', '2027-01-21'],
  ['in the zone where that is midnight', '2027-01-22T05:00:00.000Z', '2027-01-21'],
  ['in summer, when one zone changes its hours and the other does not', '2027-07-22T04:00:00.000Z', '2027-07-21'],
  ['a limit in hours stays an instant', '2027-01-22T06:00:01.000Z', null],
] as const)
  test(`the last day that counts: ${name}`, () => assert.equal(lastDayBefore(tooLate, zones), day))

test('a clock in days is told by its last day, one in hours by its instant, one that is held by neither', () => {
  const days = { term: { count: 60, unit: 'calendar_days' } } as const
  assert.equal(lastDayOf(days, { dueOn: '2027-01-21' }), '2027-01-21')
  assert.equal(lastDayOf({ term: { count: 72, unit: 'hours' } }, { dueOn: '2027-01-21' }), null)
  assert.equal(lastDayOf(days, { dueOn: null }), null)
  assert.equal(lastDayOf(days, null), null)
})
