import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimsTooMuch, evidenceLevels, type LadderRecords, maySayVerified, stateOfEvidence } from './evidence-ladder.ts'

const value: LadderRecords['value'] = { id: 'v', from: 'mx', figure: '36.4', hasReference: false, confirmers: ['Audit Office'] }
type Seal = LadderRecords['seals'][number]
type Judgement = LadderRecords['judgements'][number]
const seal = (id: string, from: string, day: number, more: Partial<Seal> = {}): Seal => ({
  id,
  from,
  at: `2026-07-0${day}T00:00:00Z`,
  text: 'count of mx',
  figure: '36.4',
  holds: true,
  ...more,
})
const judge = (id: string, from: string, day: number, says: Judgement['says'], more: Partial<Judgement> = {}): Judgement => ({
  id,
  from,
  at: `2026-07-0${day}T00:00:00Z`,
  of: 's1',
  says,
  body: undefined,
  figure: says === 'disputes' ? '36.1' : undefined,
  ...more,
})
const own = seal('s1', 'mx', 1)

type Row = readonly [
  name: string,
  change: Partial<LadderRecords> & { hasReference?: boolean },
  level: string,
  more?: Partial<Record<'sealedBy' | 'confirmedBy' | 'disputedBy' | 'warnings', readonly string[]>>,
]
const rows: readonly Row[] = [
  ['a word alone is asserted', {}, 'asserted', { sealedBy: [] }],
  ['a record behind it is a reference', { hasReference: true }, 'referenced'],
  ['its author’s seal seals it', { seals: [own] }, 'sealed', { sealedBy: ['mx'] }],
  ['a seal that nobody signed is none', { seals: [seal('s1', 'mx', 1, { holds: false })] }, 'asserted', { warnings: ['seal_unsigned'] }],
  ['a seal of the other party alone seals nothing', { seals: [seal('s9', 'us', 1)] }, 'asserted'],
  ['the other’s signature over the same text confirms', { seals: [own, seal('s2', 'us', 2)] }, 'confirmed', { sealedBy: ['mx', 'us'] }],
  ['over another text it does not', { seals: [own, seal('s2', 'us', 2, { text: 'count of us' })] }, 'sealed', { sealedBy: ['mx'] }],
  ['unsigned it does not', { seals: [own, seal('s2', 'us', 2, { holds: false })] }, 'sealed', { warnings: ['seal_unsigned'] }],
  [
    'a judgement of the other confirms',
    { seals: [own], judgements: [judge('j', 'us', 2, 'confirms')] },
    'confirmed',
    { confirmedBy: ['us'] },
  ],
  [
    'one’s own judgement confirms nothing',
    { seals: [own], judgements: [judge('j', 'mx', 2, 'confirms')] },
    'sealed',
    { warnings: ['self_judgement'] },
  ],
  [
    'a body that the card names confirms independently, as another party tells it',
    { seals: [own], judgements: [judge('j', 'us', 2, 'confirms', { body: 'Audit Office' })] },
    'independent',
    { confirmedBy: ['Audit Office'], warnings: [] },
  ],
  [
    'nobody lifts its own value by quoting a body',
    { seals: [own], judgements: [judge('j', 'mx', 2, 'confirms', { body: 'Audit Office' })] },
    'sealed',
    { confirmedBy: [], warnings: ['self_judgement'] },
  ],
  [
    'what a body disputes counts, whoever tells it, and its author does not talk it away',
    {
      seals: [own],
      judgements: [judge('j', 'mx', 2, 'disputes', { body: 'Audit Office' }), judge('k', 'mx', 3, 'confirms', { body: 'Audit Office' })],
    },
    'disputed',
    { disputedBy: ['Audit Office'], warnings: ['self_judgement'] },
  ],
  [
    'a body that nobody named does not',
    { seals: [own], judgements: [judge('j', 'us', 2, 'confirms', { body: 'A friend' })] },
    'sealed',
    { warnings: ['unnamed_body'] },
  ],
  ['a dispute disputes', { seals: [own], judgements: [judge('j', 'us', 2, 'disputes')] }, 'disputed', { disputedBy: ['us'] }],
  [
    'a later word of the same judge replaces its dispute',
    { seals: [own], judgements: [judge('j', 'us', 2, 'disputes'), judge('k', 'us', 3, 'confirms')] },
    'confirmed',
  ],
  ['so does its signature', { seals: [own, seal('s2', 'us', 3)], judgements: [judge('j', 'us', 2, 'disputes')] }, 'confirmed'],
  [
    'a dispute after its signature stands',
    { seals: [own, seal('s2', 'us', 2)], judgements: [judge('j', 'us', 3, 'disputes')] },
    'disputed',
    { sealedBy: ['mx', 'us'] },
  ],
  [
    'an independent confirmation does not silence the other party',
    { seals: [own], judgements: [judge('j', 'us', 2, 'disputes'), judge('k', 'us', 3, 'confirms', { body: 'Audit Office' })] },
    'disputed',
  ],
  [
    'a new seal lets what was found about the old one lapse',
    { seals: [own, seal('s3', 'mx', 4, { text: 'again' })], judgements: [judge('j', 'us', 2, 'disputes')] },
    'sealed',
    { warnings: ['lapsed_judgement', 'seal_replaced'] },
  ],
  [
    'a seal over another figure is marked, and seals this one not, whoever signed it',
    { seals: [seal('s1', 'mx', 1, { figure: '36.5' }), seal('s2', 'us', 2, { figure: '36.5' })] },
    'asserted',
    { warnings: ['figure_differs'], sealedBy: [] },
  ],
  [
    'nor is a finding about such a seal one about this value, unless it disputes',
    { seals: [seal('s1', 'mx', 1, { figure: '36.5' })], judgements: [judge('j', 'us', 2, 'confirms')] },
    'asserted',
    { warnings: ['lapsed_judgement', 'figure_differs'] },
  ],
  [
    'a dispute of it is heard',
    { seals: [seal('s1', 'mx', 1, { figure: '36.5' })], judgements: [judge('j', 'us', 2, 'disputes')] },
    'disputed',
  ],
  [
    'a seal proves no median, and is not compared with one',
    { seals: [seal('s1', 'mx', 1, { figure: '40.2', isComparable: false })] },
    'sealed',
    { warnings: [] },
  ],
  [
    'a seal of another period or rule, or from before the value was changed, seals nothing',
    { seals: [seal('s1', 'mx', 1, { isElsewhere: true })] },
    'asserted',
    { warnings: ['seal_elsewhere'] },
  ],
  [
    'what was found lapses when the value is changed in its place',
    { judgements: [judge('j', 'us', 2, 'confirms', { of: 'v', isOlder: true })] },
    'asserted',
    { warnings: ['lapsed_judgement'] },
  ],
  ['what is found about the value itself counts', { judgements: [judge('j', 'us', 2, 'confirms', { of: 'v' })] }, 'confirmed'],
]

for (const [name, { hasReference, ...change }, level, more = {}] of rows) {
  test(name, () => {
    const records = { value: { ...value, hasReference: hasReference ?? false }, seals: [], judgements: [], ...change }
    const state = stateOfEvidence(records)
    assert.equal(state.level, level)
    const shown = { ...state, warnings: state.warnings.map(({ code }) => code) }
    for (const [key, expected] of Object.entries(more)) assert.deepEqual(shown[key as keyof typeof shown], expected)
    // The order in which records came says nothing.
    const turned = stateOfEvidence({ ...records, seals: records.seals.toReversed(), judgements: records.judgements.toReversed() })
    assert.deepEqual(turned, state)
  })
}

test('a third state whose figure it is not is no counterpart, unless the card names it', () => {
  const level = (confirmers: readonly string[]) =>
    stateOfEvidence({
      value: { ...value, owners: ['mx', 'us'], confirmers },
      seals: [own, seal('s2', 'pt', 2)],
      judgements: [judge('j', 'pt', 3, 'confirms')],
    }).level
  assert.deepEqual([level([]), level(['pt'])], ['sealed', 'confirmed'])
})

test('both figures of a dispute stand, each with who holds it', () => {
  const state = stateOfEvidence({ value, seals: [own], judgements: [judge('j', 'us', 2, 'disputes')] })
  assert.deepEqual(state.figures, [
    { by: 'mx', figure: '36.4', id: 'v' },
    { by: 'us', figure: '36.1', id: 'j' },
  ])
})

test('«verified» is said of the two upper levels only, in either language', () => {
  assert.deepEqual(
    evidenceLevels.filter((level) => maySayVerified(level)),
    ['confirmed', 'independent'],
  )
  for (const words of ['Verified', 'cifra verificada', 'resultados verificados', 'a VERIFIED number']) {
    assert.ok(claimsTooMuch('sealed', words), words)
    assert.ok(!claimsTooMuch('confirmed', words), words)
  }
  assert.ok(!claimsTooMuch('asserted', 'to be verifiable'))
})
