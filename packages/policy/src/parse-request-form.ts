import { accept, type Json, parseJson, type Result, refuse } from '@enlace/core'
import { roles } from './may-do.ts'
import { type PackProblem, readMembers } from './pack-reader.ts'
import { moveNeeds, type RequestCourse, type RequestForm, type RuleSource } from './request-form.ts'
import { workStates } from './state-of.ts'

const code = /^[a-z][a-z0-9_-]{0,63}$/
const bounds = { maxBytes: 262_144, maxDepth: 10 }
const maxSeconds = 10 * 366 * 86_400
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
          roles: move.has('roles') ? move.choices('roles', roles, 1) : [],
        }
      }),
    }
    known(course.start, '/start')
    return course
  })
}

/** Reads `packs/requests/<id>.json` with the courses it may name. Never throws; what this node does not understand is refused. */
export function parseRequestForm(json: Uint8Array, courses: readonly RequestCourse[]): Result<RequestForm, Refusal> {
  return readPack(json, (read, problems) => {
    const name = read.text('course', code)
    const course = courses.find(({ id }) => id === name)
    if (course === undefined) problems.push({ field: '/course', wanted: 'a course' })
    const grounds = read.list('grounds', 0, (item, at) => {
      const ground = readMembers(item, at, problems)
      return { id: ground.text('id', code), title: readTitle(ground, problems), ...readSource(ground) }
    })
    const form: RequestForm = {
      id: read.text('id', code),
      order: read.count('order', 1, 1000),
      title: readTitle(read, problems),
      course: course ?? { id: '', start: '', states: {}, moves: [] },
      needs: read.texts('needs', code, 0),
      instruments: read.texts('instruments', code, 0),
      documents: read.list('documents', 0, (item, at) => {
        const document = readMembers(item, at, problems)
        return {
          id: document.text('id', code),
          title: readTitle(document, problems),
          by: document.choice('by', sides),
          translation: document.flag('translation'),
          ...readSource(document),
        }
      }),
      grounds,
      clocks: read.list('clocks', 0, (item, at) => readClock(item, at, problems)),
      watch: read.list('watch', 0, (item, at) => {
        const watch = readMembers(item, at, problems)
        const ground = watch.text('ground', code)
        if (!grounds.some(({ id }) => id === ground)) problems.push({ field: `${at}/ground`, wanted: 'a ground' })
        return { id: watch.text('id', code), title: readTitle(watch, problems), ground, words: watch.texts('words', /\S/, 1) }
      }),
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

function readClock(item: Json, at: string, problems: PackProblem[]): RequestForm['clocks'][number] {
  const clock = readMembers(item, at, problems)
  const target = readMembers(clock.member('target').value, `${at}/target`, problems)
  return {
    id: clock.text('id', code),
    title: readTitle(clock, problems),
    standing: clock.choice('standing', ['proposed', 'agreed', 'law']),
    ...readSource(clock),
    ...(clock.has('clock') ? { clock: clock.text('clock', code) } : {}),
    urgency: clock.has('urgency') ? clock.texts('urgency', code, 1) : [],
    starts: clock.texts('starts', code, 1),
    stops: clock.texts('stops', code, 1),
    target: { count: target.choice('count', ['elapsed']), seconds: target.count('seconds', 1, maxSeconds) },
  }
}

function readLimit(read: Reader, problems: PackProblem[]) {
  const { value, at } = read.member('limit')
  const limit = readMembers(value, at, problems)
  return { count: limit.count('count', 1, 10_000), hours: limit.count('hours', 1, 24 * 31) }
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
