import assert from 'node:assert/strict'
import { test } from 'node:test'
import { snoozeTimes } from './snooze-times.ts'

const at = (hour: number, minute = 0, day = 21) => new Date(2026, 10, day, hour, minute)
const rows: readonly (readonly [string, Date, Date])[] = [
  ['in the night the shift ends in the morning', at(3), at(7)],
  ['in the morning it ends in the afternoon', at(8), at(15)],
  ['in the evening it ends at night', at(15, 1), at(23)],
  ['after the last end it is the first of tomorrow', at(23, 30), at(7, 0, 22)],
  ['an end fifteen minutes away is too near', at(14, 45), at(23)],
  ['an end sixteen minutes away is not', at(14, 44), at(15)],
]
for (const [name, now, end] of rows) test(`snooze: ${name}`, () => assert.equal(snoozeTimes(now).shift.getTime(), end.getTime()))

test('tomorrow is at eight on the clock of the wall, at the end of a month too', () => {
  assert.equal(snoozeTimes(new Date(2026, 10, 30, 22, 10)).tomorrow.getTime(), new Date(2026, 11, 1, 8).getTime())
})

test('an hour is a whole minute, never less than an hour', () => {
  const hour = snoozeTimes(new Date(2026, 10, 21, 10, 0, 30)).hour
  assert.equal(hour.getTime(), new Date(2026, 10, 21, 11, 1).getTime())
})
