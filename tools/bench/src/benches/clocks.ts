import { readLawPacks } from '@enlace/node/test-support'
import { computeLegalClock, isoOf, type LegalEvent, openCalendar } from '@enlace/policy'
import { type BenchResult, quantile } from '../figure.ts'

const rounds = 5

/** Every clock of every shipped instrument, counted for a hundred thousand cases, some of them paused. */
export async function benchClocks(records = 100_000): Promise<BenchResult> {
  const packs = readLawPacks()
  const calendars = new Map([...packs.calendars].map(([id, pack]) => [id, openCalendar(pack)]))
  const rules = [...packs.instruments.values()].flatMap((instrument) =>
    instrument.clocks.map((rule) => {
      const calendar = calendars.get(instrument.calendars.mx ?? rule.calendar) ?? calendars.get(rule.calendar)
      if (calendar === undefined) throw new RangeError(rule.calendar)
      return { rule, calendar }
    }),
  )
  const cases = Array.from({ length: records }, (_, i) => {
    const { rule, calendar } = rules[i % rules.length] ?? rules[0]!
    const day = isoOf(14_600 + (i % 7_300))
    const start: LegalEvent = { code: rule.starts[0] ?? '', at: `${day}T${String(i % 24).padStart(2, '0')}:15:00Z` }
    // A clock without a length of its own ends on the day that its start states.
    const events: LegalEvent[] = [rule.term.unit === 'stated' ? { ...start, until: isoOf(14_630 + (i % 7_300)) } : start]
    const [pause] = rule.pauses
    if (pause !== undefined && i % 3 === 0)
      events.push(
        { code: pause.by[0] ?? '', at: isoOf(14_602 + (i % 7_300)) },
        { code: pause.until[0] ?? '', at: isoOf(14_640 + (i % 7_300)) },
      )
    return { rule, calendar, events }
  })
  const times: number[] = []
  const work: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    const before = process.cpuUsage()
    let due = 0
    for (const { rule, calendar, events } of cases) {
      const answer = computeLegalClock(rule, events, calendar, '2026-01-01T00:00:00Z')
      if (answer.ok && answer.clock.dueOn !== null) due++
    }
    times.push((performance.now() - startedAt) / 1000)
    const { user, system } = process.cpuUsage(before)
    work.push((user + system) / 1e6)
    if (due !== records) throw new Error(`${records - due} clocks have no last day`)
  }
  return {
    bench: 'clocks',
    figures: [
      {
        name: `${records.toLocaleString('en')} clocks of shipped instruments counted and explained, first time`,
        value: times[0] ?? Number.NaN,
        unit: 's',
        bar: { is: 'at most', value: 2 },
      },
      { name: 'the same, median of five', value: quantile(times, 0.5), unit: 's' },
      { name: 'CPU of the first time', value: work[0] ?? Number.NaN, unit: 's', note: 'does not grow with what else the machine does' },
    ],
  }
}
