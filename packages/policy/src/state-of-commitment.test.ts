import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfDate } from './end-of-date.ts'
import { type CommitmentRecords, type CommitmentState, dependencyFaults, stateOfCommitment } from './state-of-commitment.ts'

const facts: CommitmentRecords['facts'] = {
  id: 'c',
  owners: ['mx', 'us'],
  modality: 'agrees',
  due: '2026-01',
  isChange: false,
  baseline: undefined,
  verifiers: ['example-court'],
  dependsOn: [],
}
const dueBy = (session: NonNullable<CommitmentRecords['facts']['dueBy']>): CommitmentRecords['facts'] => ({
  ...facts,
  due: undefined,
  dueBy: session,
})
const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T12:00:00Z`
type Status = CommitmentRecords['statuses'][number]
type Judgement = CommitmentRecords['judgements'][number]
const said = (id: string, from: string, day: number, status: Status['status']): Status => ({ id, from, at: at(day), status })
const judged = (id: string, from: string, day: number, of: string, says: Judgement['says'], body?: string): Judgement => ({
  id,
  from,
  at: at(day),
  of,
  says,
  body,
})
const of = (change: Partial<CommitmentRecords>): CommitmentRecords => ({ facts, statuses: [], judgements: [], readings: [], ...change })
const shown = ({ owners }: CommitmentState) =>
  owners.map(({ party, status, isOverdue }) => `${party} ${status}${isOverdue ? ' overdue' : ''}`)
const warned = ({ warnings }: CommitmentState) => warnings.map(({ code, of: ids }) => `${code} ${ids.join(',')}`)

const rows: readonly [string, Partial<CommitmentRecords>, string, readonly string[], readonly string[]][] = [
  ['nobody has said anything', {}, '2026-01-31', ['mx not_started', 'us not_started'], []],
  ['the month is over', {}, '2026-02-01', ['mx not_started overdue', 'us not_started overdue'], []],
  [
    'the session by which it is due is still to come',
    { facts: dueBy({ lastDay: '2026-01-20', isHeld: false }) },
    '2026-01-25',
    ['mx not_started', 'us not_started'],
    [],
  ],
  [
    'it was held on this day',
    { facts: dueBy({ lastDay: '2026-01-20', isHeld: true }) },
    '2026-01-20',
    ['mx not_started', 'us not_started'],
    [],
  ],
  [
    'it was held yesterday and one had delivered',
    { facts: dueBy({ lastDay: '2026-01-20', isHeld: true }), statuses: [said('a', 'mx', 1, 'delivered')] },
    '2026-01-21',
    ['mx delivered', 'us not_started overdue'],
    [],
  ],
  [
    'a day that was said counts before a later session',
    { facts: { ...dueBy({ lastDay: '2026-01-20', isHeld: true }), due: '2026-01-10' } },
    '2026-01-11',
    ['mx not_started overdue', 'us not_started overdue'],
    [],
  ],
  [
    'one works, one has delivered',
    { statuses: [said('a', 'mx', 1, 'in_progress'), said('b', 'us', 2, 'delivered')] },
    '2026-02-01',
    ['mx in_progress overdue', 'us delivered'],
    [],
  ],
  [
    'a party cannot set what it does not owe',
    { statuses: [said('a', 'ca', 1, 'delivered')] },
    '2026-01-02',
    ['mx not_started', 'us not_started'],
    ['foreign_status a'],
  ],
  [
    'the other confirms',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'us', 2, 'a', 'confirms')] },
    '2026-02-01',
    ['mx verified', 'us not_started overdue'],
    [],
  ],
  [
    'nobody confirms their own',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'mx', 2, 'a', 'confirms')] },
    '2026-01-03',
    ['mx delivered', 'us not_started'],
    ['self_judgement j'],
  ],
  [
    'nor by a body that the commitment does not name',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'mx', 2, 'a', 'confirms', 'friendly-institute')] },
    '2026-01-03',
    ['mx delivered', 'us not_started'],
    ['unnamed_body j'],
  ],
  [
    'a judgement of a status that is not here',
    { judgements: [judged('j', 'us', 2, 'taken back', 'confirms')] },
    '2026-01-03',
    ['mx not_started', 'us not_started'],
    ['lapsed_judgement j'],
  ],
  [
    'a body that nobody named counts for the other party neither',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'us', 2, 'a', 'confirms', 'friendly-institute')] },
    '2026-01-03',
    ['mx delivered', 'us not_started'],
    ['unnamed_body j'],
  ],
  [
    'a named third body’s confirmation counts once the other party enters it',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'us', 2, 'a', 'confirms', 'example-court')] },
    '2026-01-03',
    ['mx verified', 'us not_started'],
    [],
  ],
  [
    'nobody verifies their own part by quoting a third body',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'mx', 2, 'a', 'confirms', 'example-court')] },
    '2026-01-03',
    ['mx delivered', 'us not_started'],
    ['self_judgement j'],
  ],
  [
    'a third body’s dispute counts, whoever enters it',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'mx', 2, 'a', 'disputes', 'example-court')] },
    '2026-01-03',
    ['mx disputed', 'us not_started'],
    [],
  ],
  [
    'and is not talked away by its subject',
    {
      statuses: [said('a', 'mx', 1, 'delivered')],
      judgements: [judged('j', 'us', 2, 'a', 'disputes', 'example-court'), judged('k', 'mx', 3, 'a', 'confirms', 'example-court')],
    },
    '2026-01-04',
    ['mx disputed', 'us not_started'],
    ['self_judgement k'],
  ],
  [
    'a third state that owes nothing is no counterpart',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'pt', 2, 'a', 'confirms')] },
    '2026-01-03',
    ['mx delivered', 'us not_started'],
    ['unnamed_body j'],
  ],
  [
    'unless the commitment names it',
    {
      facts: { ...facts, verifiers: ['pt'] },
      statuses: [said('a', 'mx', 1, 'delivered')],
      judgements: [judged('j', 'pt', 2, 'a', 'confirms')],
    },
    '2026-01-03',
    ['mx verified', 'us not_started'],
    [],
  ],
  [
    'what one party owes alone any other party may confirm',
    {
      facts: { ...facts, owners: ['mx'] },
      statuses: [said('a', 'mx', 1, 'delivered')],
      judgements: [judged('j', 'us', 2, 'a', 'confirms')],
    },
    '2026-01-03',
    ['mx verified'],
    [],
  ],
  [
    'the other disputes, and it is late',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [judged('j', 'us', 2, 'a', 'disputes')] },
    '2026-02-01',
    ['mx disputed overdue', 'us not_started overdue'],
    [],
  ],
  [
    'judges differ',
    {
      statuses: [said('a', 'mx', 1, 'delivered')],
      judgements: [judged('j', 'us', 2, 'a', 'disputes'), judged('k', 'us', 3, 'a', 'confirms', 'example-court')],
    },
    '2026-01-05',
    ['mx disputed', 'us not_started'],
    [],
  ],
  [
    'one judge who thinks again is heard once',
    {
      statuses: [said('a', 'mx', 1, 'delivered')],
      judgements: [judged('j', 'us', 2, 'a', 'disputes'), judged('k', 'us', 3, 'a', 'confirms')],
    },
    '2026-01-05',
    ['mx verified', 'us not_started'],
    [],
  ],
  [
    'a judgement lapses with the status that it judged',
    {
      statuses: [said('a', 'mx', 1, 'delivered'), said('b', 'mx', 4, 'in_progress')],
      judgements: [judged('j', 'us', 2, 'a', 'confirms')],
    },
    '2026-01-05',
    ['mx in_progress', 'us not_started'],
    ['lapsed_judgement j'],
  ],
  [
    'or when it is written over',
    { statuses: [said('a', 'mx', 1, 'delivered')], judgements: [{ ...judged('j', 'us', 2, 'a', 'confirms'), isOlder: true }] },
    '2026-01-05',
    ['mx delivered', 'us not_started'],
    ['lapsed_judgement j'],
  ],
  [
    'work that goes on is not verified by a word about it',
    { statuses: [said('a', 'mx', 1, 'in_progress')], judgements: [judged('j', 'us', 2, 'a', 'confirms')] },
    '2026-01-05',
    ['mx in_progress', 'us not_started'],
    [],
  ],
  [
    'withdrawn is not overdue',
    { statuses: [said('a', 'mx', 1, 'withdrawn'), said('b', 'us', 1, 'superseded')] },
    '2027-01-01',
    ['mx withdrawn', 'us superseded'],
    [],
  ],
  [
    'what was agreed was changed afterwards',
    { facts: { ...facts, isChanged: true } },
    '2026-01-01',
    ['mx not_started', 'us not_started'],
    ['terms_changed c'],
  ],
  ['nobody owes it', { facts: { ...facts, owners: [] } }, '2027-01-01', [], ['no_owner c']],
  [
    'a promise of more speed without a baseline',
    { facts: { ...facts, isChange: true } },
    '2026-01-01',
    ['mx not_started', 'us not_started'],
    ['no_baseline c'],
  ],
  [
    'an obligation without a day',
    { facts: { ...facts, modality: 'shall', due: undefined } },
    '2030-01-01',
    ['mx not_started', 'us not_started'],
    ['no_due_day c'],
  ],
  [
    'an intention without a day',
    { facts: { ...facts, modality: 'intends', due: undefined } },
    '2030-01-01',
    ['mx not_started', 'us not_started'],
    [],
  ],
]
for (const [name, change, today, owners, warnings] of rows)
  test(`${name}, in whatever order the records came`, () => {
    const records = of(change)
    for (const turned of [records, { ...records, statuses: records.statuses.toReversed(), judgements: records.judgements.toReversed() }]) {
      const state = stateOfCommitment(turned, today)
      assert.deepEqual(shown(state), owners)
      assert.deepEqual(warned(state), warnings)
    }
  })

test('whatever one party writes, it verifies nothing of its own and changes nothing of the other’s', () => {
  const statuses: Status['status'][] = ['not_started', 'in_progress', 'delivered', 'withdrawn', 'superseded']
  const theirs = said('theirs', 'us', 1, 'in_progress')
  for (const status of statuses)
    for (const says of ['confirms', 'disputes'] as const)
      for (const about of ['mine', 'theirs']) {
        const records = of({ statuses: [theirs, said('mine', 'mx', 2, status)], judgements: [judged('j', 'mx', 3, about, says)] })
        const [mx, us] = stateOfCommitment(records, '2026-01-10').owners
        assert.equal(mx?.status, status)
        assert.equal(us?.status, 'in_progress')
      }
})

test('a reading stands alone until the other party answers, and its author’s own answer counts for nothing', () => {
  const reading = (id: string, from: string, day: number, says: 'reads' | 'accepts' | 'rejects', answers?: string) => ({
    id,
    from,
    at: at(day),
    says,
    answers,
  })
  const standing = (...readings: CommitmentRecords['readings']) =>
    stateOfCommitment(of({ readings }), '2026-01-10').readings.map((one) => one.standing)
  const first = reading('r', 'us', 1, 'reads')
  assert.deepEqual(standing(first), ['unilateral'])
  assert.deepEqual(standing(first, reading('s', 'us', 2, 'accepts', 'r')), ['unilateral'])
  assert.deepEqual(standing(first, reading('s', 'mx', 2, 'accepts', 'r')), ['agreed'])
  assert.deepEqual(standing(reading('t', 'mx', 3, 'rejects', 'r'), first, reading('s', 'mx', 2, 'accepts', 'r')), ['rejected'])
  assert.deepEqual(standing(first, reading('s', 'mx', 2, 'reads')), ['unilateral', 'unilateral'])
})

test('a reading that is written over after it was accepted stands alone again, and one that was rejected stays so', () => {
  const read = { id: 'r', from: 'mx', at: at(1), answers: undefined, says: 'reads' as const }
  const answer = (says: 'accepts' | 'rejects', isOlder: boolean) => ({ id: 'a', from: 'us', at: at(2), answers: 'r', says, isOlder })
  const standing = (says: 'accepts' | 'rejects', isOlder: boolean) => {
    const state = stateOfCommitment(of({ readings: [read, answer(says, isOlder)] }), '2026-01-05')
    return [state.readings[0]?.standing, ...warned(state)]
  }
  assert.deepEqual(standing('accepts', false), ['agreed'])
  assert.deepEqual(standing('accepts', true), ['unilateral', 'lapsed_acceptance a'])
  assert.deepEqual(standing('rejects', true), ['rejected'])
})

test('commitments that wait for each other in a circle, and for what is not here, are marked', () => {
  const faults = dependencyFaults([
    { id: 'a', dependsOn: ['b'] },
    { id: 'b', dependsOn: ['c'] },
    { id: 'c', dependsOn: ['a'] },
    { id: 'd', dependsOn: ['a', 'z'] },
    { id: 'e', dependsOn: ['d'] },
    { id: 'f', dependsOn: ['f'] },
  ])
  assert.deepEqual(Object.fromEntries(faults), {
    a: ['circular'],
    b: ['circular'],
    c: ['circular'],
    d: ['unknown_dependency'],
    f: ['circular'],
  })
})

test('a day, a month and a year end on their last day; what is none ends never', () => {
  const days: readonly [string, string | null][] = [
    ['2026-02-14', '2026-02-14'],
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026', '2026-12-31'],
    ['2026-02-30', null],
    ['2026-13', null],
    ['soon', null],
  ]
  for (const [partial, last] of days) assert.equal(endOfDate(partial), last, partial)
})
