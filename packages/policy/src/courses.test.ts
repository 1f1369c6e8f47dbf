import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { countLacking, custodyTermOf, dayOfTerm, documentsWanted } from './count-days.ts'
import { openCalendar, parseCalendarPack, parseInstrument, parseRequestCourse, parseRequestForm, type RequestForm } from './index.ts'
import {
  clocksOfRequest,
  movesOf,
  nextDueOf,
  outstandingAssurances,
  type RequestFacts,
  type RequestStep,
  stateOfRequest,
} from './state-of-request.ts'

const packs = new URL('../../../packs/', import.meta.url)
const readAll = (name: string) => {
  const folder = new URL(name, packs)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'registration.json')
    .map((file) => readFileSync(new URL(file, folder)))
}
function opened<T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  assert.ok(answer.ok, JSON.stringify(answer))
  return answer.value
}
const courses = readAll('requests/courses/').map((json) => opened(parseRequestCourse(json)))
const instruments = new Map(readAll('instruments/').map((json) => [opened(parseInstrument(json)).id, opened(parseInstrument(json))]))
const calendars = new Map(
  readAll('calendars/').map((json) => [opened(parseCalendarPack(json)).id, openCalendar(opened(parseCalendarPack(json)))]),
)
const calendarOf = (id: string) => calendars.get(id) ?? assert.fail(id)
const forms = readAll('requests/').map((json) => opened(parseRequestForm(json, courses, instruments)))
const formOf = (id: string) => forms.find((form) => form.id === id) as RequestForm
const facts: RequestFacts = { requesting: 'us', requested: 'mx', at: '2026-01-01T12:00:00.000Z', urgency: 'routine' }

/** Steps one after the other: `mx arrest 2026-01-05`. */
function chain(...said: string[]): RequestStep[] {
  return said.map((line, i) => {
    const [by = '', step = '', day] = line.split(' ')
    const at = `2026-01-0${2 + Math.floor(i / 60)}T00:00:${String(i % 60).padStart(2, '0')}.000Z`
    const court = step === 'suspend' ? { court: 'Juzgado Primero', number: '7/2026' } : {}
    return {
      id: `note--${i}`,
      by,
      step,
      at,
      ...(i === 0 ? {} : { after: `note--${i - 1}` }),
      ...(day === undefined ? {} : { day }),
      ...court,
    }
  })
}
const standingOf = (form: string, ...said: string[]) => stateOfRequest(formOf(form), facts, chain(...said))

/** A shortest road from the start of a course to each of its states. */
function roads(course: (typeof courses)[number]): Map<string, string[]> {
  const found = new Map<string, string[]>([[course.start, []]])
  for (const [state, road] of found)
    for (const { step, by, from, to } of course.moves)
      if (to !== undefined && to !== 'previous' && from.includes(state) && !found.has(to))
        found.set(to, [...road, `${by === 'requesting' ? 'us' : 'mx'} ${step}`])
  return found
}

for (const course of courses) {
  test(`every state of ${course.id} can be reached, and in each of them every move is taken or refused as the pack says`, () => {
    const form = { ...(forms.find((one) => one.course.id === course.id) as RequestForm), watch: [] }
    const ways = roads(course)
    assert.deepEqual([...ways.keys()].sort(), Object.keys(course.states).sort())
    for (const [state, road] of ways)
      for (const { step } of course.moves) {
        for (const party of ['mx', 'us', 'ca']) {
          const standing = stateOfRequest(form, facts, chain(...road, `${party} ${step}`))
          const side = party === 'us' ? 'requesting' : 'requested'
          const open = course.moves.find((move) => move.step === step && move.from.includes(state))
          const taken = party !== 'ca' && open !== undefined && (open.by === 'either' || open.by === side)
          const last = standing.steps.at(-1)
          assert.equal(last?.aside === null, taken, `${state}: ${party} ${step} ${last?.aside}`)
          if (!taken) assert.equal(standing.state, state, `${step} moved ${state}`)
          const choice = movesOf(form, facts, state, { party, role: 'secretariat' }).find(
            (move) => move.step === step && move.refused === null,
          )
          // What answers an assurance is offered once there is one to answer; on this road nobody has asked for any.
          const offered = taken && open.assuranceIs.length === 0
          assert.equal(choice !== undefined, offered, `${state}: ${party} is ${offered ? 'not ' : ''}offered ${step}`)
        }
      }
  })
}

const walks: readonly [string, string, string[], string][] = [
  [
    'refused and prosecuted here',
    'extradition',
    ['mx acknowledge', 'mx refuse', 'us ask_prosecution', 'mx prosecute_here'],
    'prosecuted_here',
  ],
  ['the outcome of that', 'extradition', ['mx acknowledge', 'mx refuse', 'mx prosecute_here', 'mx report_outcome'], 'closed'],
  ['the person consents', 'extradition', ['mx acknowledge', 'mx consent_to_surrender', 'mx schedule', 'mx surrender'], 'surrendered'],
  [
    'lent, returned, surrendered',
    'extradition',
    ['mx acknowledge', 'mx consent_to_surrender', 'mx surrender_temporarily', 'mx returned', 'mx schedule', 'mx surrender'],
    'surrendered',
  ],
  [
    'a stay inside a supplement leads back to both',
    'extradition',
    ['mx acknowledge', 'mx before_judge', 'mx ask_supplement', 'mx suspend', 'mx resume', 'us supplement'],
    'before_judge',
  ],
  [
    'a formal request after the person was let go',
    'provisional-arrest',
    ['mx acknowledge', 'mx arrest', 'mx lapse', 'us formal_request'],
    'formal_request',
  ],
  ['originals come back', 'legal-assistance', ['mx acknowledge', 'mx answer', 'mx lend_originals', 'us return_originals'], 'answered'],
]
for (const [name, form, said, state] of walks) {
  test(`a course leads where the treaty says: ${name}`, () => {
    const standing = standingOf(form, ...said)
    assert.deepEqual([standing.state, standing.steps.filter(({ aside }) => aside !== null)], [state, []])
  })
}

test('a grant in the state before the opinion is refused, and the states in which it is open are named', () => {
  const grant = movesOf(formOf('extradition'), facts, 'acknowledged', { party: 'mx', role: 'secretariat' }).find(
    ({ step }) => step === 'grant',
  )
  assert.deepEqual([grant?.refused, grant?.states], ['wrong_state', ['opinion']])
})

const counted = (now: string, ...said: string[]) => {
  const form = formOf('provisional-arrest')
  const { events } = standingOf('provisional-arrest', ...said)
  const clocks = clocksOfRequest(form, facts, events, calendarOf, now)
  const term = custodyTermOf(clocks)
  return term === undefined ? undefined : [dayOfTerm(term, now), term.of, term.dueOn]
}
const arrested = ['mx acknowledge', 'mx arrest 2026-01-05']
const days: readonly [string, string, string[], unknown][] = [
  ['nobody held', '2026-02-15T18:00:00Z', ['mx acknowledge'], undefined],
  ['the day of the arrest, whenever it was written down', '2026-01-05T18:00:00Z', arrested, [0, 60, '2026-03-06']],
  ['day 41 of 60', '2026-02-15T18:00:00Z', arrested, [41, 60, '2026-03-06']],
  ['a day ends where the person is held', '2026-02-16T05:59:00Z', arrested, [41, 60, '2026-03-06']],
  ['and begins there', '2026-02-16T06:00:00Z', arrested, [42, 60, '2026-03-06']],
  ['behind the last day it counts on', '2026-03-07T18:00:00Z', arrested, [61, 60, '2026-03-06']],
  ['a court does not stop the sixty days', '2026-02-15T18:00:00Z', [...arrested, 'mx suspend'], [41, 60, '2026-03-06']],
  ['the formal request stops them', '2026-02-15T18:00:00Z', [...arrested, 'us formal_request 2026-02-10'], undefined],
]
for (const [name, now, said, expected] of days) {
  test(`the days of custody are counted: ${name}`, () => assert.deepEqual(counted(now, ...said), expected))
}

test('a court that stops the days of collection holds the counter where it was', () => {
  const road = ['mx acknowledge', 'mx before_judge', 'mx opinion', 'mx grant', 'mx final 2026-01-10', 'mx suspend']
  const form = formOf('extradition')
  const steps = chain(...road).map((step) => (step.step === 'suspend' ? { ...step, at: '2026-01-20T18:00:00.000Z' } : step))
  const now = '2026-04-01T18:00:00Z'
  const clocks = clocksOfRequest(form, facts, stateOfRequest(form, facts, steps).events, calendarOf, now)
  const term = custodyTermOf(clocks)
  assert.deepEqual([term?.clock, term?.dueOn, term && dayOfTerm(term, now)], ['collection', null, 9])
})

test('what a person sought for trial needs is told from what a sentence needs, and a translation that is not there is lacking', () => {
  const form = formOf('provisional-arrest')
  const trial = documentsWanted(form, 'trial', { warrant: 'complete', identity: 'translated' })
  assert.deepEqual(
    trial.map(({ id }) => id),
    ['warrant', 'identity', 'promise', 'facts', 'laws', 'evidence'],
  )
  assert.deepEqual(countLacking(trial), { missing: 4, untranslated: 1 })
  assert.equal(documentsWanted(form, undefined, {}).length, 8)
})

test('the day agreed for the return is due like a clock, and is forgotten once the person is back', () => {
  const road = ['mx acknowledge', 'mx consent_to_surrender 2026-01-03', 'mx surrender_temporarily 2026-06-30']
  assert.deepEqual(standingOf('extradition', ...road).agreed, { step: 'surrender_temporarily', day: '2026-06-30' })
  assert.equal(nextDueOf([], '2026-06-30'), '2026-07-01T00:00:00.000Z')
  assert.equal(standingOf('extradition', ...road, 'mx returned 2026-06-20').agreed, null)
})

test('an assurance is outstanding until it is accepted, and again when it is broken; a charge outside the grant stands apart', () => {
  const say = (by: string, step: string, more: object) => ({ by, step, more })
  const road = [
    say('mx', 'acknowledge', {}),
    say('mx', 'ask_assurance', { assurance: 'death' }),
    say('us', 'give_assurance', { assurance: 'death' }),
    say('mx', 'accept_assurance', { assurance: 'death' }),
    say('mx', 'report_breach', { assurance: 'death' }),
  ].map(
    ({ by, step, more }, i): RequestStep => ({
      ...(chain(`${by} ${step}`)[0] as RequestStep),
      id: `note--${i}`,
      after: i === 0 ? undefined : `note--${i - 1}`,
      ...more,
    }),
  )
  const outstanding = road.map((_, i) =>
    outstandingAssurances(stateOfRequest(formOf('extradition'), facts, road.slice(0, i + 1)).assurances),
  )
  assert.deepEqual(outstanding, [[], ['death'], ['death'], [], ['death']])
})

test('the stages of a request follow each other from the day on which each began', () => {
  const { stages } = standingOf('provisional-arrest', ...arrested)
  assert.deepEqual(
    stages.map(({ state, from, until }) => [state, from.slice(0, 10), until?.slice(0, 10)]),
    [
      ['sent', '2026-01-01', '2026-01-02'],
      ['acknowledged', '2026-01-02', '2026-01-05'],
      ['arrested', '2026-01-05', undefined],
    ],
  )
})
