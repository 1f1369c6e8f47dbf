import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ContestRecords, stateOfContest } from './state-of-contest.ts'

type Step = ContestRecords['steps'][number]
const contest: ContestRecords['contest'] = {
  id: 'c',
  from: 'us',
  at: '2026-07-01T12:00:00Z',
  days: 10,
  figure: '36.1',
  words: 'one load twice',
}
const step = (id: string, from: string, day: number, what: Step['step'], more: Partial<Step> = {}): Step => ({
  id,
  from,
  at: `2026-07-${String(day).padStart(2, '0')}T12:00:00Z`,
  step: what,
  figure: undefined,
  words: `${from} ${what}`,
  accepts: undefined,
  ...more,
})
const at = (day: number, hour = 13) => new Date(Date.UTC(2026, 6, day, hour))
const fold = (steps: readonly Step[], now: Date) => {
  const records = { contest, parties: ['mx', 'us'], steps }
  const state = stateOfContest(records, now)
  assert.deepEqual(stateOfContest({ ...records, steps: steps.toReversed() }, now), state, 'order says nothing')
  return state
}
const core = step('p', 'mx', 3, 'propose_core', { figure: '36.1' })
const accepted = step('a', 'us', 4, 'accept_core', { accepts: 'p' })

test('it runs until its box ends, and then ends by itself', () => {
  assert.deepEqual([fold([], at(11, 11)).standing, fold([], at(11, 12)).standing], ['running', 'ended'])
  const { endedBy, endsAt, endedAt } = fold([], at(20))
  assert.deepEqual([endedBy, endsAt, endedAt], ['time', '2026-07-11T12:00:00.000Z', '2026-07-11T12:00:00.000Z'])
})

test('it ends before when each party has closed for its own part, and never by one of them', () => {
  const mine = step('x', 'us', 5, 'close')
  const theirs = step('y', 'mx', 6, 'close')
  assert.equal(fold([mine, step('z', 'us', 6, 'close')], at(9)).standing, 'running')
  const ended = fold([mine, theirs], at(9))
  assert.deepEqual(
    [ended.standing, ended.endedBy, ended.endedAt, ended.closedBy],
    ['ended', 'both', '2026-07-06T12:00:00.000Z', ['mx', 'us']],
  )
})

test('what is agreed needs the other’s acceptance, and nobody accepts what they proposed', () => {
  const own = step('o', 'mx', 4, 'accept_core', { accepts: 'p' })
  const open = fold([core, own], at(9))
  assert.equal(open.core, null)
  assert.deepEqual(
    open.proposed.map(({ id }) => id),
    ['p'],
  )
  assert.deepEqual(open.warnings, [{ code: 'own_acceptance', of: ['o'] }])
  assert.deepEqual(fold([core, accepted], at(9)).core, { id: 'p', by: 'mx', figure: '36.1', words: 'mx propose_core' })
  assert.deepEqual(fold([step('q', 'us', 4, 'accept_core', { accepts: 'nothing' })], at(9)).warnings, [
    { code: 'unknown_proposal', of: ['q'] },
  ])
})

test('at its end the agreed core and each dissent stand as they were stated', () => {
  const dissent = step('d', 'us', 5, 'dissent', { figure: '35.9', words: 'the second load too' })
  const { core: agreed, dissents, standing } = fold([core, accepted, dissent], at(12))
  assert.equal(standing, 'ended')
  assert.equal(agreed?.figure, '36.1')
  assert.deepEqual(dissents, [{ party: 'us', id: 'd', figure: '35.9', words: 'the second load too' }])
})

test('what comes after its end, before its beginning, or from a third party changes nothing and is marked', () => {
  const late = step('l', 'mx', 12, 'position', { figure: '40' })
  const early = step('e', 'mx', 1, 'position', { at: '2026-06-30T00:00:00Z', figure: '41' })
  const third = step('t', 'ca', 4, 'close')
  const state = fold([late, early, third], at(13))
  assert.deepEqual(
    state.positions.map(({ party, figure }) => [party, figure]),
    [['us', '36.1']],
  )
  assert.deepEqual(state.warnings, [
    { code: 'late_step', of: ['l'] },
    { code: 'early_step', of: ['e'] },
    { code: 'foreign_step', of: ['t'] },
  ])
  const afterBoth = fold([step('x', 'us', 5, 'close'), step('y', 'mx', 6, 'close'), step('z', 'mx', 7, 'dissent')], at(9))
  assert.deepEqual(afterBoth.dissents, [])
})

test('a party’s latest position counts, and one that said nothing has none', () => {
  const state = fold([step('a', 'mx', 2, 'position', { figure: '36.4' }), step('b', 'mx', 4, 'position', { figure: '36.3' })], at(9))
  assert.deepEqual(
    state.positions.map(({ party, figure }) => [party, figure]),
    [
      ['us', '36.1'],
      ['mx', '36.3'],
    ],
  )
})

test('a step that says it is of the time and came when all was over counts, and is marked', () => {
  const late = step('d', 'us', 8, 'dissent', { seenAt: '2026-07-12T12:00:00Z' })
  const state = fold([late, step('e', 'mx', 9, 'dissent', { seenAt: '2026-07-09T12:00:01Z' })], at(20))
  assert.deepEqual([state.dissents.length, state.warnings], [2, [{ code: 'came_late', of: ['d'] }]])
})

test('a proposal that is written over after it was accepted is no core', () => {
  const state = fold([core, { ...accepted, isOlder: true }], at(9))
  assert.deepEqual([state.core, state.warnings], [null, [{ code: 'lapsed_acceptance', of: ['a'] }]])
})
