import { accept, type Json, parseJson, type Result, refuse } from '@enlace/core'
import { monthEnds } from './civil-day.ts'
import {
  type AddressedOffice,
  type ClockCure,
  type ClockExtension,
  type ClockPause,
  elapsedMs,
  type Instrument,
  type LegalClockRule,
  type Sourced,
  type Term,
  termUnits,
} from './instrument.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'
import { readBoth } from './parse-calendar.ts'

const code = /^[a-z][a-z0-9_-]{0,63}$/
const characters = [
  'treaty',
  'executive_agreement',
  'inter_institutional',
  'memorandum',
  'non_binding',
  'statute',
  'directive',
  'service_level',
] as const
/** Longest term of each unit: beyond it nobody waits, and a slip of the pen is likelier. */
const longest = {
  seconds: 86_400,
  minutes: 10_080,
  hours: 8_760,
  calendar_days: 3_660,
  working_days: 2_000,
  months: 240,
  years: 100,
} as const

type Reader = ReturnType<typeof readMembers>
type Reading = { readonly problems: PackProblem[]; readonly pauses: ReadonlyMap<string, ClockPause> }

/**
 * Reads `packs/instruments/<id>.json` (docs/formats/instruments.md). Never throws; what this node does not understand is refused whole, because a wrong
 * deadline is worse than none. Every event that a clock names has words, so that no code reaches a screen.
 */
export function parseInstrument(json: Uint8Array): Result<Instrument, 'instrument_not_json' | 'instrument_invalid'> {
  const parsed = parseJson(json, { maxBytes: 524_288, maxDepth: 10 })
  if (!parsed.ok) return refuse('instrument_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const read = readMembers(parsed.value.value, '', problems)
  const listed = (name: string) => read.list(name, 0, (item, at) => readMembers(item, at, problems))
  const pauses = new Map(
    listed('pauses')
      .map((pause) => readPause(pause, problems))
      .map((pause) => [pause.id, pause]),
  )
  const reading: Reading = { problems, pauses }
  const both = (reader: Reader, name: string) => readBoth(reader, name, problems)
  const validity = readMembers(read.member('validity').value, '/validity', problems)
  const instrument: Instrument = {
    id: read.text('id', code),
    title: both(read, 'title'),
    short: both(read, 'short'),
    character: read.choice('character', characters),
    parties: read.texts('parties', code, 0),
    reference: read.text('reference'),
    note: both(read, 'note'),
    validity: {
      ...readSourced(validity),
      from: validity.day('from'),
      until: validity.has('until') ? validity.day('until') : null,
      note: both(validity, 'note'),
    },
    calendars: read.each('calendars', (item, at) => readMembers({ id: item }, at, problems).text('id', code)),
    beside: read.each('beside', (item, at) => readMembers({ ids: item }, at, problems).texts('ids', code, 0)),
    events: read.each('events', (item, at) => {
      const event = readMembers(item, at, problems)
      return { es: event.text('es'), en: event.text('en') }
    }),
    authorities: listed('authorities').map((one) => ({
      id: one.text('id', code),
      party: one.text('party', code),
      name: both(one, 'name'),
      does: both(one, 'does'),
      ...(one.has('addressed') ? { addressed: readAddressed(one, problems) } : {}),
    })),
    articles: listed('articles').map((one) => ({ ...readSourced(one), says: both(one, 'says') })),
    documents: listed('documents').map((one) => ({
      ...readSourced(one),
      id: one.text('id', code),
      title: both(one, 'title'),
      when: both(one, 'when'),
    })),
    refusals: listed('refusals').map((one) => ({
      ...readSourced(one),
      id: one.text('id', code),
      title: both(one, 'title'),
      binding: one.choice('binding', ['must', 'may']),
      says: both(one, 'says'),
    })),
    clocks: listed('clocks').map((one) => readClock(one, reading)),
  }
  problems.push(...looseEnds(instrument))
  const [problem] = problems
  return problem === undefined ? accept(instrument) : refuse('instrument_invalid', problem)
}

function readSourced(reader: Reader): Sourced {
  return { article: reader.text('article'), source: reader.text('source'), verified: reader.flag('verified') }
}

function readAddressed(authority: Reader, problems: PackProblem[]): AddressedOffice {
  const { value, at } = authority.member('addressed')
  const addressed = readMembers(value, at, problems)
  return {
    as: addressed.choice('as', ['foreign_ministry', 'central_authority']),
    name: readBoth(addressed, 'name', problems),
    article: readBoth(addressed, 'article', problems),
  }
}

function readTerm(value: Json | undefined, at: string, problems: PackProblem[]): Term {
  const term = readMembers(value, at, problems)
  const unit = term.choice('unit', termUnits)
  return { unit, count: unit === 'stated' ? 0 : term.count('count', 1, longest[unit]) }
}

function readPause(pause: Reader, problems: PackProblem[]): ClockPause {
  return {
    ...readSourced(pause),
    id: pause.text('id', code),
    title: readBoth(pause, 'title', problems),
    by: pause.texts('by', code, 1),
    until: pause.texts('until', code, 1),
    needs: pause.choices('needs', ['court', 'number'], 0),
  }
}

function readClock(clock: Reader, { problems, pauses }: Reading): LegalClockRule {
  const termAt = clock.member('term')
  const end = readMembers(clock.member('at_end').value, clock.member('at_end').at, problems)
  const paused = clock.has('paused_by') ? clock.texts('paused_by', code, 0) : []
  for (const id of paused) if (!pauses.has(id)) problems.push({ field: clock.member('paused_by').at, wanted: 'ids of `pauses`' })
  return {
    ...readSourced(clock),
    id: clock.text('id', code),
    title: readBoth(clock, 'title', problems),
    standing: clock.choice('standing', ['law', 'agreed', 'proposed']),
    methodVerified: clock.flag('method_verified'),
    nature: clock.choice('nature', ['duty', 'right', 'custody']),
    owner: clock.text('owner', code),
    authority: clock.has('authority') ? clock.text('authority', code) : null,
    starts: clock.texts('starts', code, 1),
    stops: clock.texts('stops', code, 1),
    ends: clock.has('ends') ? clock.texts('ends', code, 1) : [],
    again: clock.has('again') ? clock.flag('again') : false,
    runsFor: clock.has('runs_for') ? clock.text('runs_for', code) : null,
    term: readTerm(termAt.value, termAt.at, problems),
    firstDay: clock.choice('first_day', ['excluded', 'included']),
    lastDay: clock.choice('last_day', ['stays', 'next_working']),
    monthEnd: clock.has('month_end') ? clock.choice('month_end', monthEnds) : 'down',
    calendar: clock.text('calendar', code),
    pauses: paused.flatMap((id) => pauses.get(id) ?? []),
    extension: clock.has('extension') ? readExtension(clock, problems) : null,
    cure: clock.has('cure') ? readCure(clock, problems) : null,
    atEnd: { title: readBoth(end, 'title', problems), yields: end.has('yields') ? end.text('yields', code) : null },
  }
}

function readExtension(clock: Reader, problems: PackProblem[]): ClockExtension {
  const { value, at } = clock.member('extension')
  const extension = readMembers(value, at, problems)
  return {
    ...readSourced(extension),
    by: extension.texts('by', code, 1),
    count: extension.count('count', 1, 3_660),
    times: extension.count('times', 1, 20),
  }
}

function readCure(clock: Reader, problems: PackProblem[]): ClockCure {
  const { value, at } = clock.member('cure')
  const cure = readMembers(value, at, problems)
  const within = cure.has('within') ? readTerm(cure.member('within').value, `${at}/within`, problems) : null
  if (within !== null && (within.unit === 'stated' || elapsedMs(within) !== undefined))
    problems.push({ field: `${at}/within/unit`, wanted: 'days, months or years' })
  return { ...readSourced(cure), by: cure.texts('by', code, 1), within, title: readBoth(cure, 'title', problems) }
}

/** What names something that the pack does not have. */
function looseEnds(instrument: Instrument): PackProblem[] {
  const { clocks, events, authorities } = instrument
  const sides = ['requesting', 'requested']
  const known = new Set([...instrument.parties, ...sides, 'person', 'holder'])
  const problems: PackProblem[] = []
  if (new Set(clocks.map(({ id }) => id)).size !== clocks.length) problems.push({ field: '/clocks', wanted: 'each id once' })
  for (const [i, clock] of clocks.entries()) {
    const named = [
      ...clock.starts,
      ...clock.stops,
      ...clock.ends,
      ...clock.pauses.flatMap(({ by, until }) => [...by, ...until]),
      ...(clock.extension?.by ?? []),
      ...(clock.cure?.by ?? []),
      ...(clock.atEnd.yields === null ? [] : [clock.atEnd.yields]),
    ]
    const field = `/clocks/${i}`
    for (const name of named) if (events[name] === undefined) problems.push({ field, wanted: `words for the event ${name}` })
    if (clock.authority !== null && !authorities.some(({ id }) => id === clock.authority))
      problems.push({ field: `${field}/authority`, wanted: 'one of the authorities' })
    if (clock.term.unit === 'stated' && (clock.extension !== null || clock.pauses.length > 0))
      problems.push({ field: `${field}/term`, wanted: 'a length, where it is extended or paused' })
    // Nobody asks anybody there, so no side could say which calendar counts.
    if (clock.runsFor !== null && elapsedMs(clock.term) === undefined && sides.includes(clock.calendar))
      problems.push({ field: `${field}/calendar`, wanted: 'a calendar by its id' })
    if (!known.has(clock.owner)) problems.push({ field: `${field}/owner`, wanted: [...known].join(' | ') })
  }
  return problems
}
