import { type ClockStepView, type SimulatedClockView, type SimulationAnswer, type SimulationRequest, simulationRequest } from '@enlace/api'
import { utf8 } from '@enlace/core'
import type { Cell, SheetPart } from '@enlace/documents'
import { simulate } from './clock-routes.ts'
import { readJson } from './mount.ts'
import { both, day, due, facts, heading, inLine, note, party, say, several, text } from './print-cells.ts'
import type { SheetPrint } from './print-sheets.ts'
import { compileShape } from './shape-check.ts'

type Values = Readonly<Record<string, string | number | Cell>>

const word = (key: string, values: Values = {}, code = key) => say('clocks', key, values, code)
const maxPlanBytes = 65_536
const checkPlan = compileShape(simulationRequest, 'parameter_invalid')
const lineNames = ['A', 'B', 'C', 'D']

/** A simulation: what falls due when on each line of events, each clock with its article, its source or the word unverified, its count, the days off. */
export const simulationPrint: SheetPrint = {
  source: ({ of, desk }) => {
    const plan = readJson(utf8(of.get('plan') ?? ''), maxPlanBytes).value
    checkPlan(plan)
    return { answer: JSON.stringify(simulate(desk, plan as SimulationRequest)) }
  },
  read: (payload, { of }) => {
    const answer: SimulationAnswer = JSON.parse(payload)
    const plan: SimulationRequest = JSON.parse(of.get('plan') ?? '')
    return {
      tlps: [],
      parts: [
        note('warn', word('notLaw'), word('notLaw.detail')),
        facts(
          [word('law'), several(...answer.instruments.map(({ title }) => both(title)))],
          [word('requesting'), party(answer.requesting)],
          [word('requested'), party(answer.requested)],
          [
            word('calendars'),
            several(...answer.calendars.map(({ title, edition }) => word('edition', { calendar: both(title), known: day(edition.known) }))),
          ],
        ),
        heading(word('compared')),
        compared(answer),
        ...answer.lines.flatMap(({ clocks }, i) => [
          heading(word('line', { name: lineNames[i] ?? '' })),
          ...suppose(plan.lines[i]?.events ?? [], answer),
          ...(clocks.length === 0 ? [note('plain', word('line.nothing'))] : clocks.flatMap((clock) => counted(clock, answer))),
        ]),
        ...answer.calendars.flatMap(({ id, title }): SheetPart[] => {
          const off = answer.daysOff.filter(({ calendar }) => calendar === id)
          return [
            heading(word('daysOff', { calendar: both(title), count: off.length }), 2),
            { type: 'list', items: off.map((one) => inLine(': ', day(one.on), both(one.title))) },
          ]
        }),
      ],
    }
  },
}

type Lines = SimulationRequest['lines'][number]['events']

function suppose(events: Lines, answer: SimulationAnswer): SheetPart[] {
  return events.length === 0
    ? []
    : [
        facts(
          ...[...events]
            .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
            .map(
              ({ code, at, until }) =>
                [
                  at.length === 10 ? day(at) : ({ type: 'instant', value: at } as const),
                  several(eventOf(code, answer), ...(until === undefined ? [] : [inLine(': ', word('event.until'), day(until))])),
                ] as const,
            ),
        ),
      ]
}

/** Every clock once, each line of events a column. */
function compared(answer: SimulationAnswer): SheetPart {
  const { lines } = answer
  const [clock, owner] = [34, 18]
  const share = (100 - clock - owner) / Math.max(1, lines.length)
  return {
    type: 'table',
    caption: word('compared'),
    columns: [
      { title: word('clock'), share: clock },
      { title: word('owner'), share: owner },
      ...lines.map((_, i) => ({ title: lines.length === 1 ? word('due') : word('line', { name: lineNames[i] ?? '' }), share })),
    ],
    rows: (lines[0]?.clocks ?? []).map((row) => [
      several(both(row.title), inLine(' · ', lawOf(row, answer), termOf(row)), whence(row)),
      several(ownerOf(row.owner), row.authority === null ? text('') : both(row.authority)),
      ...lines.map(({ clocks }) => {
        const found = clocks.find(({ id, instrument }) => id === row.id && instrument === row.instrument)
        return found === undefined ? text('') : dueOf(found, answer)
      }),
    ]),
  }
}

function dueOf(clock: SimulatedClockView, answer: SimulationAnswer): Cell {
  const { needs, assumes, late, left, lacks } = clock
  return several(
    due(clock.dueAt, clock.lastDay),
    word(`state.${clock.state}`),
    ...(late === null ? [] : [word('late', { who: ownerOf(late) })]),
    ...(left === null ? [] : [word('left', { count: left })]),
    ...(lacks.length === 0 ? [] : [word('lacks')]),
    ...(needs === null
      ? []
      : [word(`needs.${needs.what}`, { events: inLine(' / ', ...needs.events.map((code) => eventOf(code, answer))) }, needs.what)]),
    ...(assumes === null ? [] : [word('assumes', { event: eventOf(assumes.event, answer), on: day(assumes.on) })]),
  )
}

/** How one clock was counted, step by step, what happens at its end, and where its rule stands. */
function counted(clock: SimulatedClockView, answer: SimulationAnswer): SheetPart[] {
  if (clock.startedOn === null) return []
  return [
    heading(both(clock.title), 2),
    facts(
      [word('due'), dueOf(clock, answer)],
      [word('steps'), several(...clock.steps.map((step) => stepOf(step, answer)))],
      [word('law'), several(lawOf(clock, answer), whence(clock), word('source', { source: clock.source }))],
      [say('documents', 'sheet.end'), several(both(clock.atEnd), clock.cure === null ? text('') : both(clock.cure))],
    ),
  ]
}

function stepOf({ code, event, from, to, count = 0, title, court, number }: ClockStepView, answer: SimulationAnswer): Cell {
  const key = code === 'rolls' && title !== undefined ? 'rolls_holiday' : code
  const said = word(
    `step.${key}`,
    {
      from: day(from),
      to: day(to),
      count,
      title: title === undefined ? '' : both(title),
      event: event === undefined ? '' : eventOf(event, answer),
    },
    code,
  )
  return court === undefined && number === undefined
    ? said
    : inLine(' ', said, word('step.court', { court: court ?? '', number: number ?? '' }))
}

/** Where a rule stands, and whether anybody read it there. */
function whence({ standing, article, verified, methodVerified }: SimulatedClockView): Cell {
  return inLine(
    ' · ',
    standing === 'proposed' ? word('proposed') : word('article', { article }),
    word(verified ? 'verified' : 'unverified'),
    ...(verified && !methodVerified ? [word('method_unverified')] : []),
  )
}

function lawOf({ instrument }: SimulatedClockView, { instruments }: SimulationAnswer): Cell {
  const found = instruments.find(({ id }) => id === instrument)
  return found === undefined ? text(instrument) : both(found.short)
}

function termOf({ term: { count, unit } }: SimulatedClockView): Cell {
  return word(`unit.${unit}`, { count }, `${count} ${unit}`)
}

function ownerOf(owner: string): Cell {
  return ['person', 'holder', 'requesting', 'requested'].includes(owner) ? word(`owner.${owner}`) : party(owner)
}

function eventOf(code: string, { events }: SimulationAnswer): Cell {
  const name = events[code]
  return name === undefined ? text(code) : both(name)
}
