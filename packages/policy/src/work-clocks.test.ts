import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { computeWorkClock, nextDue, openCalendar, openWorkClocks, parseCalendarPack, parseInstrument, type WorkEvent } from './index.ts'

const pack = (name: string) => readFileSync(new URL(`../../../packs/${name}.json`, import.meta.url))
const instrument = (id: string) => {
  const read = parseInstrument(pack(`instruments/${id}`))
  assert.ok(read.ok, id)
  return read.value
}
const calendarOf = (id: string) => {
  const read = parseCalendarPack(pack(`calendars/${id}`))
  assert.ok(read.ok, id)
  return openCalendar(read.value)
}
const clocks = openWorkClocks(['mirror-alert', 'duties', 'release-task', 'security-law-mx-2020'].map(instrument), calendarOf)
const alert = clocks.get('mirror-alert') ?? []
const at = (code: string, time: string): WorkEvent => ({ code, at: `2026-11-21T${time}Z` })
const sent = at('sent', '10:00:00.000')
const receipt = (events: readonly WorkEvent[], time: string) => {
  const [clock] = alert
  assert.ok(clock)
  return computeWorkClock(clock, events, `2026-11-21T${time}Z`)
}

test('a mirror alert has the terms proposed for it, by seconds, minutes and hours', () => {
  assert.deepEqual(
    alert.map(({ rule }) => `${rule.id} ${rule.term.count} ${rule.term.unit} ${rule.standing}`),
    ['receipt 30 seconds', 'acknowledgement 5 minutes', 'action 60 minutes', 'outcome 24 hours', 'reminder 24 hours'].map(
      (term) => `${term} proposed`,
    ),
  )
})

const rows: readonly (readonly [string, readonly WorkEvent[], string, string | undefined])[] = [
  ['a clock that nothing started does not exist', [], '10:00:00.000', undefined],
  ['it runs until its due instant', [sent], '10:00:30.000', 'running'],
  ['it is missed a millisecond later', [sent], '10:00:30.001', 'missed'],
  ['a stop on the due instant is in time', [sent, at('received', '10:00:30.000')], '12:00:00.000', 'met'],
  ['a stop a millisecond later is late', [sent, at('received', '10:00:30.001')], '12:00:00.000', 'late'],
  ['the first stop counts, in any order', [at('acting', '10:05:00.000'), at('outcome', '10:00:10.000'), sent], '12:00:00.000', 'met'],
  ['a stop dated before the start is a stop at once', [sent, at('outcome', '09:59:00.000')], '10:00:00.000', 'met'],
]
for (const [name, events, now, state] of rows) test(name, () => assert.equal(receipt(events, now)?.state, state))

test('start, stop and due are instants in UTC', () => {
  const clock = receipt([{ code: 'sent', at: '2026-11-21T04:00:00-06:00' }, at('received', '10:00:01.000')], '10:00:02.000')
  assert.deepEqual(
    [clock?.startedAt, clock?.dueAt, clock?.stoppedAt],
    ['2026-11-21T10:00:00.000Z', '2026-11-21T10:00:30.000Z', '2026-11-21T10:00:01.000Z'],
  )
})

const dues: readonly (readonly [string, readonly WorkEvent[], string | undefined])[] = [
  ['nothing has started', [], undefined],
  ['the soonest counts', [sent], '2026-11-21T10:00:30.000Z'],
  ['a met clock gives way to the next', [sent, at('received', '10:00:20.000')], '2026-11-21T10:05:00.000Z'],
  ['so does one that was met late', [sent, at('received', '10:02:00.000')], '2026-11-21T10:05:00.000Z'],
  ['when all stopped, none is next', [sent, at('outcome', '10:30:00.000')], undefined],
]
for (const [name, events, due] of dues) test(`next due: ${name}`, () => assert.equal(nextDue(alert, events), due))

test('a contact report is owed until the third day ends in Mexico, whatever the hour of the contact', () => {
  const due = (held: string) => nextDue(clocks.get('contact_report') ?? [], [{ code: 'contact_held', at: held }])
  assert.equal(due('2026-11-02T18:00:00.000Z'), '2026-11-06T06:00:00.000Z')
  assert.equal(due('2026-11-03T05:59:00.000Z'), '2026-11-06T06:00:00.000Z', 'still the second of November there')
})
