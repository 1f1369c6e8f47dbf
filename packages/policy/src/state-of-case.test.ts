import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CaseRecords, CustodyEvent, PathwayClaim, PathwaySaid, StepSaid } from './case-records.ts'
import { stateOfCase } from './state-of-case.ts'

const today = '2026-06-01'
const facts = { id: 'case', by: 'us', at: '2026-01-01T00:00:00Z', stated: 'alleged' }
const none: CaseRecords = { facts, custody: [], pathways: [], steps: [], wanted: [], roles: [], notices: [], claims: [] }
const written = '2026-05-30T00:00:00Z'

let made = 0
function event(code: string, day: string, more: Partial<CustodyEvent> = {}): CustodyEvent {
  made += 1
  const happenedAt = day.length === 10 ? `${day}T12:00:00.000Z` : day
  const basis = { authority: 'FICTIONAL office', soil: 'MX', precision: 'minute', checks: [] }
  return { id: `e${made}`, by: 'mx', at: written, event: code, happenedAt, ...basis, ...more }
}
const step = (code: string, day: string, more: Partial<StepSaid> = {}): StepSaid => {
  made += 1
  return { id: `s${made}`, by: 'us', at: written, step: code, ofParty: 'us', day, ...more }
}
const pathway = (ofParty: string, code: string, word: string, more: Partial<PathwaySaid> = {}): PathwaySaid => {
  made += 1
  return { id: `p${made}`, by: ofParty, at: written, ofParty, pathway: code, word, ...more }
}
const custodyOf = (...custody: CustodyEvent[]) => stateOfCase({ ...none, custody }, today).custody
const codesOf = (...custody: CustodyEvent[]) => custodyOf(...custody).links.map(({ warnings }) => warnings.join())

test('a chain without a gap says who holds the person after each event and now', () => {
  const chain = custodyOf(
    event('located', '2026-01-10'),
    event('detained', '2026-01-15', { toParty: 'mx', actingParty: 'mx' }),
    event('moved', '2026-02-01', { toParty: 'mx' }),
    event('handed_over', '2026-03-01', { fromParty: 'mx', toParty: 'us' }),
    event('received', '2026-03-01T13:00:00.000Z', { by: 'us', fromParty: 'mx', toParty: 'us', soil: 'US' }),
  )
  assert.deepEqual([chain.state, chain.holder], ['held', 'us'])
  assert.deepEqual(
    chain.links.map(({ holder }) => holder),
    [null, 'mx', 'mx', 'us', 'us'],
  )
  assert.deepEqual(
    chain.links.flatMap(({ warnings }) => warnings),
    [],
  )
  assert.equal(chain.links[4]?.confirms, chain.links[3]?.id, 'what both sides write is one change')
  assert.equal(chain.since, chain.links[3]?.id)
})

const detained = (more: Partial<CustodyEvent> = {}) => event('detained', '2026-01-15', { toParty: 'mx', actingParty: 'mx', ...more })
const rows: readonly (readonly [string, readonly CustodyEvent[], readonly string[]])[] = [
  [
    'handed over by a party that did not hold them',
    [detained(), event('handed_over', '2026-02-01', { fromParty: 'ca', toParty: 'us' })],
    ['', 'gap'],
  ],
  ['handed over with no detention before', [event('handed_over', '2026-02-01', { fromParty: 'mx', toParty: 'us' })], ['gap']],
  ['moved between parties without a handover', [detained(), event('moved', '2026-02-01', { toParty: 'us' })], ['', 'gap']],
  [
    'detained by a second party while the first holds them',
    [detained(), detained({ by: 'us', toParty: 'us', soil: 'US', actingParty: 'us', happenedAt: '2026-02-01T00:00:00.000Z' })],
    ['', 'overlap'],
  ],
  ['received without a word from whom', [detained(), event('received', '2026-02-01', { toParty: 'us' })], ['', 'overlap']],
  [
    'custody after a release',
    [detained(), event('released', '2026-02-01'), event('handed_over', '2026-03-01', { toParty: 'us' })],
    ['', '', 'after_release'],
  ],
  [
    'a new detention after a release',
    [detained(), event('released', '2026-02-01'), detained({ happenedAt: '2026-03-01T00:00:00.000Z' })],
    ['', '', ''],
  ],
  ['released while nobody held them', [event('released', '2026-02-01')], ['gap']],
  ['a day later than the record that states it', [detained({ happenedAt: '2026-12-01T00:00:00.000Z' })], ['impossible_date']],
  ['a foreign party arrests on the soil of the host', [detained({ actingParty: 'us' })], ['foreign_arrest']],
  ['a detention without authority and law', [detained({ authority: undefined })], ['no_basis']],
]
for (const [name, events, expected] of rows) {
  test(`custody, ${name}: shown as it is and warned of`, () => assert.deepEqual(codesOf(...events), expected))
}

test('what one party writes twice confirms nothing: only the other side can', () => {
  const again = (by: string) => custodyOf(detained(), detained({ by, happenedAt: '2026-01-15T12:30:00.000Z' })).links[1]?.confirms
  assert.deepEqual([again('mx') === null, again('us') === null], [true, false])
})

test('on a day of which only the day is known, events follow each other as they must', () => {
  const day = { precision: 'day', happenedAt: '2026-01-15T00:00:00.000Z' }
  const chain = custodyOf(
    event('handed_over', '2026-01-15', { ...day, toParty: 'us', fromParty: 'mx' }),
    detained({ happenedAt: '2026-01-15T09:00:00.000Z' }),
  )
  assert.deepEqual([chain.links.map((link) => link.event), chain.holder], [['detained', 'handed_over'], 'us'])
})

test('every right is looked at at every change of custody, and what nobody said is not known', () => {
  const checks = [
    { right: 'counsel', state: 'done' },
    { right: 'medical_check', state: 'not_done' },
    { right: 'interpreter', state: 'refused' },
  ]
  const [link, moved] = custodyOf(detained({ checks }), event('released', '2026-02-01')).links
  assert.deepEqual(link?.missing, ['consular_notification', 'medical_check', 'family_told', 'judicial_control', 'non_refoulement'])
  assert.deepEqual(moved?.rights, [])
})

test('a surrender for a time has its day of return, overdue the day after, and none once returned', () => {
  const lent = event('lent', '2026-02-01', { fromParty: 'mx', toParty: 'us', returnBy: today })
  const on = (day: string, ...more: CustodyEvent[]) => stateOfCase({ ...none, custody: [detained(), lent, ...more] }, day)
  assert.equal(on(today).custody.returnBy?.overdue, false)
  assert.equal(on('2026-06-02').custody.returnBy?.overdue, true)
  assert.ok(on('2026-06-02').warnings.some(({ code }) => code === 'return_overdue'))
  assert.equal(on('2026-06-02', event('returned', '2026-05-01', { fromParty: 'us', toParty: 'mx' })).custody.returnBy, null)
})

const statuses: readonly (readonly [string, string, readonly StepSaid[], string, string])[] = [
  ['an arrest alleges nothing more', 'alleged', [step('arrest', '2026-01')], 'alleged', ''],
  ['a charge', 'alleged', [step('charge', '2026-01')], 'charged', 'standing_differs'],
  ['a judgment', 'convicted', [step('charge', '2025'), step('judgment', '2026-01')], 'convicted', ''],
  [
    'a judgment that was set aside',
    'charged',
    [step('charge', '2025'), step('judgment', '2026-01'), step('quashed', '2026-02')],
    'charged',
    '',
  ],
  ['an acquittal after a charge', 'acquitted', [step('charge', '2025'), step('acquittal', '2026-01')], 'acquitted', ''],
  [
    'acquitted by one party, charged by the other',
    'charged',
    [step('charge', '2024'), step('acquittal', '2025'), step('charge', '2025', { ofParty: 'mx' })],
    'charged',
    '',
  ],
  ['convicted, says the case, and no judgment is held', 'convicted', [step('charge', '2025')], 'charged', 'standing_differs'],
  ['convicted, says the case, and no step is held', 'convicted', [], 'alleged', 'conviction_without_judgment'],
  ['a correction', 'not_suspected', [step('arrest', '2026-01')], 'not_suspected', ''],
  ['a word newer than this node', 'indicted_in_absence', [], 'unknown', ''],
]
for (const [name, stated, steps, status, warning] of statuses) {
  test(`standing in law, ${name}: ${status}`, () => {
    const { standing } = stateOfCase({ ...none, facts: { ...facts, stated }, steps }, today)
    assert.deepEqual([standing.status, standing.warnings.join()], [status, warning])
  })
}

test('each party keeps its own word for the pathway, its last one, and its own before what the other reports', () => {
  const transfer = pathway('mx', 'security_transfer', 'traslado', { saidOn: '2026-03-02' })
  const sent = pathway('mx', 'unknown', 'envío', { saidOn: '2026-03-01' })
  const reported = pathway('mx', 'extradition', 'extradition', { by: 'us', saidOn: '2026-04-01' })
  const { pathways } = stateOfCase({ ...none, pathways: [transfer, reported, sent, pathway('us', 'expulsion', 'expulsion')] }, today)
  assert.deepEqual(
    pathways.parties.map(({ party, word, reported: by }) => [party, word, by]),
    [
      ['mx', 'traslado', false],
      ['us', 'expulsion', false],
    ],
  )
  assert.equal(pathways.contested, true)
})

const claims: readonly (readonly [string, readonly PathwaySaid[], readonly PathwayClaim[], boolean])[] = [
  ['both name one', [pathway('mx', 'extradition', 'extradición'), pathway('us', 'extradition', 'extradition')], [], false],
  ['a claim names it too', [pathway('mx', 'extradition', 'extradición')], [{ id: 'c', value: 'Extradicion', denies: false }], false],
  ['a claim names another', [pathway('mx', 'extradition', 'extradición')], [{ id: 'c', value: 'kidnapping', denies: false }], true],
  ['a claim denies it', [pathway('mx', 'extradition', 'extradición')], [{ id: 'c', value: 'extradition', denies: true }], true],
  ['nobody named one', [], [{ id: 'c', value: 'surrendered', denies: false }], false],
  [
    'nobody named one and two are claimed',
    [],
    [
      { id: 'c', value: 'surrendered', denies: false },
      { id: 'd', value: 'captured', denies: false },
    ],
    true,
  ],
]
for (const [name, said, about, contested] of claims) {
  test(`pathway, ${name}: ${contested ? 'contested' : 'not contested'}`, () => {
    const { pathways } = stateOfCase({ ...none, pathways: said, claims: about }, today)
    assert.equal(pathways.contested, contested)
  })
}

test('the funnel shows the first day of each stage, an arrest also from custody, and standing on a list ends', () => {
  const state = stateOfCase(
    {
      ...none,
      custody: [detained()],
      steps: [step('charge', '2025-11'), step('charge', '2026-02-01')],
      wanted: [
        { id: 'w1', by: 'us', at: written, list: 'top-ten', standing: 'listed', from: '2025-03', until: '2026-01-22' },
        { id: 'w2', by: 'us', at: written, list: 'other', standing: 'listed', from: '2025-04' },
      ],
    },
    today,
  )
  assert.deepEqual(
    state.funnel.filter(({ day }) => day !== null).map(({ step: stage, day }) => [stage, day]),
    [
      ['arrest', '2026-01-15'],
      ['charge', '2025-11'],
    ],
  )
  assert.deepEqual(
    state.wanted.map(({ list, now }) => [list, now]),
    [
      ['top-ten', false],
      ['other', true],
    ],
  )
})

test('“joint” opens roles: intelligence needs no leave, presence on foreign soil without one is said, an arrest abroad too', () => {
  const role = (id: string, party: string, code: string, authorisation: string) => ({
    id,
    by: 'mx',
    at: written,
    party,
    role: code,
    soil: 'MX',
    authorisation,
  })
  const { roles } = stateOfCase(
    {
      ...none,
      roles: [
        role('a', 'us', 'intelligence', 'none'),
        role('b', 'mx', 'arrest', 'own_power'),
        role('c', 'us', 'presence', 'none'),
        role('d', 'us', 'arrest', 'authorised'),
      ],
    },
    today,
  )
  assert.deepEqual(
    roles.map(({ id, warnings }) => [id, warnings.join()]),
    [
      ['a', ''],
      ['b', ''],
      ['c', 'no_authorisation'],
      ['d', 'foreign_arrest'],
    ],
  )
})

test('any order of the records gives the same state', () => {
  const code = fc.constantFrom('located', 'detained', 'moved', 'handed_over', 'received', 'lent', 'returned', 'released', 'newer_than_this')
  const party = fc.constantFrom('mx', 'us')
  const day = fc.constantFrom('2026-01-15', '2026-01-16', '2026-03-01')
  const custody = fc.array(
    fc.record({ code, day, party, hour: fc.integer({ min: 0, max: 23 }), precision: fc.constantFrom('minute', 'day') }).map((one) =>
      event(one.code, `${one.day}T${String(one.hour).padStart(2, '0')}:00:00.000Z`, {
        by: one.party,
        toParty: one.party,
        precision: one.precision,
      }),
    ),
    { maxLength: 12 },
  )
  const steps = fc.array(
    fc
      .record({ code: fc.constantFrom('charge', 'judgment', 'quashed', 'acquittal', 'dismissed'), day, party })
      .map((one) => step(one.code, one.day, { ofParty: one.party })),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(custody, steps, fc.infiniteStream(fc.nat()), (events, taken, draws) => {
      const mix = <T>(list: readonly T[]): T[] =>
        list
          .map((one) => ({ one, at: draws.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one)
      const straight = stateOfCase({ ...none, custody: events, steps: taken }, today)
      assert.deepEqual(stateOfCase({ ...none, custody: mix(events), steps: mix(taken) }, today), straight)
    }),
    { numRuns: 200 },
  )
})
