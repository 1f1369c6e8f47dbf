import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCausalWords, isPeriodOf, mayClaimCause, nextPeriodStart, periodOf } from '@enlace/records'
import { ratesOf } from './indicator-rates.ts'
import { type CardVersion, type IndicatorRecords, type IndicatorValue, missingOf, stateOfIndicator } from './state-of-indicator.ts'
import { type FigureOfSeries, joinRecorded, valuesOfSeries } from './values-of-series.ts'

const filled = (
  'title definition unit counting population baselines targets period_type frequency source query disaggregation direction level attribution limits ' +
  'confidence_level owners confirmer disclosure revision_policy sunset'
).split(' ')
const target = { side: 'mx', value: 2, threshold: 3, dueOn: '2026-12-31', setBy: 'a session', isNone: false }
const baseline = { side: 'mx', value: 9, on: '2025-12-31', source: 'a count', isNone: false }
const card: CardVersion = {
  id: 'c',
  from: 'mx',
  at: '2025-12-11T12:00:00.000Z',
  seenOn: '2025-12-11',
  filled,
  unit: 'h',
  direction: 'down',
  level: 'output',
  attribution: 'direct',
  frequency: 'month',
  yearType: 'calendar',
  appliesFrom: undefined,
  baselines: [baseline],
  targets: [target],
  owners: ['mx', 'us'],
  nextPublication: undefined,
  sunset: undefined,
}
const value = (id: string, month: string, amount: number, change: Partial<IndicatorValue> = {}): IndicatorValue => ({
  id,
  from: 'mx',
  at: `${month}-28T12:00:00.000Z`,
  seenOn: undefined,
  side: 'mx',
  ...periodOf(`${month}-01`, 'month'),
  span: { low: amount, high: amount },
  notAvailable: undefined,
  unit: 'h',
  breakdown: {},
  asOf: `${month}-28`,
  revises: undefined,
  reason: undefined,
  source: 'journal',
  confidence: undefined,
  hasWhy: false,
  ...change,
})
const records = (change: Partial<IndicatorRecords>): IndicatorRecords => ({
  id: 'c',
  author: 'mx',
  cards: [card],
  answers: [],
  values: [],
  ...change,
})
const fold = (change: Partial<IndicatorRecords>, today = '2026-07-01') => {
  const state = stateOfIndicator(records(change), today)
  assert.ok(state)
  return state
}
const marks = (change: Partial<IndicatorRecords>, today?: string) =>
  fold(change, today).marks.map(({ code, of }) => `${code} ${of.join(',')}`)
const later = (id: string, at: string, change: Partial<CardVersion>): CardVersion => ({
  ...card,
  id,
  at: `${at}T12:00:00.000Z`,
  seenOn: at,
  ...change,
})
const shown = (change: Partial<IndicatorRecords>) =>
  fold(change).lines.map(
    ({ from, isOwn, entries }) =>
      `${from}${isOwn ? '' : ' rival'}: ${entries.map(({ current, earlier, marks: found, counts }) => `${earlier.map(({ id }) => `${id}<`).join('')}${current.id}${counts ? '' : '!'}${found.length > 0 ? `(${found})` : ''}`).join(' ')}`,
  )

test('periods are those of the calendar, or of the fiscal year that begins in October', () => {
  assert.deepEqual(periodOf('2026-02-10', 'quarter'), { start: '2026-01-01', end: '2026-03-31' })
  assert.deepEqual(periodOf('2026-02-10', 'year', 'us_fiscal'), { start: '2025-10-01', end: '2026-09-30' })
  assert.deepEqual(periodOf('2025-10-01', 'half_year', 'us_fiscal'), { start: '2025-10-01', end: '2026-03-31' })
  assert.deepEqual(periodOf('2024-02-29', 'month'), { start: '2024-02-01', end: '2024-02-29' })
  assert.equal(nextPeriodStart('2026-12-31', 'day'), '2027-01-01')
  assert.ok(isPeriodOf({ start: '2025-07-01', end: '2026-06-30' }, 'rolling_year'))
  assert.ok(!isPeriodOf({ start: '2025-07-01', end: '2026-05-31' }, 'rolling_year'))
  assert.equal(nextPeriodStart('2026-06-10', 'rolling_year'), '2026-07-01')
})

test('a card that lacks a field is not verifiable and says which', () => {
  const lacks = (change: Partial<CardVersion>) => missingOf({ ...card, ...change })
  assert.deepEqual(lacks({}), [])
  for (const name of filled.filter((one) => one !== 'query')) {
    assert.deepEqual(lacks({ filled: filled.filter((one) => one !== name) }), [name])
  }
  assert.deepEqual(lacks({ filled: filled.filter((one) => one !== 'query') }), ['computation'])
  assert.deepEqual(lacks({ baselines: [{ ...baseline, source: undefined }] }), ['baselines'])
  assert.deepEqual(lacks({ baselines: [{ ...baseline, value: undefined, isNone: true }] }), [])
  assert.deepEqual(lacks({ targets: [{ ...target, dueOn: undefined }] }), ['targets'])
  assert.deepEqual(lacks({ attribution: 'contribution' }), ['mechanism', 'rivals'])
  assert.deepEqual(lacks({ attribution: 'correlated', filled: [...filled, 'rivals'] }), [])
})

test('a version counts from the first period that begins after the day on which it was made', () => {
  const versions = (change: Partial<CardVersion>, at: string) =>
    fold({ cards: [card, later('d', at, change)] }).versions.map(({ id, since, standing }) => `${id} ${since} ${standing}`)
  assert.deepEqual(versions({}, '2026-05-31'), ['c 2026-01-01 past', 'd 2026-06-01 in_force'])
  // Made on the first day of a period is made inside it.
  assert.deepEqual(versions({}, '2026-07-01'), ['c 2026-01-01 in_force', 'd 2026-08-01 to_come'])
  assert.deepEqual(versions({ from: 'us' }, '2026-05-31'), ['c 2026-01-01 in_force', 'd 2026-06-01 proposed'])
  assert.deepEqual(versions({ appliesFrom: '2026-09-01' }, '2026-05-31'), ['c 2026-01-01 in_force', 'd 2026-09-01 to_come'])
})

test('a definition, a target or a baseline that is moved inside its period is marked and waits', () => {
  const moved = later('d', '2026-06-10', { targets: [{ ...target, value: 8, threshold: undefined }], appliesFrom: '2026-06-01' })
  assert.deepEqual(marks({ cards: [card, moved] }), ['changed_inside_period d', 'target_changed_inside_period d'])
  const [side] = fold({ cards: [card, moved] }).sides
  assert.equal(side?.target?.value, 2)
  assert.deepEqual([side?.later?.target.value, side?.later?.from], [8, '2027-01-01'])
  assert.equal(fold({ cards: [card, moved] }, '2027-01-01').sides[0]?.target?.value, 8)
  assert.deepEqual(marks({ cards: [card, later('d', '2026-06-10', { baselines: [{ ...baseline, value: 20 }] })] }), [
    'target_changed_inside_period d',
  ])
  // A new target after the old one's day is no attempt, and what took the change back leaves nothing to come.
  assert.deepEqual(marks({ cards: [card, later('d', '2027-01-01', { targets: [{ ...target, value: 1 }] })] }, '2027-03-01'), [])
  assert.equal(fold({ cards: [card, moved, later('e', '2026-06-12', {})] }).sides[0]?.later, undefined)
})

test('another party’s version is a proposal, and a card that this node saw after its period had begun says so', () => {
  assert.deepEqual(marks({ cards: [card, later('d', '2026-01-05', { from: 'us' })] }), ['foreign_version d'])
  assert.deepEqual(marks({ cards: [{ ...card, seenOn: '2025-12-31' }] }), [])
  assert.deepEqual(marks({ cards: [{ ...card, seenOn: '2026-01-01' }] }), ['came_late c'])
  assert.equal(stateOfIndicator(records({ cards: [] }), '2026-01-01'), undefined)
})

test('a publication that was named and did not come is marked', () => {
  const cards = [{ ...card, nextPublication: '2026-06' }]
  assert.deepEqual(marks({ cards }, '2026-06-30'), [])
  assert.deepEqual(marks({ cards }, '2026-07-01'), ['publication_missed c'])
  assert.deepEqual(marks({ cards, values: [value('a', '2026-06', 5)] }, '2026-07-01'), [])
})

test('baseline and target are agreed when every owner has said so of the words as they stand', () => {
  const answer = (says: 'agrees' | 'objects', day: string, from = 'us') => ({
    id: `${says} ${day}`,
    from,
    at: `${day}T00:00:00.000Z`,
    seenOn: undefined,
    says,
  })
  const open = (answers: IndicatorRecords['answers'], cards = [card]) => fold({ cards, answers }).sides[0]?.notAgreedBy
  assert.deepEqual(open([]), ['us'])
  assert.deepEqual(open([answer('agrees', '2025-12-20')]), [])
  assert.deepEqual(open([answer('agrees', '2025-12-01')]), ['us'])
  assert.deepEqual(open([answer('agrees', '2025-12-20'), answer('objects', '2025-12-21')]), ['us'])
  assert.deepEqual(open([answer('agrees', '2025-12-20', 'ca')]), ['us'])
  const changed = later('d', '2025-12-15', { targets: [{ ...target, value: 8 }] })
  assert.deepEqual(open([answer('agrees', '2025-12-20')], [card, changed]), ['us'])
})

const rows: readonly [string, readonly IndicatorValue[], readonly string[]][] = [
  ['one line', [value('b', '2026-02', 5), value('a', '2026-01', 6)], ['mx: a b']],
  [
    'a revision stands in front of what it restates',
    [value('a', '2026-01', 6), value('b', '2026-01', 7, { revises: 'a', at: '2026-03-01T00:00:00.000Z', source: 'laboratory' })],
    ['mx: a<b'],
  ],
  [
    'two figures that name neither stand beside each other and count for nothing',
    [value('a', '2026-01', 6), value('b', '2026-01', 7)],
    ['mx: a!(rival_of_itself) b!(rival_of_itself)'],
  ],
  ['another source is another line', [value('a', '2026-01', 6), value('b', '2026-01', 7, { source: 'press' })], ['mx: a', 'mx: b']],
  ['the other party’s figure is a rival', [value('a', '2026-01', 6), value('b', '2026-01', 7, { from: 'us' })], ['mx: a', 'us rival: b']],
  [
    'nobody revises the other’s figure',
    [value('a', '2026-01', 6), value('b', '2026-01', 7, { from: 'us', revises: 'a' })],
    ['mx: a', 'us rival: b(foreign_revision)'],
  ],
  [
    'a revision of another period is none',
    [value('a', '2026-01', 6), value('b', '2026-02', 7, { revises: 'a' })],
    ['mx: a b(unknown_revision)'],
  ],
  [
    'a record that was amended keeps what it said',
    [value('a', '2026-01', 6), value('a', '2026-01', 7, { at: '2026-03-01T00:00:00.000Z' })],
    ['mx: a<a(changed_in_place)'],
  ],
  ['a wrong unit counts for nothing', [value('a', '2026-01', 6, { unit: 'days' })], ['mx: a!(wrong_unit)']],
  ['nor does a period that the card has not', [value('a', '2026-01', 6, { end: '2026-02-15' })], ['mx: a!(odd_period)']],
  ['a value of a period before the card is older than it', [value('a', '2025-12', 6)], ['mx: a(older_than_card)']],
  ['confidence needs a reason', [value('a', '2026-01', 6, { confidence: 'high' })], ['mx: a(no_why)']],
  [
    'two that revise each other end somewhere',
    [value('a', '2026-01', 6, { revises: 'b' }), value('b', '2026-01', 7, { revises: 'a' })],
    ['mx: a<b'],
  ],
]
for (const [name, values, expected] of rows) {
  test(`values: ${name}, in whatever order they came`, () => {
    assert.deepEqual(shown({ values }), expected)
    assert.deepEqual(shown({ values: values.toReversed() }), expected)
  })
}

test('the rate needed stands against the rate achieved, a range stays a range, and an ambiguous direction judges nothing', () => {
  const at = (low: number, high: number, today = '2026-07-01') =>
    ratesOf({ value: 9, on: '2025-12-31' }, { low, high, on: '2026-06-30' }, { value: 2, threshold: 3, dueOn: '2026-12-31' }, 'down', today)
  const { achieved, needed, neededAtFirst, done } = at(7, 7)
  assert.deepEqual(
    [achieved?.low, needed?.low, neededAtFirst].map((one) => one?.toFixed(1)),
    ['-4.0', '-7.9', '-6.0'],
  )
  // Who goes as fast as is needed is on pace: both are told to the same threshold.
  const near = at(6, 6)
  assert.equal(near.standing, 'on_pace')
  assert.ok((near.achieved?.low ?? 0) <= (near.needed?.low ?? 0))
  assert.equal(done?.low.toFixed(2), '0.29')
  assert.equal(at(7, 7).standing, 'behind')
  assert.equal(at(5.5, 5.5).standing, 'on_pace')
  assert.equal(at(3, 3).standing, 'reached')
  assert.equal(at(3.1, 3.1, '2027-01-01').standing, 'missed')
  assert.equal(at(5, 7).standing, 'unclear')
  assert.equal(at(10, 10).done?.low.toFixed(2), '-0.14')
  const both = ratesOf(
    { value: 9, on: '2025-12-31' },
    { low: 7, high: 7, on: '2026-06-30' },
    { value: 2, threshold: undefined, dueOn: '2026-12-31' },
    'ambiguous',
    '2026-07-01',
  )
  assert.deepEqual([both.standing, both.needed, both.neededAtFirst], ['unclear', undefined, undefined])
})

test('only a party’s own whole figures, measured by a card made before, have a rate', () => {
  const rate = (values: readonly IndicatorValue[]) => fold({ values }).lines.map(({ rates }) => rates?.standing)
  assert.deepEqual(rate([value('a', '2026-05', 7)]), ['behind'])
  assert.deepEqual(rate([value('a', '2026-05', 7, { from: 'us' })]), [undefined])
  assert.deepEqual(rate([value('a', '2025-12', 7)]), [undefined])
  assert.deepEqual(rate([value('a', '2026-05', 7, { breakdown: { place: 'MX-TAM' } })]), [undefined])
})

test('words that name a cause are found in both languages, whole and with or without accents', () => {
  const found = (text: string) => findCausalWords(text).map(({ words, start }) => `${start} ${words}`)
  assert.deepEqual(found('Deaths fell THANKS  TO the programme.'), ['12 THANKS  TO'])
  assert.deepEqual(found('Gracias al programa, y a raiz de él, bajó.'), ['0 Gracias al', '23 a raiz de'])
  assert.deepEqual(found('Due today; the residue to be led together.'), [])
  assert.deepEqual((['direct', 'joint', 'contribution', 'correlated', 'unknown'] as const).map(mayClaimCause), [
    true,
    true,
    true,
    false,
    false,
  ])
  assert.equal(mayClaimCause(undefined), false)
})

test('figures of one edition are added up, a later edition restates, and parts without a value are named', () => {
  const figure = (id: string, amount: number | undefined, change: Partial<FigureOfSeries> = {}): FigureOfSeries => ({
    id,
    start: '2026-01-01',
    end: '2026-01-31',
    value: amount,
    missing: amount === undefined ? 'not_yet_published' : undefined,
    unit: 'kg',
    edition: '2026-02',
    publishedOn: '2026-02-28',
    publisher: 'An office',
    places: ['US-TX'],
    breakdown: { drug: 'Fentanyl', region: id },
    isProvisional: false,
    ...change,
  })
  const later = { edition: '2026-03', publishedOn: '2026-03-31' }
  const got = valuesOfSeries(
    [
      figure('e', 5, later),
      figure('a', 1),
      figure('b', 2),
      figure('c', 9, { breakdown: { drug: 'Heroin' } }),
      figure('d', 4, { places: ['US-AZ'] }),
      figure('f', undefined, later),
    ],
    { side: 'us', breakdown: { drug: 'Fentanyl' }, places: ['US-TX'] },
  )
  assert.deepEqual(
    got.map(({ span, parts, reason, asOf, missingReporters }) => [span?.low, parts, reason, asOf, missingReporters]),
    [
      [3, 2, undefined, '2026-02-28', []],
      [5, 2, 'new_edition', '2026-03-31', ['US-TX, Fentanyl, f']],
    ],
  )
  assert.equal(got[1]?.revises, got[0]?.id)
})

const editions = (...amounts: readonly number[]) =>
  amounts.map((amount, i) =>
    value(`edition ${i}`, '2026-02', amount, {
      ...{ source: 'An office', asOf: `2026-0${3 + i}-28`, at: `2026-0${3 + i}-28T00:00:00.000Z` },
      ...(i === 0 ? {} : { revises: `edition ${i - 1}`, reason: 'new_edition' }),
    }),
  )
const onRecord = (id: string, amount: number, edition: number, change: Partial<IndicatorValue> = {}) =>
  value(id, '2026-02', amount, { source: 'An office', asOf: `2026-0${3 + edition}-28`, at: '2026-06-01T00:00:00.000Z', ...change })

test('an edition that its party put on record stands once, and other editions revise it or are revised by it', () => {
  const told = (recorded: readonly IndicatorValue[], published = editions(100, 120, 119.0004)) =>
    fold({ values: joinRecorded(recorded, published), cards: [card] }).lines.flatMap(({ entries }) =>
      entries.map(({ current, earlier }) => [current.id, ...earlier.map(({ id }) => id)].join(' ')),
    )
  assert.deepEqual(told([]), ['edition 2 edition 0 edition 1'])
  assert.deepEqual(told([onRecord('r0', 100, 0)]), ['edition 2 edition 1 r0'])
  assert.deepEqual(told([onRecord('r1', 120, 1)]), ['edition 2 edition 0 r1'])
  assert.deepEqual(told([onRecord('r2', 119, 2)]), ['r2 edition 0 edition 1'])
  const both = [onRecord('r1', 120, 1), onRecord('r2', 119, 2, { revises: 'r1', reason: 'new_edition', at: '2026-06-02T00:00:00.000Z' })]
  assert.deepEqual(told(both), ['r2 edition 0 r1'])
})

test('what differs from every edition, in figure, day, source, party or part, is none of them', () => {
  const changes: readonly Partial<IndicatorValue>[] = [
    { span: { low: 100.001, high: 100.001 } },
    { asOf: '2026-03-27' },
    { source: 'Another office' },
    { from: 'us' },
    { unit: 'lb' },
    { breakdown: { drug: 'Heroin' } },
  ]
  for (const change of changes) {
    const joined = joinRecorded([onRecord('r', 100, 0, change)], editions(100))
    assert.deepEqual(
      joined.map(({ id }) => id),
      ['r', 'edition 0'],
      JSON.stringify(change),
    )
  }
  assert.deepEqual(
    joinRecorded([onRecord('r', 100, 0)], editions(100)).map(({ id }) => id),
    ['r'],
  )
})
