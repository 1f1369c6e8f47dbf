import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Deadline, dueInstant, type WorkCalendar } from './index.ts'

const office: WorkCalendar = {
  zone: 'America/Mexico_City',
  days: [1, 2, 3, 4, 5],
  opens: '09:00',
  closes: '18:00',
  holidays: ['2026-11-16'],
}
const border: WorkCalendar = { ...office, zone: 'America/New_York', days: [1, 2, 3, 4, 5, 6, 7], holidays: [] }
const due = (deadline: Deadline, start: string) => dueInstant(deadline, start, { office, border })
const five = (leastSeconds: number, calendar = 'office'): Deadline => ({ count: 'hour', at: '17:00', leastSeconds, calendar })
const working = (minutes: number): Deadline => ({ count: 'working', minutes, calendar: 'office' })

// Mexico City is six hours behind UTC the whole year: 17:00 is 23:00Z. 20 November 2026 is a Friday.
const rows: readonly (readonly [string, Deadline, string, string])[] = [
  ['elapsed time runs through the night', { count: 'elapsed', seconds: 90 }, '2026-11-20T23:59:30Z', '2026-11-21T00:01:00.000Z'],
  ['five in the afternoon of the same day', five(14_400), '2026-11-20T16:00:00Z', '2026-11-20T23:00:00.000Z'],
  ['the very least time before the hour is enough', five(14_400), '2026-11-20T19:00:00Z', '2026-11-20T23:00:00.000Z'],
  [
    'a second less than the least time: the next working day, over the weekend',
    five(14_400),
    '2026-11-20T19:00:01Z',
    '2026-11-23T23:00:00.000Z',
  ],
  ['a holiday is no working day', five(0), '2026-11-14T12:00:00Z', '2026-11-17T23:00:00.000Z'],
  ['late in the evening the local day counts, not that of UTC', five(0), '2026-11-20T02:00:00Z', '2026-11-20T23:00:00.000Z'],
  ['the hour follows summer time', five(0, 'border'), '2026-10-31T22:00:00Z', '2026-11-01T22:00:00.000Z'],
  ['and before the change it is an hour earlier in UTC', five(0, 'border'), '2026-10-31T12:00:00Z', '2026-10-31T21:00:00.000Z'],
  ['working minutes inside one day', working(60), '2026-11-20T16:00:00Z', '2026-11-20T17:00:00.000Z'],
  ['working minutes up to the closing hour stay on the day', working(60), '2026-11-20T23:00:00Z', '2026-11-21T00:00:00.000Z'],
  ['one minute more goes on after the weekend', working(61), '2026-11-20T23:00:00Z', '2026-11-23T15:01:00.000Z'],
  ['what begins at night begins to count in the morning', working(30), '2026-11-20T05:00:00Z', '2026-11-20T15:30:00.000Z'],
]
for (const [name, deadline, start, expected] of rows) {
  test(name, () => assert.equal(due(deadline, start), expected))
}

test('a calendar that never works, or is not there, is told and not waited for', () => {
  assert.throws(() => dueInstant(five(0), '2026-11-20T16:00:00Z', { office: { ...office, days: [] } }), RangeError)
  assert.throws(() => dueInstant(five(0), '2026-11-20T16:00:00Z', {}), RangeError)
})
