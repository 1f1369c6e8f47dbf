import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellsOfSeal } from './public-seals.ts'
import { type Cell, findWithheld } from './public-withheld.ts'

type Given = Cell & { readonly from: string }
const cell = (id: string, value: number, more: Partial<Given> = {}): Given => ({
  ...{ id, value, party: 'all', start: '2026-01-01', end: '2026-01-31', low: null, high: null, classes: {}, revises: undefined, of: null },
  ...{ isShare: false, isCount: true, from: '2026-02-01T00:00:00.000Z' },
  ...more,
})
const span = (start: string, end: string) => ({ start, end })
const later = { from: '2026-08-01T00:00:00.000Z' }
const withheld = (...cells: readonly Given[]) => [...findWithheld(cells)].sort()

// What nobody published can be as small as what was, and is worked out by one subtraction.
const rows: readonly (readonly [name: string, cells: readonly Given[], gives: 'away' | 'nothing'])[] = [
  ['a side that gives no figure, beside the total', [cell('all', 37), cell('mx', 31, { party: 'mx' })], 'away'],
  ['the same where the rest is no small count', [cell('all', 47), cell('mx', 31, { party: 'mx' })], 'nothing'],
  ['the same where there is no rest', [cell('all', 31), cell('mx', 31, { party: 'mx' })], 'nothing'],
  ['a class that is not told, beside the whole', [cell('whole', 37), cell('found', 31, { classes: { result: 'found' } })], 'away'],
  [
    'the last month of a half year',
    [cell('half', 37, span('2026-01-01', '2026-06-30')), cell('five', 31, span('2026-01-01', '2026-05-31'))],
    'away',
  ],
  [
    'the last month of a half year told in a quarter and months',
    [
      cell('half', 97, span('2026-01-01', '2026-06-30')),
      cell('q1', 40, span('2026-01-01', '2026-03-31')),
      cell('apr', 30, span('2026-04-01', '2026-04-30')),
      cell('may', 21, span('2026-05-01', '2026-05-31')),
    ],
    'away',
  ],
  [
    'what two years that overlap leave of each other',
    [
      cell('fiscal', 100, span('2024-10-01', '2025-09-30')),
      cell('autumn', 30, span('2024-10-01', '2024-12-31')),
      cell('year', 76, span('2025-01-01', '2025-12-31')),
    ],
    'away',
  ],
  [
    'years that overlap and leave much',
    [cell('one', 400, span('2025-01-01', '2025-12-31')), cell('two', 410, span('2025-02-01', '2026-01-31'))],
    'nothing',
  ],
]
for (const [name, cells, gives] of rows) {
  test(name, () => {
    assert.equal(withheld(...cells).length > 0, gives === 'away', String(withheld(...cells)))
  })
}

test('what was out stays out, and what would give the rest away comes no more', () => {
  const before = cell('half', 37, span('2026-01-01', '2026-06-30'))
  assert.deepEqual(withheld(before, { ...cell('five', 31, span('2026-01-01', '2026-05-31')), ...later }), ['five'])
})

const [january, may, june] = ['2026-01-01', '2026-05-31', '2026-06-30'] as const
const seal = (id: string, unit: string, to: string, [sum, count]: readonly [number, number], isCount = false): readonly Given[] =>
  cellsOfSeal({ unit, scale: 0, sum: BigInt(sum), count, period: { from: january, to } }, { id, isCount, side: 'mx' }).map((one) => ({
    ...one,
    from: '2026-07-01T00:00:00.000Z',
  }))
const sealsOf = (...cells: readonly Given[]) => [...new Set(withheld(...cells).map((id) => id.split(' ')[0]))]

test('a seal over a share tells how many counted: few of many, or all but few, are withheld with it', () => {
  assert.deepEqual(sealsOf(...seal('half', '%', june, [20, 40])), [])
  assert.deepEqual(sealsOf(...seal('few', '%', june, [3, 40])), ['few'])
  assert.deepEqual(sealsOf(...seal('rest', '%', june, [37, 40])), ['rest'])
  assert.deepEqual(sealsOf(...seal('none', '%', june, [0, 40])), [])
})

test('two seals over periods of which one lies in the other tell what lies between: not both are shown', () => {
  for (const unit of ['h', '%']) {
    const wide = seal('wide', unit, june, [18, 37])
    assert.deepEqual(sealsOf(...wide), [])
    assert.equal(sealsOf(...wide, ...seal('narrow', unit, may, [15, 31])).length, 1, unit)
  }
})

test('a seal over another period than its value’s is a number more, and takes part like one', () => {
  const value = cell('value', 37, { party: 'mx', start: january, end: june })
  assert.deepEqual(sealsOf(value, ...seal('same', 'event', june, [37, 37], true)), [])
  assert.equal(sealsOf(value, ...seal('other', 'event', may, [31, 31], true)).length, 1)
})
