import { accept, type Json, parseJson, type Result, refuse } from '@enlace/core'
import type { BothLanguages } from './agreement.ts'
import type { Instrument } from './instrument.ts'
import { roles } from './may-do.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'
import {
  assuranceStates,
  moveNeeds,
  type RequestClock,
  type RequestCourse,
  type RequestForm,
  type RuleSource,
  waitingPlaces,
} from './request-form.ts'
import { workStates } from './state-of.ts'

const code = /^[a-z][a-z0-9_-]{0,63}$/
const bounds = { maxBytes: 262_144, maxDepth: 10 }
const sides = ['requesting', 'requested'] as const

type Refusal = 'request_pack_not_json' | 'request_pack_invalid'
type Reader = ReturnType<typeof readMembers>

/** Reads `packs/requests/courses/<id>.json`. Never throws; a course whose moves lead nowhere is refused. */
export function parseRequestCourse(json: Uint8Array): Result<RequestCourse, Refusal> {
  return readPack(json, (read, problems) => {
    const states = read.each('states', (item, at) => {
      const state = readMembers(item, at, problems)
      return {
        title: readTitle(state, problems),
        work: state.choice('work', workStates),
        turn: state.choice('turn', [...sides, 'nobody'] as const),
        ...(state.has('waits') ? { waits: state.choice('waits', waitingPlaces) } : {}),
      }
    })
    const known = (name: string, at: string) => {
      if (!Object.hasOwn(states, name)) problems.push({ field: at, wanted: 'a state of the course' })
    }
    const course: RequestCourse = {
      id: read.text('id', code),
      start: read.text('start', code),
      states,
      moves: read.list('moves', 1, (item, at) => {
        const move = readMembers(item, at, problems)
        const from = move.texts('from', code, 1)
        for (const name of from) known(name, `${at}/from`)
        const to = move.has('to') ? move.text('to', code) : undefined
        if (to !== undefined && to !== 'previous') known(to, `${at}/to`)
        return {
          step: move.text('step', code),
          by: move.choice('by', [...sides, 'either'] as const),
          from,
          ...(to === undefined ? {} : { to }),
          needs: move.choices('needs', moveNeeds, 0),
          offers: move.has('offers') ? move.choices('offers', moveNeeds, 0) : [],
          happens: move.has('happens') ? move.flag('happens') : false,
          earlier: move.has('earlier') ? move.flag('earlier') : false,
          assuranceIs: move.has('assurance_is') ? move.choices('assurance_is', assuranceStates, 1) : [],
          ...(move.has('title') ? { title: readTitle(move, problems) } : {}),
          roles: move.has('roles') ? move.choices('roles', roles, 1) : [],
          ...(move.has('note') ? { note: move.text('note', code) } : {}),
        }
      }),
    }
    known(course.start, '/start')
    return course
  })
}

/**
 * Reads `packs/requests/<id>.json` with the courses and instruments that it may name. Never throws; a rule that no instrument states is refused, as
 * is all that this node does not understand.
 */
export function parseRequestForm(
  json: Uint8Array,
  courses: readonly RequestCourse[],
  instruments: ReadonlyMap<string, Instrument>,
): Result<RequestForm, Refusal> {
  return readPack(json, (read, problems) => {
    const name = read.text('course', code)
    const course = courses.find(({ id }) => id === name)
    if (course === undefined) problems.push({ field: '/course', wanted: 'a course' })
    const readRule = readerOfRules(instruments)
    const grounds = read.list('grounds', 0, (item, at) => {
      const ground = readMembers(item, at, problems)
      return readRule(ground, at, problems, (id) => id.refusals)
    })
    const form: RequestForm = {
      id: read.text('id', code),
      order: read.count('order', 1, 1000),
      title: readTitle(read, problems),
      course: course ?? { id: '', start: '', states: {}, moves: [] },
      ...(read.has('note') ? { note: read.text('note', code) } : {}),
      needs: read.texts('needs', code, 0),
      instruments: read.texts('instruments', code, 0),
      documents: read.list('documents', 0, (item, at) => {
        const document = readMembers(item, at, problems)
        return {
          ...readRule(document, at, problems, (id) => id.documents),
          by: document.choice('by', sides),
          translation: document.flag('translation'),
          ...(document.has('when') ? { when: document.choice('when', ['trial', 'sentence'] as const) } : {}),
          ...(document.has('before') ? { before: document.text('before', code) } : {}),
        }
      }),
      grounds,
      clocks: read.list('clocks', 0, (item, at) => readClock(item, at, problems, instruments)).flat(),
      watch: read.list('watch', 0, (item, at) => {
        const watch = readMembers(item, at, problems)
        const ground = watch.text('ground', code)
        if (!grounds.some(({ id }) => id === ground)) problems.push({ field: `${at}/ground`, wanted: 'a ground' })
        return { id: watch.text('id', code), title: readTitle(watch, problems), ground, words: watch.texts('words', /\S/, 1) }
      }),
      ...(read.has('assurances') ? { assurances: read.text('assurances', code) } : {}),
      ...(read.has('offences') ? { offences: read.text('offences', code) } : {}),
      ...(read.has('limit') ? { limit: readLimit(read, problems) } : {}),
    }
    return form
  })
}

function readPack<T>(json: Uint8Array, read: (reader: Reader, problems: PackProblem[]) => T): Result<T, Refusal> {
  const parsed = parseJson(json, bounds)
  if (!parsed.ok) return refuse('request_pack_not_json', { ...parsed.detail, why: parsed.reason })
  const problems: PackProblem[] = []
  const pack = read(readMembers(parsed.value.value, '', problems), problems)
  const [problem] = problems
  return problem === undefined ? accept(pack) : refuse('request_pack_invalid', problem)
}

function readClock(item: Json, at: string, problems: PackProblem[], instruments: ReadonlyMap<string, Instrument>): RequestClock[] {
  const clock = readMembers(item, at, problems)
  const instrument = instruments.get(clock.text('instrument', code))
  const id = clock.text('clock', code)
  const rule = instrument?.clocks.find((one) => one.id === id)
  const { value, at: place } = clock.member('events')
  const named = readMembers(value, place, problems)
  const shared = {
    urgency: clock.has('urgency') ? clock.texts('urgency', code, 1) : [],
    asked: clock.has('asked') ? clock.texts('asked', code, 1) : [],
    events: Object.fromEntries(named.names.map((name) => [name, named.texts(name, code, 1)])),
  }
  const missing = named.names.find((name) => instrument !== undefined && !Object.hasOwn(instrument.events, name))
  if (missing !== undefined) problems.push({ field: `${at}/events/${missing}`, wanted: 'an event of the instrument' })
  if (instrument !== undefined && rule !== undefined)
    return [{ instrument: instrument.id, rule, words: instrument.events, calendars: instrument.calendars, ...shared }]
  problems.push({ field: `${at}/clock`, wanted: 'a clock of an instrument' })
  return []
}

type Named = RuleSource & { readonly id: string; readonly title: BothLanguages }

/** A rule with a title stands for itself; one without is an instrument's, which says its words and its article. */
function readerOfRules(instruments: ReadonlyMap<string, Instrument>) {
  return (
    rule: Reader,
    at: string,
    problems: PackProblem[],
    listOf: (instrument: Instrument) => readonly (Named & { readonly article: string })[],
  ): Named => {
    const id = rule.text('id', code)
    if (rule.has('title')) return { id, title: readTitle(rule, problems), ...readSource(rule) }
    const name = rule.text('instrument', code)
    const instrument = instruments.get(name)
    const stated = instrument === undefined ? undefined : listOf(instrument).find((one) => one.id === id)
    if (stated === undefined) problems.push({ field: `${at}/id`, wanted: 'a rule of the instrument' })
    const { title, article, verified } = stated ?? { title: { es: '', en: '' }, article: '', verified: false }
    return { id, title, instrument: name, article, verified }
  }
}

function readLimit(read: Reader, problems: PackProblem[]) {
  const { value, at } = read.member('limit')
  const limit = readMembers(value, at, problems)
  return {
    count: limit.count('count', 1, 10_000),
    hours: limit.count('hours', 1, 24 * 31),
    ...(limit.has('subjects') ? { subjects: limit.count('subjects', 1, 1_000) } : {}),
  }
}

function readSource(read: Reader): RuleSource {
  return {
    ...(read.has('instrument') ? { instrument: read.text('instrument', code) } : {}),
    ...(read.has('article') ? { article: read.text('article') } : {}),
    verified: read.flag('verified'),
  }
}

function readTitle(read: Reader, problems: PackProblem[]) {
  const { value, at } = read.member('title')
  const title = readMembers(value, at, problems)
  return { es: title.text('es'), en: title.text('en') }
}
