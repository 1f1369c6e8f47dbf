import { type Static, Type } from 'typebox'
import { code, count, day, instant, label, lastDay } from './parts.ts'

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const sourced = {
  article: Type.String(),
  source: Type.String({ description: 'Where the rule was read.' }),
  verified: Type.Boolean({ description: 'Whether whoever wrote the pack read it there; false is shown as unverified.' }),
}
const term = Type.Object({ count, unit: code })
const instrumentName = Type.Object({ id: code, title: label, short: label })

/** A clock of an instrument as its pack says it (docs/formats/instruments.md). */
export const legalClockRule = Type.Object({
  ...sourced,
  id: code,
  title: label,
  standing: code,
  methodVerified: Type.Boolean(),
  nature: Type.Union([Type.Literal('duty'), Type.Literal('right'), Type.Literal('custody')]),
  owner: code,
  authority: orNull(code),
  starts: Type.Array(code),
  stops: Type.Array(code),
  ends: Type.Array(code, { description: 'With these there is nothing left to count, and nobody was late.' }),
  again: Type.Boolean({ description: 'A start behind a stop begins the clock anew.' }),
  runsFor: orNull(code),
  term,
  firstDay: code,
  lastDay: code,
  monthEnd: code,
  calendar: code,
  pauses: Type.Array(Type.Object({ ...sourced, id: code, title: label, by: Type.Array(code), until: Type.Array(code) })),
  extension: orNull(Type.Object({ ...sourced, by: Type.Array(code), count, times: count })),
  cure: orNull(Type.Object({ ...sourced, by: Type.Array(code), within: orNull(term), title: label })),
  atEnd: label,
})
export type LegalClockRuleView = Static<typeof legalClockRule>

export const instrumentDetail = Type.Object({
  id: code,
  title: label,
  short: label,
  character: code,
  parties: Type.Array(code),
  reference: Type.String(),
  note: label,
  validity: Type.Object({ ...sourced, from: day, until: orNull(day), note: label }),
  beside: Type.Record(Type.String(), Type.Array(code)),
  events: Type.Record(Type.String(), label),
  authorities: Type.Array(Type.Object({ id: code, party: code, name: label, does: label })),
  articles: Type.Array(Type.Object({ ...sourced, says: label })),
  documents: Type.Array(Type.Object({ ...sourced, id: code, title: label, when: label })),
  refusals: Type.Array(Type.Object({ ...sourced, id: code, title: label, binding: code, says: label })),
  clocks: Type.Array(legalClockRule),
})
export type InstrumentDetail = Static<typeof instrumentDetail>

export const lawCalendar = Type.Object({
  id: code,
  party: code,
  title: label,
  note: label,
  zone: Type.String(),
  editions: Type.Array(Type.Object({ id: code, known: day, title: label })),
})

export const instrumentList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: code,
      title: label,
      short: label,
      character: code,
      parties: Type.Array(code),
      reference: Type.String(),
      from: day,
      until: orNull(day),
      clocks: count,
      runsFor: Type.Array(code, { description: 'Kinds of record, duties and tasks for which its clocks run by themselves.' }),
      unverified: Type.Integer({ minimum: 0, description: 'Rules that nobody read in a source.' }),
    }),
  ),
  calendars: Type.Array(lawCalendar),
})
export type InstrumentList = Static<typeof instrumentList>

/** Bounds of one simulation. */
export const maxSimulatedLines = 4
export const maxSimulatedEvents = 40

const simulatedEvent = Type.Object(
  {
    code,
    at: Type.String({ minLength: 10, maxLength: 35, description: 'A day (YYYY-MM-DD), or an instant where a term runs in hours.' }),
    until: Type.Optional(day),
    court: Type.Optional(Type.String({ maxLength: 200 })),
    number: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
)

export const simulationRequest = Type.Object(
  {
    instrument: code,
    requesting: Type.String({ pattern: '^[a-z]{2}$', description: 'The party that asks.' }),
    requested: Type.String({ pattern: '^[a-z]{2}$' }),
    now: Type.Optional(day),
    knownOn: Type.Optional(Type.String({ format: 'date', description: 'Count with the calendars as they were known on this day.' })),
    lines: Type.Array(
      Type.Object({ events: Type.Array(simulatedEvent, { maxItems: maxSimulatedEvents }) }, { additionalProperties: false }),
      {
        minItems: 1,
        maxItems: maxSimulatedLines,
        description: 'What happened, or is supposed to; several lines are compared.',
      },
    ),
  },
  { additionalProperties: false },
)
export type SimulationRequest = Static<typeof simulationRequest>

export const clockStep = Type.Object({
  code,
  event: Type.Optional(code),
  from: Type.Optional(day),
  to: Type.Optional(day),
  count: Type.Optional(Type.Integer()),
  title: Type.Optional(label),
  court: Type.Optional(Type.String()),
  number: Type.Optional(Type.String()),
})
export type ClockStepView = Static<typeof clockStep>

export const simulatedClock = Type.Object({
  ...sourced,
  instrument: code,
  id: code,
  title: label,
  standing: code,
  methodVerified: Type.Boolean(),
  nature: code,
  owner: code,
  authority: orNull(label),
  term,
  calendar: code,
  edition: code,
  state: Type.Union([
    Type.Literal('cannot_compute'),
    Type.Literal('foreseen'),
    Type.Literal('running'),
    Type.Literal('paused'),
    Type.Literal('met'),
    Type.Literal('late'),
    Type.Literal('missed'),
    Type.Literal('lapsed'),
    Type.Literal('cured'),
    Type.Literal('ended'),
  ]),
  needs: orNull(Type.Object({ what: code, events: Type.Array(code) })),
  assumes: orNull(Type.Object({ event: code, on: day, instrument: code, clock: code, title: label })),
  startedOn: orNull(day),
  dueOn: orNull(day),
  dueAt: orNull(instant),
  lastDay,
  stoppedOn: orNull(day),
  left: orNull(count),
  leftIn: code,
  late: orNull(code),
  lacks: Type.Array(Type.Object({ pause: code, what: Type.Array(code) })),
  steps: Type.Array(clockStep),
  atEnd: label,
  cure: orNull(label),
})
export type SimulatedClockView = Static<typeof simulatedClock>

export const simulationAnswer = Type.Object({
  instruments: Type.Array(instrumentName),
  requesting: code,
  requested: code,
  now: day,
  events: Type.Record(Type.String(), label),
  calendars: Type.Array(
    Type.Object({ id: code, party: code, title: label, zone: Type.String(), edition: Type.Object({ id: code, known: day, title: label }) }),
  ),
  daysOff: Type.Array(Type.Object({ calendar: code, on: day, title: label }), {
    description: 'Holidays between the first day and the last.',
  }),
  lines: Type.Array(Type.Object({ clocks: Type.Array(simulatedClock) })),
})
export type SimulationAnswer = Static<typeof simulationAnswer>
