import type { SimulatedClockView, SimulationAnswer, SimulationRequest } from '@enlace/api'
import { accept, type Result, refuse } from '@enlace/core'
import {
  dayOf,
  type Instrument,
  isoOf,
  lastDayOf,
  openCalendar,
  type SimulatedClock,
  simulateClocks,
  unitLeft,
  type WorkDays,
} from '@enlace/policy'
import type { LawPacks } from './instrument-packs.ts'
import { labelOf } from './say-label.ts'

const day = /^\d{4}-\d{2}-\d{2}$/
const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/
/** Days that a supposed event may be dated: beyond them a slip of the pen is likelier. */
const years = { from: '1970-01-01', until: '2199-12-31' } as const
/** Longest stretch of which holidays are listed. */
const maxListedDays = 1_500

export type PlayRefusal = 'instrument_unknown' | 'not_a_date' | 'not_one_of' | 'parties_equal'

/**
 * Plays a simulation with the packs of this node: checks what was asked, opens the calendars as they were known on a day, counts every clock of every
 * line. Pure but for the packs; `today` is the ISO day on which it is asked. Refusals name the member that is wrong.
 */
export function playClocks(packs: LawPacks, asked: SimulationRequest, today: string): Result<SimulationAnswer, PlayRefusal> {
  const main = packs.instruments.get(asked.instrument)
  if (main === undefined) return refuse('instrument_unknown', { field: '/instrument' })
  const { requesting, requested } = asked
  if (requesting === requested) return refuse('parties_equal', { field: '/requested' })
  const parties = [...new Set([...packs.calendars.values()].map(({ party }) => party))]
  for (const [field, party] of [['/requesting', requesting] as const, ['/requested', requested] as const])
    if (!parties.includes(party) || main.calendars[party] === undefined) return refuse('not_one_of', { field })
  const instruments = [main, ...(main.beside[requested] ?? []).flatMap((id) => packs.instruments.get(id) ?? [])]
  const events = Object.assign({}, ...instruments.map((one) => one.events)) as Instrument['events']
  for (const [field, given] of [['/now', asked.now] as const, ['/knownOn', asked.knownOn] as const])
    if (given !== undefined && !isDay(given)) return refuse('not_a_date', { field })
  for (const [i, line] of asked.lines.entries())
    for (const [j, event] of line.events.entries()) {
      const field = `/lines/${i}/events/${j}`
      if (!Object.hasOwn(events, event.code)) return refuse('not_one_of', { field: `${field}/code` })
      if (!isDay(event.at) && !isInstant(event.at)) return refuse('not_a_date', { field: `${field}/at` })
      if (event.until !== undefined && !isDay(event.until)) return refuse('not_a_date', { field: `${field}/until` })
    }

  const now = asked.now ?? today
  const opened = new Map<string, WorkDays>()
  const calendarOf = (id: string): WorkDays => {
    const pack = packs.calendars.get(id)
    if (pack === undefined) throw new RangeError(`no calendar ${id}`)
    const calendar = opened.get(id) ?? openCalendar(pack, asked.knownOn)
    opened.set(id, calendar)
    return calendar
  }
  const lines = asked.lines.map((line) =>
    simulateClocks({ instruments, requesting, requested, calendarOf, events: line.events, now: `${now}T12:00:00Z` }),
  )
  const shown = lines.map((clocks) => ({ clocks: clocks.map((one) => showClock(one, instruments)) }))
  return accept({
    instruments: instruments.map(({ id, title, short }) => ({ id, title: labelOf(title), short: labelOf(short) })),
    requesting,
    requested,
    now,
    events: Object.fromEntries(Object.entries(events).map(([code, words]) => [code, labelOf(words)])),
    calendars: [...opened.values()].map(({ id, party, zone, edition }) => ({
      id,
      party,
      zone,
      title: labelOf(packs.calendars.get(id)?.title ?? {}),
      edition: { id: edition.id, known: edition.known, title: labelOf(edition.title) },
    })),
    daysOff: listDaysOff([...opened.values()], shown),
    lines: shown,
  })
}

function showClock(one: SimulatedClock, instruments: readonly Instrument[]): SimulatedClockView {
  const { rule, clock, need, assumes } = one
  const instrument = instruments.find(({ id }) => id === one.instrument)
  const authority = instrument?.authorities.find(({ id }) => id === rule.authority)?.name
  const led = instruments.flatMap(({ clocks }) => clocks).find(({ id }) => id === assumes?.clock)
  return {
    instrument: one.instrument,
    id: rule.id,
    title: labelOf(rule.title),
    article: rule.article,
    source: rule.source,
    verified: rule.verified,
    methodVerified: rule.methodVerified,
    standing: rule.standing,
    nature: rule.nature,
    owner: one.owner,
    authority: authority === undefined ? null : labelOf(authority),
    term: { ...rule.term },
    calendar: one.calendar.id,
    edition: one.calendar.edition.id,
    state: clock === null ? 'cannot_compute' : assumes !== null && clock.state !== 'paused' ? 'foreseen' : clock.state,
    needs: need === null ? null : { what: need.needs, events: [...need.events] },
    assumes: assumes === null ? null : { ...assumes, title: labelOf(led?.title ?? {}) },
    startedOn: clock?.startedOn ?? null,
    dueOn: clock?.dueOn ?? null,
    dueAt: clock?.dueAt ?? null,
    lastDay: lastDayOf(rule, clock),
    stoppedOn: clock?.stoppedOn ?? null,
    left: clock?.left ?? null,
    leftIn: unitLeft(rule.term),
    late: assumes === null ? (clock?.late ?? null) : null,
    lacks: (clock?.lacks ?? []).map(({ pause, what }) => ({ pause, what: [...what] })),
    steps: (clock?.steps ?? []).map(({ title, ...step }) => ({ ...step, ...(title === undefined ? {} : { title: labelOf(title) }) })),
    atEnd: labelOf(rule.atEnd.title),
    cure: rule.cure === null ? null : labelOf(rule.cure.title),
  }
}

/** The holidays of every calendar from the first day of any clock to the last. */
function listDaysOff(calendars: readonly WorkDays[], lines: SimulationAnswer['lines']): SimulationAnswer['daysOff'] {
  const days = lines
    .flatMap(({ clocks }) => clocks.flatMap(({ startedOn, dueOn }) => [startedOn, dueOn].filter((one) => one !== null)))
    .sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const from = dayOf(first)
  const length = Math.min(dayOf(last) - from + 1, maxListedDays)
  return calendars.flatMap((calendar) =>
    Array.from({ length }, (_, i) => from + i).flatMap((on) => {
      const rule = calendar.holiday(on)
      return rule === undefined ? [] : [{ calendar: calendar.id, on: isoOf(on), title: labelOf(rule.title) }]
    }),
  )
}

function isDay(text: string): boolean {
  return day.test(text) && !Number.isNaN(dayOf(text)) && text >= years.from && text <= years.until
}

function isInstant(text: string): boolean {
  return instantShape.test(text) && !Number.isNaN(Date.parse(text)) && isDay(text.slice(0, 10))
}
