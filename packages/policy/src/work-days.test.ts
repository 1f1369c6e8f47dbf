import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type CalendarPack, dayOf, isoOf, openCalendar, parseCalendarPack } from './index.ts'

const read = (id: string): CalendarPack => {
  const pack = parseCalendarPack(readFileSync(new URL(`../../../packs/calendars/${id}.json`, import.meta.url)))
  assert.ok(pack.ok, JSON.stringify(pack))
  return pack.value
}
const daysOff = (id: string, year: number, knownOn?: string): string[] => {
  const calendar = openCalendar(read(id), knownOn)
  const first = dayOf(`${year}-01-01`)
  const days = Array.from({ length: 366 }, (_, i) => first + i).filter((day) => isoOf(day).startsWith(`${year}`))
  return days.filter((day) => calendar.holiday(day) !== undefined).map((day) => isoOf(day).slice(5))
}

// The Office of Personnel Management's published tables.
const federal: readonly (readonly [number, string])[] = [
  [2020, '01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25'],
  [2021, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
  [2022, '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26'],
  [2024, '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25'],
  [2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'],
  [2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
]
for (const [year, expected] of federal)
  test(`federal holidays of ${year} as they were kept`, () => assert.equal(daysOff('us-federal', year).join(' '), expected))

// Compulsory days of rest, article 74 of the Federal Labour Law, worked by hand.
const mexican: readonly (readonly [number, string])[] = [
  [2005, '01-01 02-05 03-21 05-01 09-16 11-20 12-25'],
  [2006, '01-01 02-06 03-20 05-01 09-16 11-20 12-01 12-25'],
  [2018, '01-01 02-05 03-19 05-01 09-16 11-19 12-01 12-25'],
  [2024, '01-01 02-05 03-18 05-01 09-16 10-01 11-18 12-25'],
  [2026, '01-01 02-02 03-16 05-01 09-16 11-16 12-25'],
  [2030, '01-01 02-04 03-18 05-01 09-16 10-01 11-18 12-25'],
]
for (const [year, expected] of mexican)
  test(`Mexican days of rest of ${year}`, () => assert.equal(daysOff('mx-federal', year).join(' '), expected))

test('an edition knows what was published by its day and nothing later', () => {
  assert.ok(!daysOff('us-federal', 2022, '2021-06-16').includes('06-20'))
  assert.ok(daysOff('us-federal', 2022, '2021-06-17').includes('06-20'))
  // Before the reform of 2024 the sixth year's day was expected in December.
  assert.ok(daysOff('mx-federal', 2030, '2024-09-29').includes('12-01'))
  assert.ok(!daysOff('mx-federal', 2030, '2024-09-30').includes('12-01'))
  assert.ok(daysOff('mx-federal', 2010, '2005-12-31').includes('02-05'))
  assert.equal(openCalendar(read('us-federal'), '2000-01-01').edition.id, 'usc-1983')
  assert.equal(openCalendar(read('us-federal'), '1960-01-01').edition.id, 'usc-1978')
})

test('Easter moves the holy days, and a recess is every day of its span', () => {
  assert.ok(['04-02', '04-03'].every((day) => daysOff('mx-judicial', 2026).includes(day)))
  assert.ok(['03-28', '03-29'].every((day) => daysOff('mx-judicial', 2024).includes(day)))
  assert.deepEqual(
    daysOff('mx-supreme-court', 2026).filter((day) => day.startsWith('07')),
    Array.from({ length: 16 }, (_, i) => `07-${i + 16}`),
  )
})

test('a calendar that does not read is refused and names the place', () => {
  const good = JSON.parse(readFileSync(new URL('../../../packs/calendars/us-federal.json', import.meta.url), 'utf8'))
  const bad: readonly (readonly [string, (pack: typeof good) => void])[] = [
    [
      '/zone',
      (pack) => {
        pack.zone = 'America/Nowhere'
      },
    ],
    [
      '/editions',
      (pack) => {
        pack.editions.reverse()
      },
    ],
    [
      '/rules',
      (pack) => {
        pack.rules.push(pack.rules[0])
      },
    ],
    [
      '/rules/0/from',
      (pack) => {
        pack.rules[0].from = '2026-02-30'
      },
    ],
    [
      '/rules/0/when/date',
      (pack) => {
        pack.rules[0].when.date = '13-01'
      },
    ],
    [
      '/rules/1/when/nth',
      (pack) => {
        pack.rules[1].when.nth = 0
      },
    ],
    [
      '/rules/0/observed',
      (pack) => {
        pack.rules[0].observed = 'whenever'
      },
    ],
    [
      '/rules/0/title/es',
      (pack) => {
        delete pack.rules[0].title.es
      },
    ],
  ]
  for (const [field, spoil] of bad) {
    const pack = structuredClone(good)
    spoil(pack)
    const read = parseCalendarPack(Buffer.from(JSON.stringify(pack)))
    assert.ok(!read.ok, field)
    assert.equal(read.detail?.field, field)
  }
  assert.ok(!parseCalendarPack(Buffer.from('{')).ok)
})
