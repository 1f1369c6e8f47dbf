import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type CalendarPack,
  computeLegalClock,
  dayOf,
  isoOf,
  type LegalClock,
  type LegalClockRule,
  type LegalEvent,
  openCalendar,
  parseCalendarPack,
} from './index.ts'

const read = (id: string): CalendarPack => {
  const pack = parseCalendarPack(readFileSync(new URL(`../../../packs/calendars/${id}.json`, import.meta.url)))
  assert.ok(pack.ok)
  return pack.value
}
const us = openCalendar(read('us-federal'))
const mx = openCalendar(read('mx-federal'))
const border = openCalendar({ ...read('mx-federal'), zone: 'America/Ciudad_Juarez' })
const label = { es: 'x', en: 'x' }
const sourced = { article: '1', source: 'a test', verified: true }
const rule: LegalClockRule = {
  ...sourced,
  id: 'r',
  title: label,
  nature: 'duty',
  owner: 'us',
  authority: null,
  standing: 'law',
  methodVerified: true,
  starts: ['start'],
  stops: ['stop'],
  ends: [],
  again: false,
  runsFor: null,
  term: { count: 60, unit: 'calendar_days' },
  firstDay: 'excluded',
  lastDay: 'stays',
  monthEnd: 'down',
  calendar: 'us',
  pauses: [{ ...sourced, id: 'amparo', title: label, by: ['amparo'], until: ['lifted'], needs: ['court', 'number'] }],
  extension: { ...sourced, by: ['extended'], count: 10, times: 1 },
  cure: { ...sourced, by: ['stop', 'healed'], within: { count: 5, unit: 'calendar_days' }, title: label },
  atEnd: { title: label, yields: null },
}
const term = (count: number, unit: LegalClockRule['term']['unit'], over: Partial<LegalClockRule> = {}) => ({
  ...rule,
  term: { count, unit },
  ...over,
})
const happened = (...pairs: readonly (readonly [string, string])[]): LegalEvent[] => pairs.map(([code, at]) => ({ code, at }))
function clockOf(of: LegalClockRule, events: readonly LegalEvent[], calendar = us, now = '2026-01-01T12:00:00Z'): LegalClock {
  const answer = computeLegalClock(of, events, calendar, now)
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.clock
}
const due = (of: LegalClockRule, events: readonly LegalEvent[], calendar = us) => clockOf(of, events, calendar).dueOn

const rows: readonly (readonly [string, LegalClockRule, readonly LegalEvent[], string, typeof us])[] = [
  ['sixty days, the first one not counted', rule, happened(['start', '2026-01-01']), '2026-03-02', us],
  ['sixty days over a leap day', rule, happened(['start', '2024-01-01']), '2024-03-01', us],
  ['the first day counts where the rule says so', { ...rule, firstDay: 'included' }, happened(['start', '2026-01-01']), '2026-03-01', us],
  ['a last day on a Sunday stays', term(3, 'calendar_days'), happened(['start', '2026-01-01']), '2026-01-04', us],
  ['or rolls to Monday', term(3, 'calendar_days', { lastDay: 'next_working' }), happened(['start', '2026-01-01']), '2026-01-05', us],
  [
    'over a weekend with a holiday behind it',
    term(3, 'calendar_days', { lastDay: 'next_working' }),
    happened(['start', '2026-01-14']),
    '2026-01-20',
    us,
  ],
  ['working days jump the weekend', term(3, 'working_days'), happened(['start', '2026-03-05']), '2026-03-10', us],
  ['and the holidays of the party that counts', term(3, 'working_days'), happened(['start', '2026-03-13']), '2026-03-18', us],
  ['which the other party does not have', term(3, 'working_days'), happened(['start', '2026-03-13']), '2026-03-19', mx],
  ['two calendar months at a month end', term(2, 'months'), happened(['start', '2025-12-31']), '2026-02-28', us],
  ['or the day after', term(2, 'months', { monthEnd: 'up' }), happened(['start', '2025-12-31']), '2026-03-01', us],
  ['a year from a leap day', term(1, 'years'), happened(['start', '2024-02-29']), '2025-02-28', us],
  [
    'days of a pause are not counted',
    rule,
    happened(['start', '2026-01-01'], ['amparo', '2026-01-21'], ['lifted', '2026-01-31']),
    '2026-03-12',
    us,
  ],
  [
    'nor in months',
    term(2, 'months'),
    happened(['start', '2026-01-01'], ['amparo', '2026-01-21'], ['lifted', '2026-01-31']),
    '2026-03-11',
    us,
  ],
  [
    'a pause that ends before the start is none of its own',
    rule,
    happened(['amparo', '2025-12-01'], ['lifted', '2025-12-20'], ['start', '2026-01-01']),
    '2026-03-02',
    us,
  ],
  [
    'a pause after the last day comes too late',
    rule,
    happened(['start', '2026-01-01'], ['amparo', '2026-03-03'], ['lifted', '2026-04-01']),
    '2026-03-02',
    us,
  ],
  [
    'a pause on the last day saves it',
    rule,
    happened(['start', '2026-01-01'], ['amparo', '2026-03-02'], ['lifted', '2026-03-12']),
    '2026-03-12',
    us,
  ],
  ['an extension in time', rule, happened(['start', '2026-01-01'], ['extended', '2026-03-02']), '2026-03-12', us],
  ['but not a day late, and never twice', rule, happened(['start', '2026-01-01'], ['extended', '2026-03-03']), '2026-03-02', us],
  [
    'a second one is not there',
    rule,
    happened(['start', '2026-01-01'], ['extended', '2026-02-01'], ['extended', '2026-02-02']),
    '2026-03-12',
    us,
  ],
]
for (const [name, of, events, expected, calendar] of rows) test(name, () => assert.equal(due(of, events, calendar), expected))

test('a month without the day cannot be computed where the rule refuses to guess', () => {
  const answer = computeLegalClock(term(1, 'months', { monthEnd: 'refuse' }), happened(['start', '2026-01-31']), us, '2026-01-01T00:00:00Z')
  assert.deepEqual(answer, { ok: false, needs: 'day_of_month', events: ['start'] })
})

test('a clock without its start says what it needs, and hours want the hour', () => {
  assert.deepEqual(computeLegalClock(rule, [], us, '2026-01-01T00:00:00Z'), { ok: false, needs: 'start', events: ['start'] })
  const answer = computeLegalClock(term(8, 'hours'), happened(['start', '2026-01-01']), us, '2026-01-01T00:00:00Z')
  assert.deepEqual(answer, { ok: false, needs: 'hour', events: ['start'] })
})

const states: readonly (readonly [string, LegalClockRule, readonly LegalEvent[], string, string, string | null])[] = [
  ['runs until the day ends where it is counted', rule, happened(['start', '2026-01-01']), '2026-03-03T04:59:59.999Z', 'running', null],
  ['and is missed at the next midnight', rule, happened(['start', '2026-01-01']), '2026-03-03T05:00:00Z', 'missed', 'us'],
  [
    'a right lapses and nobody is late',
    { ...rule, nature: 'right' },
    happened(['start', '2026-01-01']),
    '2026-04-01T00:00:00Z',
    'lapsed',
    null,
  ],
  [
    'met on its last day',
    { ...rule, cure: null },
    happened(['start', '2026-01-01'], ['stop', '2026-03-02']),
    '2026-04-01T00:00:00Z',
    'met',
    null,
  ],
  [
    'late the day after',
    { ...rule, cure: null },
    happened(['start', '2026-01-01'], ['stop', '2026-03-03']),
    '2026-04-01T00:00:00Z',
    'late',
    'us',
  ],
  [
    'cured within its term, and still said who was late',
    rule,
    happened(['start', '2026-01-01'], ['stop', '2026-03-07']),
    '2026-04-01T00:00:00Z',
    'cured',
    'us',
  ],
  ['not cured behind it', rule, happened(['start', '2026-01-01'], ['stop', '2026-03-08']), '2026-04-01T00:00:00Z', 'late', 'us'],
  [
    'paused while nothing lifts it',
    rule,
    happened(['start', '2026-01-01'], ['amparo', '2026-01-21']),
    '2026-06-01T00:00:00Z',
    'paused',
    null,
  ],
  [
    'stopped before its start is met at once',
    rule,
    happened(['stop', '2025-12-01'], ['start', '2026-01-01']),
    '2026-06-01T00:00:00Z',
    'met',
    null,
  ],
]
for (const [name, of, events, now, state, late] of states)
  test(name, () => {
    const clock = clockOf(of, events, us, now)
    assert.deepEqual([clock.state, clock.late], [state, late])
  })

test('a right is not used before there is one, and a pause behind the last day asks for no court', () => {
  const right = clockOf({ ...rule, nature: 'right' }, happened(['stop', '2025-12-01'], ['start', '2026-01-01'], ['amparo', '2026-03-03']))
  assert.deepEqual([right.state, right.stoppedOn, right.lacks], ['running', null, []])
})

test('an open pause says how much was left, and what it does not tell about the court', () => {
  const clock = clockOf(rule, happened(['start', '2026-01-01'], ['amparo', '2026-01-21']))
  assert.deepEqual([clock.dueOn, clock.left, clock.lacks], [null, 41, [{ pause: 'amparo', what: ['court', 'number'] }]])
  const told = clockOf(rule, [
    { code: 'start', at: '2026-01-01' },
    { code: 'amparo', at: '2026-01-21', court: 'Court 3', number: '12/2026' },
  ])
  assert.deepEqual(told.lacks, [])
  assert.ok(told.steps.some((step) => step.code === 'paused_still' && step.court === 'Court 3' && step.number === '12/2026'))
})

test('hours run through the change of the clocks; days end at local midnight on both sides of it', () => {
  // New York leaps on 8 March 2026: that day has 23 hours.
  const hours = clockOf(term(24, 'hours'), happened(['start', '2026-03-08T01:30:00-05:00']))
  assert.equal(hours.dueAt, '2026-03-09T06:30:00.000Z')
  assert.equal(clockOf(term(1, 'calendar_days'), happened(['start', '2026-03-07'])).dueAt, '2026-03-09T04:00:00.000Z')
  assert.equal(clockOf(term(1, 'calendar_days'), happened(['start', '2026-03-06'])).dueAt, '2026-03-08T05:00:00.000Z')
})

test('Mexico ended summer time in 2022 and its border municipalities did not', () => {
  const one = term(1, 'calendar_days')
  assert.equal(clockOf(one, happened(['start', '2022-06-14']), mx).dueAt, '2022-06-16T05:00:00.000Z')
  assert.equal(clockOf(one, happened(['start', '2023-06-14']), mx).dueAt, '2023-06-16T06:00:00.000Z')
  assert.equal(clockOf(one, happened(['start', '2023-06-14']), border).dueAt, '2023-06-16T06:00:00.000Z')
  assert.equal(clockOf(one, happened(['start', '2023-01-14']), border).dueAt, '2023-01-16T07:00:00.000Z')
  // An instant late in the evening belongs to the local day.
  assert.equal(due(one, happened(['start', '2026-03-05T05:30:00Z']), mx), '2026-03-05')
})

test('recomputed under an earlier edition a clock says which it used, and may end on another day', () => {
  const old = openCalendar(read('us-federal'), '2021-01-01')
  const clock = clockOf(term(1, 'working_days'), happened(['start', '2026-06-18']), old)
  assert.deepEqual([clock.dueOn, clock.edition], ['2026-06-19', 'usc-1983'])
  const now = clockOf(term(1, 'working_days'), happened(['start', '2026-06-18']))
  assert.deepEqual([now.dueOn, now.edition], ['2026-06-22', 'usc-2021'])
})

test('every count explains itself: the start, the days not counted, the end', () => {
  const { steps } = clockOf(term(3, 'working_days'), happened(['start', '2026-01-15']))
  assert.deepEqual(
    steps.map(({ code, from, to, count }) => [code, from ?? to ?? count]),
    [
      ['start', '2026-01-15'],
      ['first_day_excluded', '2026-01-15'],
      ['holiday', '2026-01-19'],
      ['skipped', 3],
      ['count_working_days', '2026-01-21'],
      ['ends', '2026-01-21'],
    ],
  )
})

test('working days, counted another way: as many working days lie behind the start as the term says', () => {
  fc.assert(
    fc.property(fc.integer({ min: dayOf('1990-01-01'), max: dayOf('2060-01-01') }), fc.integer({ min: 1, max: 120 }), (day, count) => {
      const end = dayOf(due(term(count, 'working_days'), happened(['start', isoOf(day)])) ?? '')
      let found = 0
      for (let one = day + 1; one <= end; one++) if (us.isWorking(one)) found++
      assert.equal(found, count)
      assert.ok(us.isWorking(end))
    }),
  )
})

test('a longer pause never makes the end earlier, and moves it by its length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 59 }), fc.integer({ min: 0, max: 400 }), (at, length) => {
      const start = dayOf('2026-01-01')
      const events = happened(['start', isoOf(start)], ['amparo', isoOf(start + at)], ['lifted', isoOf(start + at + length)])
      assert.equal(due(rule, events), isoOf(start + 60 + length))
    }),
  )
})

test('a term without a length ends on the day that its start states, and without one is not computed', () => {
  const stated = term(0, 'stated', { pauses: [], extension: null })
  const asked = { code: 'start', at: '2026-01-05T15:00:00Z', until: '2026-01-20' }
  assert.equal(due(stated, [asked]), '2026-01-20')
  const none = computeLegalClock(stated, happened(['start', '2026-01-05']), us, '2026-01-06T00:00:00Z')
  assert.deepEqual(none, { ok: false, needs: 'stated_day', events: ['start'] })
})

test('what ends a custody ends its clock: nobody met it, nobody is late, and what was late stays late', () => {
  const held = { ...rule, ends: ['let_go'] }
  const at = (...said: (readonly [string, string])[]) => {
    const { state, stoppedOn, left, late } = clockOf(held, happened(['start', '2026-01-01'], ...said), us, '2026-08-01T00:00:00Z')
    return [state, stoppedOn, left, late]
  }
  assert.deepEqual(at(['let_go', '2026-01-20']), ['ended', '2026-01-20', null, null])
  assert.deepEqual(at(['let_go', '2026-01-20'], ['stop', '2026-02-10']), ['ended', '2026-01-20', null, null])
  assert.deepEqual(at(['stop', '2026-01-10'], ['let_go', '2026-01-20']), ['met', '2026-01-10', null, null])
  assert.deepEqual(at(['amparo', '2026-01-11'], ['let_go', '2026-01-20']), ['ended', '2026-01-20', null, null])
  assert.deepEqual(at(['let_go', '2026-03-20']), ['missed', '2026-03-20', null, 'us'])
})

test('a clock of rounds counts the round of the last start; another counts the first alone', () => {
  const rounds = happened(['start', '2026-01-05'], ['stop', '2026-01-10'], ['start', '2026-02-01'])
  const ten = term(10, 'calendar_days', { cure: null })
  assert.deepEqual(
    [clockOf({ ...ten, again: true }, rounds).dueOn, clockOf({ ...ten, again: true }, rounds).stoppedOn],
    ['2026-02-11', null],
  )
  assert.deepEqual([clockOf(ten, rounds).dueOn, clockOf(ten, rounds).stoppedOn], ['2026-01-15', '2026-01-10'])
  const answered = [...rounds, ...happened(['stop', '2026-02-12'])]
  assert.equal(clockOf({ ...ten, again: true }, answered, us, '2026-03-01T00:00:00Z').state, 'late')
})

test('minutes and seconds run like hours, to the instant', () => {
  const at = (unit: 'seconds' | 'minutes') => clockOf(term(90, unit), [{ code: 'start', at: '2026-03-08T09:59:30Z' }]).dueAt
  assert.deepEqual([at('seconds'), at('minutes')], ['2026-03-08T10:01:00.000Z', '2026-03-08T11:29:30.000Z'])
})
