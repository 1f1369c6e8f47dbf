import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CountDefinition, type CountedItem, countedItem, kinds, readCount, recount } from '../index.ts'

const definition: CountDefinition = {
  kind: 'group-transfer',
  where: [],
  measure: 'persons',
  day: 'happened_on',
  from: '2025-01',
  until: '2026-01',
  order: 'largest',
  rank: 1,
  subject: 'c',
}
const item = (id: string, day: string | undefined, measure: number | undefined): CountedItem => ({ id, title: id, day, measure })
const three = [item('a', '2025-02-27', 29), item('b', '2025-08-12', 26), item('c', '2026-01-20', 37)]
const inTime = { ...definition, order: 'in_time', rank: 3 } as const

type Row = readonly [
  name: string,
  items: readonly CountedItem[],
  change: Partial<CountDefinition>,
  verdict: string,
  missing?: readonly string[],
]
const rows: readonly Row[] = [
  ['the largest of those held holds', three, {}, 'holds'],
  ['one larger and it does not', [...three, item('d', '2025-03-01', 38)], {}, 'does_not_hold'],
  ['one as large and it is not the largest', [...three, item('d', '2025-03-01', 37)], {}, 'does_not_hold'],
  ['alone there is nothing to compare it with', [item('c', '2026-01-20', 37)], {}, 'cannot_be_computed', ['nothing_to_compare 1']],
  [
    'one that does not say how many and nothing can be said',
    [...three, item('d', '2025-03-01', undefined)],
    {},
    'cannot_be_computed',
    ['no_measure 1'],
  ],
  ['a record that is not held has no place', three, { subject: 'z' }, 'cannot_be_computed', ['subject_unknown 1']],
  ['a claim that names no record has none either', three, { subject: undefined }, 'cannot_be_computed', ['subject_unknown 1']],
  ['the second largest holds', three, { subject: 'a', rank: 2 }, 'holds'],
  ['the smallest holds', three, { subject: 'b', order: 'smallest' }, 'holds'],
  ['the third in time holds', three, inTime, 'holds'],
  ['the second in time is not the third', three, { ...inTime, rank: 2 }, 'does_not_hold'],
  ['said to be the fifth where three are held, two are missing', three, { ...inTime, rank: 5 }, 'cannot_be_computed', ['too_few 2']],
  [
    'a month that holds the day leaves the order open',
    [...three, item('d', '2026-01', 1)],
    inTime,
    'cannot_be_computed',
    ['order_unknown 1'],
  ],
  ['one without a day leaves it open too', [...three, item('d', undefined, 1)], inTime, 'cannot_be_computed', ['no_day 1']],
]
for (const [name, items, change, verdict, missing = []] of rows) {
  test(name, () => {
    const found = recount({ ...definition, ...change }, items)
    assert.deepEqual([found.verdict, found.missing.map(({ why, count }) => `${why} ${count}`)], [verdict, missing])
    assert.deepEqual(recount({ ...definition, ...change }, items.toReversed()), found)
  })
}

test('more than were looked at and nothing can be said', () => {
  assert.deepEqual(recount(definition, three, true).missing, [{ why: 'too_many', count: 1 }])
})

test('the list behind the answer stands in the order of the count', () => {
  assert.deepEqual(
    recount(definition, three).items.map(({ id }) => id),
    ['c', 'a', 'b'],
  )
})

test('what is counted has the fields asked for and lies between the days, both included', () => {
  const kind = kinds.get('group-transfer')
  assert.ok(kind)
  const transfer = (says: object) => ({
    ...kind.example,
    extensions: { [String(kind.extension)]: { extension_type: 'property-extension', from_party: 'mx', to_party: 'us', ...says } },
  })
  const read = (says: object, change: Partial<CountDefinition> = {}) => countedItem({ ...definition, ...change }, transfer(says))
  assert.deepEqual([read({ happened_on: '2026-01-31', persons: 37 })?.measure, read({ happened_on: '2026-02-01' })], [37, undefined])
  assert.deepEqual([read({ happened_on: '2025-01-01' })?.day, read({ happened_on: '2024-12-31' })], ['2025-01-01', undefined])
  assert.ok(read({ happened_on: '2025' }))
  const where = [{ field: 'to_party', value: 'us' }]
  assert.ok(read({ happened_on: '2025-05-01' }, { where }))
  assert.equal(read({ happened_on: '2025-05-01', to_party: 'ca' }, { where }), undefined)
})

test('a definition that nobody can count by is none', () => {
  const good = { of_kind: 'group-transfer', day_field: 'happened_on', order: 'largest', rank: 1 }
  assert.ok(readCount(good))
  for (const change of [{ order: 'best' }, { rank: 0 }, { of_kind: 3 }, { day_field: null }])
    assert.equal(readCount({ ...good, ...change }), undefined)
  assert.equal(readCount('the largest'), undefined)
})
