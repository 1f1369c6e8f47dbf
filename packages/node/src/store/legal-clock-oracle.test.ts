import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addMonths, computeLegalClock, isoOf, type LegalClockRule, openCalendar, type TermUnit, type WorkDays } from '@enlace/policy'
import { readLawPacks } from './instrument-packs.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

/** A second opinion on dates and hours: PostgreSQL's own calendar and its own copy of the zones, over many drawn days. */
let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(async () => await db?.dispose())

const label = { es: 'x', en: 'x' }
const base: LegalClockRule = {
  id: 'r',
  title: label,
  article: '1',
  source: 'a test',
  verified: true,
  methodVerified: true,
  standing: 'law',
  nature: 'duty',
  owner: 'us',
  authority: null,
  starts: ['start'],
  stops: ['stop'],
  ends: [],
  again: false,
  runsFor: null,
  term: { count: 1, unit: 'calendar_days' },
  firstDay: 'excluded',
  lastDay: 'stays',
  monthEnd: 'down',
  calendar: 'us',
  pauses: [],
  extension: null,
  cure: null,
  atEnd: { title: label, yields: null },
}

/** The same draws in every run (a linear congruence), so that a failure comes again. */
function draws(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function due(unit: TermUnit, count: number, at: string, calendar: WorkDays): { readonly on: string; readonly at: string } {
  const answer = computeLegalClock({ ...base, term: { count, unit } }, [{ code: 'start', at }], calendar, at)
  assert.ok(answer.ok)
  return { on: answer.clock.dueOn ?? '', at: answer.clock.dueAt ?? '' }
}

test('months and years end on the day that PostgreSQL gives, for 20,000 drawn days', async () => {
  const draw = draws(20_261_122)
  const cases = Array.from({ length: 20_000 }, () => ({ day: isoOf(draw(80_000) - 20_000), months: draw(240) - 60 }))
  const rows = await db.sql<{ end: string }[]>`
    select to_char(day::date + make_interval(months => months), 'YYYY-MM-DD') as end
    from unnest(${cases.map(({ day }) => day)}::text[], ${cases.map(({ months }) => months)}::int[]) with ordinality as t(day, months, n)
    order by n`
  const wrong = cases.filter(({ day, months }, i) => {
    const end = addMonths(Date.parse(`${day}T00:00:00Z`) / 86_400_000, months, 'down')
    return end === undefined || isoOf(end) !== rows[i]?.end
  })
  assert.deepEqual(wrong, [])
})

test('the last instant of a term is the one that PostgreSQL has in each zone, across every change of the clocks', async () => {
  const packs = readLawPacks()
  const federal = packs.calendars.get('mx-federal')
  assert.ok(federal !== undefined)
  // The two capitals, the border on both sides, a zone without summer time and one that left it in 2022.
  const zones = [
    'America/Mexico_City',
    'America/New_York',
    'America/Tijuana',
    'America/Ciudad_Juarez',
    'America/Phoenix',
    'America/Chihuahua',
  ]
  const draw = draws(7)
  const calendars = new Map(zones.map((zone) => [zone, openCalendar({ ...federal, zone })]))
  const cases = Array.from({ length: 6_000 }, () => ({
    zone: zones[draw(zones.length)] ?? '',
    ms: Date.UTC(2000, 0, 1) + draw(36 * 366 * 24 * 4) * 900_000,
    count: 1 + draw(90),
  }))
  const rows = await db.sql<{ end: Date; day: string; hours: Date }[]>`
    select to_char((at at time zone zone)::date + count, 'YYYY-MM-DD') as day,
      ((at at time zone zone)::date + count + 1)::timestamp at time zone zone as end,
      at + make_interval(hours => count) as hours
    from unnest(${cases.map(({ ms }) => new Date(ms).toISOString())}::timestamptz[], ${cases.map(({ zone }) => zone)}::text[],
      ${cases.map(({ count }) => count)}::int[]) with ordinality as t(at, zone, count, n)
    order by n`
  const wrong = cases.filter(({ zone, ms, count }, i) => {
    const calendar = calendars.get(zone)
    assert.ok(calendar !== undefined)
    const [days, hours] = [
      due('calendar_days', count, new Date(ms).toISOString(), calendar),
      due('hours', count, new Date(ms).toISOString(), calendar),
    ]
    return days.on !== rows[i]?.day || days.at !== rows[i]?.end.toISOString() || hours.at !== rows[i]?.hours.toISOString()
  })
  assert.deepEqual(wrong, [])
})

test('working days end where PostgreSQL counts them, under every edition of every calendar', async () => {
  const draw = draws(41)
  for (const pack of readLawPacks().calendars.values())
    for (const edition of pack.editions) {
      const calendar = openCalendar(pack, edition.known)
      const first = Math.floor(Date.UTC(2015, 0, 1) / 86_400_000)
      const holidays = Array.from({ length: 20 * 366 }, (_, i) => first + i).filter((day) => calendar.holiday(day) !== undefined)
      const cases = Array.from({ length: 50 }, () => ({ day: isoOf(first + draw(18 * 365)), count: 1 + draw(60) }))
      const rows = await db.sql<{ end: string }[]>`
        with working as (
          select d::date as day, row_number() over (order by d) as nth
          from generate_series('2015-01-01'::date, '2036-01-01'::date, '1 day') as d
          where extract(isodow from d) <= 5 and not d::date = any(${holidays.map(isoOf)}::text[]::date[])
        )
        select to_char(w.day, 'YYYY-MM-DD') as end
        from unnest(${cases.map(({ day }) => day)}::text[], ${cases.map(({ count }) => count)}::int[]) with ordinality as t(day, count, n)
        join working w on w.nth = t.count + (select count(*) from working before where before.day <= t.day::date)
        order by n`
      const wrong = cases.filter(({ day, count }, i) => due('working_days', count, day, calendar).on !== rows[i]?.end)
      assert.deepEqual(wrong, [], `${pack.id} ${edition.id}`)
    }
})
