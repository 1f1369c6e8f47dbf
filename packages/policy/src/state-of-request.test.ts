import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { array, check, constantFrom, integer, property, record, shuffledSubarray } from 'fast-check'
import { custodyTermOf } from './count-days.ts'
import { parseCalendarPack } from './parse-calendar.ts'
import { parseInstrument } from './parse-instrument.ts'
import { parseRequestCourse, parseRequestForm } from './parse-request-form.ts'
import { type RequestForm, watchedIn } from './request-form.ts'
import { clocksOfRequest, movesOf, nextDueOf, type RequestFacts, type RequestStep, stateOfRequest } from './state-of-request.ts'
import { openCalendar } from './work-days.ts'

const folder = new URL('../../../packs/requests/', import.meta.url)
const read = (at: URL) =>
  readdirSync(at)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(new URL(name, at)))
const courses = read(new URL('courses/', folder)).map((json) => {
  const course = parseRequestCourse(json)
  assert.ok(course.ok, JSON.stringify(course))
  return course.value
})
const instruments = new Map(
  read(new URL('../instruments/', folder)).flatMap((json) => {
    const instrument = parseInstrument(json)
    return instrument.ok ? [[instrument.value.id, instrument.value] as const] : []
  }),
)
const calendars = new Map(
  read(new URL('../calendars/', folder)).map((json) => {
    const pack = parseCalendarPack(json)
    assert.ok(pack.ok)
    return [pack.value.id, openCalendar(pack.value)] as const
  }),
)
const calendarOf = (id: string) => calendars.get(id) ?? assert.fail(id)
const forms = read(folder).map((json) => {
  const form = parseRequestForm(json, courses, instruments)
  assert.ok(form.ok, JSON.stringify(form))
  return form.value
})
const formOf = (id: string) => forms.find((form) => form.id === id) as RequestForm
const facts: RequestFacts = { requesting: 'mx', requested: 'us', at: '2026-01-01T00:00:00.000Z', urgency: 'routine' }

/** Steps one after the other, each seen by the next: `us acknowledge`. */
function chain(...said: string[]): RequestStep[] {
  return said.map((line, i) => {
    const [by = '', step = ''] = line.split(' ')
    return { id: `note--${i}`, by, step, at: `2026-01-02T00:00:0${i}.000Z`, ...(i === 0 ? {} : { after: `note--${i - 1}` }) }
  })
}

const walks: readonly [string, string, string[], string, string | null, string[]][] = [
  ['nothing said', 'information', [], 'sent', 'us', []],
  ['acknowledged', 'information', ['us acknowledge'], 'acknowledged', 'us', []],
  ['answered without an acknowledgement', 'information', ['us answer'], 'sent', 'us', ['wrong_state']],
  ['the asking side answers itself', 'information', ['us acknowledge', 'mx answer'], 'acknowledged', 'us', ['other_side']],
  ['a third party speaks', 'information', ['ca acknowledge'], 'sent', 'us', ['no_party']],
  ['supplement asked', 'information', ['us acknowledge', 'us ask_supplement'], 'supplement_asked', 'mx', []],
  ['supplement given', 'information', ['us acknowledge', 'us ask_supplement', 'mx supplement'], 'in_process', 'us', []],
  ['refused', 'information', ['us acknowledge', 'us refuse'], 'refused', null, []],
  ['reopened', 'information', ['us acknowledge', 'us refuse', 'mx reopen'], 'reopened', 'us', []],
  ['a step newer than this node', 'information', ['us acknowledge', 'us mediate'], 'acknowledged', 'us', ['unknown_step']],
  ['known at once', 'known-unknown', ['us answer', 'mx feedback'], 'closed', null, []],
  ['arrested', 'provisional-arrest', ['us acknowledge', 'us arrest'], 'arrested', 'mx', []],
  [
    'a suspension leads back to where it began',
    'extradition',
    ['us acknowledge', 'us before_judge', 'us opinion', 'us grant', 'us suspend', 'us resume'],
    'decided',
    'us',
    [],
  ],
  [
    'surrendered without a day agreed',
    'extradition',
    ['us acknowledge', 'us before_judge', 'us opinion', 'us grant', 'us surrender'],
    'decided',
    'us',
    ['wrong_state'],
  ],
]

for (const [name, form, said, state, turn, aside] of walks) {
  test(`a request stands where its steps lead: ${name}`, () => {
    const standing = stateOfRequest(formOf(form), facts, chain(...said))
    assert.deepEqual([standing.state, standing.turn], [state, turn])
    assert.deepEqual(
      standing.steps.flatMap((step) => step.aside ?? []),
      aside,
    )
    assert.equal(standing.steps.length, said.length, 'no step is lost')
  })
}

test('a form newer than this node keeps every step and allows none', () => {
  const standing = stateOfRequest(undefined, facts, chain('us acknowledge', 'us answer'))
  assert.deepEqual(
    [standing.state, standing.turn, standing.steps.map(({ aside }) => aside)],
    [null, null, ['unknown_form', 'unknown_form']],
  )
})

test('what its author takes back counts no more', () => {
  const steps = chain('us acknowledge', 'us refuse')
  const standing = stateOfRequest(formOf('information'), facts, [
    steps[0] as RequestStep,
    { ...(steps[1] as RequestStep), withdrawn: true },
  ])
  assert.deepEqual([standing.state, standing.head], ['acknowledged', 'note--0'])
})

test('what an author had seen goes before what a clock says', () => {
  const [first, second] = chain('us acknowledge', 'us ask_supplement') as [RequestStep, RequestStep]
  const late = { ...first, at: '2026-01-09T00:00:00.000Z' }
  assert.equal(stateOfRequest(formOf('information'), facts, [second, late]).state, 'supplement_asked')
})

test('of two steps at once the same one counts on both sides, and the other is told why it does not', () => {
  const before = chain('us acknowledge')
  const answer: RequestStep = { id: 'note--b', by: 'us', step: 'answer', at: '2026-01-03T00:00:00.000Z', after: 'note--0' }
  const withdraw: RequestStep = { id: 'note--a', by: 'mx', step: 'withdraw', at: '2026-01-03T00:00:00.000Z', after: 'note--0' }
  const one = stateOfRequest(formOf('information'), facts, [...before, answer, withdraw])
  assert.deepEqual(one, stateOfRequest(formOf('information'), facts, [withdraw, answer, ...before]))
  assert.deepEqual([one.state, one.steps.at(-1)?.aside], ['withdrawn', 'wrong_state'])
})

test('any interleaving of both sides folds to the same standing on both nodes', () => {
  const names = [
    'acknowledge',
    'interim_answer',
    'ask_supplement',
    'supplement',
    'answer',
    'refuse',
    'withdraw',
    'reopen',
    'feedback',
    'new_one',
  ]
  const one = record({
    by: constantFrom('mx', 'us', 'ca'),
    step: constantFrom(...names),
    second: integer({ min: 0, max: 5 }),
    after: integer({ min: -3, max: 12 }),
  })
  const run = property(
    array(one, { maxLength: 14 }).chain((drawn) => {
      const steps = drawn.map(
        ({ by, step, second, after }, i): RequestStep => ({
          id: `note--${String.fromCharCode(97 + ((i * 7) % 26))}${i}`,
          by,
          step,
          at: `2026-01-02T00:00:0${second}.000Z`,
          after: after < 0 ? undefined : `note--${String.fromCharCode(97 + ((after * 7) % 26))}${after}`,
        }),
      )
      return record({ steps: constantFrom(steps), other: shuffledSubarray(steps, { minLength: steps.length }) })
    }),
    ({ steps, other }) => {
      const here = stateOfRequest(formOf('information'), facts, steps)
      assert.deepEqual(stateOfRequest(formOf('information'), facts, other), here)
      assert.equal(here.steps.length, steps.length)
      for (const { aside, from } of here.steps) if (aside === null) assert.ok(Object.hasOwn(formOf('information').course.states, from))
    },
  )
  assert.equal(check(run, { numRuns: 400 }).failed, false)
})

test('every move says who may make it, and a refused one in which states it may be made', () => {
  const choices = movesOf(formOf('information'), facts, 'sent', { party: 'us', role: 'analyst' })
  assert.deepEqual(
    choices.filter(({ refused }) => refused === null).map(({ step }) => step),
    ['acknowledge', 'document'],
  )
  const answer = choices.find(({ step }) => step === 'answer')
  assert.deepEqual([answer?.refused, answer?.states.includes('acknowledged')], ['wrong_state', true])
  assert.equal(choices.find(({ step }) => step === 'withdraw')?.refused, 'other_side')
  const duty = movesOf(formOf('extradition'), facts, 'opinion', { party: 'us', role: 'duty-officer' })
  assert.equal(duty.find(({ step }) => step === 'grant')?.refused, 'role')
})

test('the clock of a request is that of its urgency and begins anew when it is reopened', () => {
  const form = formOf('information')
  const now = '2026-01-10T00:00:00.000Z'
  const say = (asked: RequestFacts, steps: RequestStep[], at = now) =>
    clocksOfRequest(form, asked, stateOfRequest(form, asked, steps).events, calendarOf, at).map(
      ({ rule, clock, owner }) => `${rule.id} ${clock?.state} ${clock?.dueOn} ${owner}`,
    )
  assert.deepEqual(say(facts, []), ['ordinary missed 2026-01-07 us'])
  assert.deepEqual(say({ ...facts, urgency: 'flash' }, []), ['urgent-direct missed 2026-01-01 us'])
  const again = chain('us acknowledge', 'us refuse', 'mx reopen')
  assert.deepEqual(say(facts, again.slice(0, 2)), ['ordinary met 2026-01-07 us'])
  assert.deepEqual(say(facts, again, '2026-01-03T00:00:00.000Z'), ['ordinary running 2026-01-08 us'])
})

test('the supplement loop stops the clock, and a court stops that of an extradition', () => {
  const form = formOf('legal-assistance')
  const steps = chain('us acknowledge', 'us ask_supplement')
  const at = (said: RequestStep[]) =>
    clocksOfRequest(form, facts, stateOfRequest(form, facts, said).events, calendarOf, '2026-01-20T00:00:00.000Z').find(
      ({ rule }) => rule.id === 'first-answer',
    )?.clock
  assert.deepEqual([at(steps)?.state, at(steps)?.dueOn], ['paused', null])
  const asked = { ...facts, requesting: 'us', requested: 'mx' }
  const road = chain('mx acknowledge', 'mx before_judge', 'mx opinion', 'mx suspend')
  const paused = road.map((step) => (step.step === 'suspend' ? { ...step, court: 'Juzgado Primero', number: '1/2026' } : step))
  const decision = clocksOfRequest(
    formOf('extradition'),
    asked,
    stateOfRequest(formOf('extradition'), asked, paused).events,
    calendarOf,
    '2026-02-20T00:00:00.000Z',
  ).find(({ rule }) => rule.id === 'decision')?.clock
  assert.deepEqual([decision?.state, decision?.lacks], ['paused', []])
  const within = chain('mx acknowledge', 'mx ask_supplement', 'mx suspend').map((step) => ({
    ...step,
    day: step.step === 'ask_supplement' ? '2026-03-01' : undefined,
  }))
  const { events } = stateOfRequest(formOf('extradition'), asked, within)
  const supplement = clocksOfRequest(formOf('extradition'), asked, events, calendarOf, '2026-02-20T00:00:00.000Z').find(
    ({ rule }) => rule.id === 'supplement',
  )
  assert.deepEqual(
    [supplement?.clock?.state, supplement?.clock?.dueOn, supplement?.rule.verified],
    ['running', '2026-03-01', false],
    'article 12 names no pause',
  )
})

test('a clock counts from when a step happened, which is never after it was written', () => {
  const form = formOf('provisional-arrest')
  const us = { ...facts, requesting: 'us', requested: 'mx' }
  const [received, arrested] = chain('mx acknowledge', 'mx arrest') as [RequestStep, RequestStep]
  const held = (said: Partial<RequestStep>) => {
    const { events, stages } = stateOfRequest(form, us, [received, { ...arrested, at: '2026-01-20T18:00:00.000Z', ...said }])
    const clock = clocksOfRequest(form, us, events, calendarOf, '2026-01-21T00:00:00.000Z').find(({ rule }) => rule.nature === 'custody')
    return [clock?.clock?.startedOn, stages.at(-1)?.from]
  }
  assert.deepEqual(held({}), ['2026-01-20', '2026-01-20T18:00:00.000Z'])
  assert.deepEqual(held({ happened: '2026-01-18T15:00:00.000Z' }), ['2026-01-18', '2026-01-18T15:00:00.000Z'])
  assert.deepEqual(held({ happened: '2026-01-17' }), ['2026-01-17', '2026-01-17'])
  assert.deepEqual(held({ happened: '2026-01-17', day: '2026-01-16' }), ['2026-01-16', '2026-01-16'], 'its day, where the move has one')
  assert.deepEqual(held({ happened: '2026-02-18T15:00:00.000Z' }), ['2026-01-20', '2026-01-20T18:00:00.000Z'])
})

test('whatever ends the custody ends its days and its clocks, whoever is asked', () => {
  const roads: readonly [string, string[]][] = [
    ['provisional-arrest', ['R acknowledge', 'R arrest']],
    ['extradition', ['R acknowledge', 'R before_judge', 'R opinion', 'R grant', 'R final']],
  ]
  const ends: Readonly<Record<string, string[]>> = {
    'provisional-arrest': ['R release_person', 'R lapse', 'A withdraw'],
    extradition: ['R lapse', 'A withdraw'],
  }
  for (const requested of ['mx', 'us'])
    for (const [id, road] of roads)
      for (const end of [undefined, ...(ends[id] ?? [])]) {
        const asked = { ...facts, requesting: requested === 'mx' ? 'us' : 'mx', requested }
        const said = [...road, ...(end === undefined ? [] : [end])].map((line) =>
          line.replace(/^R/, requested).replace(/^A/, asked.requesting),
        )
        const form = formOf(id)
        const standing = stateOfRequest(form, asked, chain(...said))
        const clocks = clocksOfRequest(form, asked, standing.events, calendarOf, '2026-01-20T00:00:00.000Z')
        const custody = clocks.flatMap(({ rule, clock }) => (rule.nature === 'custody' ? (clock?.state ?? []) : []))
        assert.ok(custody.length > 0, id)
        assert.deepEqual([...new Set(custody)], [end === undefined ? 'running' : 'ended'], `${id}: ${end}`)
        if (end === undefined) continue
        assert.equal(custodyTermOf(clocks), undefined)
        if (id === 'provisional-arrest') assert.equal(nextDueOf(clocks), undefined)
      }
})

test('an assurance can be accepted once it was asked for or given, and asked for at any time', () => {
  const form = formOf('extradition')
  const refusal = (assurances: Parameters<typeof movesOf>[4], step = 'accept_assurance') =>
    movesOf(form, facts, 'in_process', { party: 'us', role: 'analyst' }, assurances).find((move) => move.step === step)?.refused
  assert.deepEqual([refusal({}), refusal({ death: 'asked' }), refusal({ death: 'given' })], ['no_assurance', null, null])
  assert.deepEqual([refusal({ death: 'accepted' }), refusal({ death: 'accepted' }, 'report_breach')], ['no_assurance', null])
  assert.equal(refusal({}, 'ask_assurance'), null)
})

test('a rule that no instrument states stops the reading of a form', () => {
  const form = JSON.parse(readFileSync(new URL('information.json', folder), 'utf8'))
  for (const change of [
    { clocks: [{ ...form.clocks[0], clock: 'nothing' }] },
    { clocks: [{ ...form.clocks[0], events: { nothing: ['sent'] } }] },
    { grounds: [{ instrument: 'mlat-1987', id: 'nothing' }] },
    { course: 'nothing' },
  ])
    assert.equal(parseRequestForm(Buffer.from(JSON.stringify({ ...form, ...change })), courses, instruments).ok, false)
})

test('a political offence is surfaced in either language, and nothing else is', () => {
  const said = (text: string) => watchedIn(formOf('extradition'), [text]).map(({ id }) => id)
  assert.deepEqual(said('Sedición, artículo 130'), ['political'])
  assert.deepEqual(said('He is accused of treason.'), ['political'])
  assert.deepEqual(said('Homicidio y fraude apolítico'), [])
})

const broken: readonly [string, (course: Record<string, unknown>) => void][] = [
  ['a move to nowhere', (course) => Object.assign((course.moves as object[])[0] as object, { to: 'nowhere' })],
  ['a move from nowhere', (course) => Object.assign((course.moves as object[])[0] as object, { from: ['nowhere'] })],
  ['a start that is no state', (course) => Object.assign(course, { start: 'nowhere' })],
  ['a need that no step has', (course) => Object.assign((course.moves as object[])[0] as object, { needs: ['blood'] })],
]
for (const [name, breakIt] of broken) {
  test(`a course is refused: ${name}`, () => {
    const course = JSON.parse(Buffer.from(read(new URL('courses/', folder))[0] as Buffer).toString()) as Record<string, unknown>
    breakIt(course)
    assert.equal(parseRequestCourse(Buffer.from(JSON.stringify(course))).ok, false)
  })
}
