import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isImpossible } from './impossible.ts'
import { ledgerOf } from './ledger.ts'
import type { Claim } from './read-claim.ts'
import type { SourceDocument } from './read-document.ts'

const document = (id: string, change: Partial<SourceDocument> = {}): SourceDocument => ({
  id,
  title: id,
  publisher: id,
  url: undefined,
  language: 'en',
  publishedOn: '2026-01',
  made: 'humanEdits',
  copyOf: undefined,
  presumes: [],
  ...change,
})
const claim = (id: string, change: Partial<Claim> = {}): Claim => ({
  id,
  about: ['grouping--1'],
  point: 'occurred',
  value: 'it happened',
  valueWords: {},
  word: undefined,
  stance: 'states',
  modality: 'fact',
  speaker: id,
  role: undefined,
  speaksFor: 'press',
  channel: 'article',
  saidOn: undefined,
  trueOn: undefined,
  phase: undefined,
  dateBasis: undefined,
  dateWords: undefined,
  low: undefined,
  high: undefined,
  unit: undefined,
  baseline: undefined,
  document: 'a',
  denies: undefined,
  deniedWords: undefined,
  account: {},
  counts: undefined,
  ...change,
})

const impossible = {
  presumes: [
    { what: 'x', basis: 'y', from: '2025', until: undefined },
    { what: 'z', basis: 'y', from: undefined, until: '2024' },
  ],
}

for (const [name, claims, documents, standing] of [
  ['one source is one, however many speakers it quotes', [claim('1'), claim('2')], [document('a')], 'single'],
  ['two documents that say the same agree', [claim('1'), claim('2', { document: 'b' })], [document('a'), document('b')], 'agreed'],
  ['a copy adds nothing', [claim('1'), claim('1', { document: 'b' })], [document('a'), document('b', { copyOf: 'a' })], 'single'],
  [
    'copies of copies in a ring add nothing and end',
    [claim('1'), claim('2', { document: 'b' })],
    [document('a', { copyOf: 'b' }), document('b', { copyOf: 'a' })],
    'single',
  ],
  [
    'what a model made adds nothing',
    [claim('1'), claim('2', { document: 'b' })],
    [document('a'), document('b', { made: 'trainedAlgorithmicMedia' })],
    'single',
  ],
  [
    'what a model made contradicts nothing',
    [claim('1'), claim('2', { value: 'no', document: 'b' })],
    [document('a'), document('b', { made: 'trainedAlgorithmicMedia' })],
    'single',
  ],
  ['of a document that fits no day nothing counts', [claim('1')], [document('a', impossible)], 'nothing_counts'],
  ['two accounts are contested', [claim('1'), claim('2', { value: 'no', document: 'b' })], [document('a'), document('b')], 'contested'],
  [
    'a denial contests one account',
    [claim('1'), claim('2', { stance: 'denies', denies: '1', document: 'b' })],
    [document('a'), document('b')],
    'contested',
  ],
  ['a doubt does not', [claim('1'), claim('2', { stance: 'doubts', document: 'b' })], [document('a'), document('b')], 'single'],
  [
    'a denial made by a model contests nothing',
    [claim('1'), claim('2', { stance: 'denies', denies: '1', document: 'b' })],
    [document('a'), document('b', { made: 'algorithmicMedia' })],
    'single',
  ],
  ['a claim whose document is not here is a source of its own', [claim('1'), claim('2', { document: 'b' })], [document('a')], 'agreed'],
] as const) {
  test(name, () => {
    const [point] = ledgerOf(claims, documents).points
    assert.equal(point?.standing, standing)
    assert.equal(
      point.accounts.reduce((sum, one) => sum + one.claims.length, 0) + claims.filter((one) => one.stance !== 'states').length,
      claims.length,
      'none is dropped',
    )
  })
}

test('no order in which claims come changes what stands, what is agreed or which marks it has', () => {
  const made = fc.record({
    value: fc.constantFrom('a', 'b'),
    stance: fc.constantFrom('states', 'denies', 'doubts', 'reports'),
    speaker: fc.constantFrom('p', 'q'),
    speaksFor: fc.constantFrom('mx', 'us', 'press'),
    document: fc.constantFrom('a', 'b', 'c', 'd'),
    modality: fc.constantFrom('fact', 'potential'),
  })
  const documents = [
    document('a'),
    document('b', { copyOf: 'a' }),
    document('c', { made: 'trainedAlgorithmicMedia' }),
    document('d', impossible),
  ]
  fc.assert(
    fc.property(
      fc
        .array(made, { minLength: 1, maxLength: 8 })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([one, other]) => {
        const [first, second] = [one, other].map(
          (order) =>
            ledgerOf(
              order.map((change, i) => claim(String(i), change)),
              documents,
            ).points[0],
        )
        assert.deepEqual([first?.standing, first?.core, new Set(first?.marks)], [second?.standing, second?.core, new Set(second?.marks)])
      },
    ),
  )
})

for (const [from, until, expected] of [
  ['2025', '2024', true],
  ['2024-12-31', '2024-10-01', true],
  ['2024-12-31', '2024', false],
  ['2024', '2024-01-01', false],
  ['2024-02', '2024-01-31', true],
  [undefined, '2024', false],
] as const) {
  test(`true from ${from} and until ${until}: ${expected ? 'no day fits' : 'a day may fit'}`, () => {
    assert.equal(
      isImpossible([
        { from, until: undefined },
        { from: undefined, until },
      ]),
      expected,
    )
  })
}

test('a label that several sources use is still the word of those who use it', () => {
  const { points } = ledgerOf(
    [claim('one', { point: 'label', value: 'a network' }), claim('two', { point: 'label', value: 'a network', document: 'b' })],
    [document('a'), document('b')],
  )
  assert.deepEqual([points[0]?.standing, points[0]?.core, points[0]?.accounts[0]?.sources], ['attributed', undefined, 2])
})
