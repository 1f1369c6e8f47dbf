import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shiftEndOf, snoozeTimes } from './snooze-times.ts'

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

const shift = (user: string, from: number, to: number) => ({ user, startsAt: at(from).toISOString(), endsAt: at(to).toISOString() })

test('where the roster has a shift its end counts, the own before another’s; a quarter of an hour before it the fixed hours do', () => {
  const shifts = [shift('ana', 6, 14), shift('ana', 12, 18), shift('luis', 10, 22)]
  assert.equal(shiftEndOf(shifts, 'ana', at(13))?.getTime(), at(18).getTime())
  assert.equal(shiftEndOf(shifts, 'luis', at(13))?.getTime(), at(22).getTime())
  assert.equal(shiftEndOf(shifts, 'eva', at(19))?.getTime(), at(22).getTime())
  assert.equal(shiftEndOf(shifts, 'ana', at(22)), undefined, 'the end is no longer the shift')
  assert.equal(shiftEndOf(shifts, 'ana', at(5)), undefined)
  assert.equal(snoozeTimes(at(13), at(18)).shift.getTime(), at(18).getTime())
  assert.equal(snoozeTimes(at(17, 50), at(18)).shift.getTime(), at(23).getTime())
})

test('tomorrow is at eight on the clock of the wall, at the end of a month too', () => {
  assert.equal(snoozeTimes(new Date(2026, 10, 30, 22, 10)).tomorrow.getTime(), new Date(2026, 11, 1, 8).getTime())
})

test('an hour is a whole minute, never less than an hour', () => {
  const hour = snoozeTimes(new Date(2026, 10, 21, 10, 0, 30)).hour
  assert.equal(hour.getTime(), new Date(2026, 10, 21, 11, 1).getTime())
})
