import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClearanceEvent, type ClearanceRoute, type ClearanceStep, computeClearance, type Silence, silenceOf } from './index.ts'

const step = (id: string, silence: Silence, seconds: number | null): ClearanceStep => ({
  id,
  title: { es: id, en: id },
  agency: 'sspc',
  role: 'secretariat',
  attach: [],
  silence,
  within: seconds === null ? null : { count: 'elapsed', seconds },
})
const route: ClearanceRoute = {
  id: 'report',
  title: { es: 'Informe', en: 'Report' },
  kinds: ['report'],
  from: [],
  labels: [],
  only: {},
  steps: [step('agency', 'wait', 60), step('lawyer', 'clear', 3600), step('ministry', 'object', 7200)],
}
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString()
const now = at(59)

type Told = readonly [ClearanceEvent['act'], minute: number, by?: string]
const events = (told: readonly Told[]) => told.map(([act, minute, by]) => ({ act, at: at(minute), ...(by === undefined ? {} : { by }) }))
const after = (...told: Told[]) => computeClearance(route, events([['open', 0, 'ana'], ...told]), {}, now)

const agency: Told = ['concur', 1, 'jefa']
const lawyer: Told = ['concur', 2, 'lic']
const ministry: Told = ['concur', 3, 'sria']

const rows: readonly (readonly [string, readonly Told[], state: string, step: number | null, steps: string, round: number])[] = [
  ['it opens at the first step', [], 'open', 0, 'open waiting waiting', 1],
  ['a concurrence opens the next step', [agency], 'open', 1, 'cleared open waiting', 1],
  ['the last concurrence clears it', [agency, lawyer, ministry], 'cleared', null, 'cleared cleared cleared', 1],
  ['a comment moves nothing', [agency, ['comment', 2, 'lic']], 'open', 1, 'cleared open waiting', 1],
  ['an objection stops it where it stands', [agency, ['non_concur', 2, 'lic']], 'objected', 1, 'cleared objected waiting', 1],
  ['the office that objected can lift it', [agency, ['non_concur', 2, 'lic'], ['concur', 4, 'lic']], 'open', 2, 'cleared cleared open', 1],
  ['silence cannot lift an objection', [agency, ['non_concur', 2, 'lic'], ['silence', 9]], 'objected', 1, 'cleared objected waiting', 1],
  ['returned, it waits for its author', [agency, ['return', 2, 'lic']], 'returned', null, 'cleared returned waiting', 1],
  ['returned, nobody can clear it', [agency, ['return', 2, 'lic'], lawyer], 'returned', null, 'cleared returned waiting', 1],
  ['handed in again, it starts anew', [agency, ['return', 2, 'lic'], ['resubmit', 5, 'ana']], 'open', 0, 'open waiting waiting', 2],
  ['on its way it cannot be handed in again', [agency, ['resubmit', 5, 'ana']], 'open', 1, 'cleared open waiting', 1],
  ['withdrawn, it waits for nobody', [agency, ['withdraw', 2, 'ana']], 'withdrawn', null, 'cleared open waiting', 1],
  [
    'withdrawn, it can be handed in again',
    [
      ['withdraw', 2, 'ana'],
      ['resubmit', 3, 'ana'],
    ],
    'open',
    0,
    'open waiting waiting',
    2,
  ],
  ['silence clears where the route says so', [agency, ['silence', 2]], 'open', 2, 'cleared cleared open', 1],
  ['silence objects where the route says so', [agency, lawyer, ['silence', 4]], 'objected', 2, 'cleared cleared objected', 1],
  ['silence means nothing where the route waits', [['silence', 1]], 'open', 0, 'open waiting waiting', 1],
  ['a newer version replaces it', [agency, ['replace', 2]], 'replaced', null, 'cleared open waiting', 1],
  [
    'replaced, it never comes back',
    [
      ['replace', 2],
      ['resubmit', 3, 'ana'],
    ],
    'replaced',
    null,
    'open waiting waiting',
    1,
  ],
  [
    'cleared, it stays cleared',
    [agency, lawyer, ministry, ['withdraw', 4, 'ana'], ['return', 5, 'sria']],
    'cleared',
    null,
    'cleared cleared cleared',
    1,
  ],
]
for (const [name, told, state, index, steps, round] of rows) {
  test(name, () => {
    const found = after(...told)
    assert.deepEqual([found.state, found.step, found.steps.map((one) => one.state).join(' '), found.round], [state, index, steps, round])
  })
}

test('what silence will do, and when, is known from the moment a step opens', () => {
  assert.deepEqual(after().silence, null)
  assert.deepEqual(after(agency).silence, { means: 'clear', at: '2026-11-21T13:01:00.000Z' })
  assert.deepEqual(after(agency, ['silence', 2]).silence, { means: 'object', at: '2026-11-21T14:02:00.000Z' })
  assert.equal(after(agency, ['non_concur', 2, 'lic']).silence, null)
})

test('an hour that passed makes the step late and moves nothing by itself', () => {
  const told = events([['open', 0, 'ana'], agency])
  for (const [instant, late] of [
    ['2026-11-21T13:00:59.999Z', false],
    ['2026-11-21T13:01:00.000Z', true],
  ] as const) {
    const found = computeClearance(route, told, {}, instant)
    assert.deepEqual([found.late, found.state, found.step], [late, 'open', 1])
  }
})

test('a step says who cleared it, or that silence did', () => {
  const { steps } = after(agency, ['silence', 2])
  assert.deepEqual(
    steps.map(({ how, by, answeredAt }) => [how, by, answeredAt]),
    [
      ['person', 'jefa', at(1)],
      ['silence', null, at(2)],
      [null, null, null],
    ],
  )
})

test('silence clears nothing where an attachment is missing, and still objects', () => {
  const demanding = { ...route, steps: route.steps.map((one) => ({ ...one, attach: ['legal_basis'] as const })) }
  const basis = { legal_basis: { instrument: 'Example', article: '1' } }
  assert.equal(silenceOf(demanding, after(agency), {}), null)
  assert.equal(silenceOf(demanding, after(agency), basis)?.means, 'clear')
  assert.equal(silenceOf(demanding, after(agency, lawyer), {})?.means, 'object')
})
