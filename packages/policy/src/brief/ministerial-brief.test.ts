import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CommitmentRecords } from '../state-of-commitment.ts'
import type { BriefFigure, BriefLine, BriefRecords, FiguresOf } from './brief-line.ts'
import { ministerialBrief } from './ministerial-brief.ts'

type Commitment = BriefRecords['commitments'][number]
const empty: BriefRecords = { commitments: [], expectations: [], issues: [], evaluations: [], figures: [], sessions: [] }
const asked = { party: 'mx', parties: ['mx', 'us'], on: '2026-03-01', since: '2026-02-01' }
const at = (day: string) => `${day}T12:00:00Z`

function commitment(
  id: string,
  change: Partial<CommitmentRecords> = {},
  facts: Partial<CommitmentRecords['facts']> = {},
  tlp = 'clear',
): Commitment {
  return {
    id,
    from: 'mx',
    at: at('2026-01-02'),
    words: { en: `FICTIONAL ${id}`, es: `FICTICIO ${id}` },
    tlp,
    next: new Map(),
    records: {
      facts: {
        id,
        owners: ['us'],
        modality: 'agrees',
        due: '2026-02-10',
        isChange: false,
        baseline: undefined,
        verifiers: [],
        dependsOn: [],
        ...facts,
      },
      statuses: [],
      judgements: [],
      readings: [],
      ...change,
    },
  }
}
const delivered = { id: 's', from: 'us', at: at('2026-02-05'), status: 'delivered' as const }
const judged = (says: 'confirms' | 'disputes') => ({ id: 'j', from: 'mx', at: at('2026-02-06'), of: 's', says, body: undefined })
const brief = (...commitments: readonly Commitment[]) => ministerialBrief({ ...empty, commitments }, asked)
const said = (lines: readonly BriefLine[]) =>
  lines.flatMap(({ id, also, ...first }) =>
    [first, ...also].map(({ code, party, mark, by }) => [id, code, party, mark, by.join()].join(' ')),
  )

type Row = readonly [string, Commitment, { progress?: string[]; pending?: string[]; future?: string[]; sayable?: string[] }]
const rows: readonly Row[] = [
  ['late without a word', commitment('c'), { pending: ['c overdue us  '], sayable: ['c agreed  agreed '] }],
  ['to come', commitment('c', {}, { due: '2026-03-01' }), { future: ['c not_begun us  '], sayable: ['c agreed  agreed '] }],
  [
    'its own word is a claim, and somebody has to look at it',
    commitment('c', { statuses: [delivered] }),
    { progress: ['c delivered us claimed '], pending: ['c to_confirm us claimed mx'], sayable: ['c agreed  agreed '] },
  ],
  [
    'the other confirms: it may be said',
    commitment('c', { statuses: [delivered], judgements: [judged('confirms')] }),
    { progress: ['c verified us confirmed mx'], sayable: ['c verified us confirmed mx', 'c agreed  agreed '] },
  ],
  [
    'the other disputes: it is marked, and nothing of it is said publicly',
    commitment('c', { statuses: [delivered], judgements: [judged('disputes')] }),
    { pending: ['c disputed us disputed mx'] },
  ],
  [
    'nobody confirms their own',
    commitment('c', { statuses: [delivered], judgements: [{ ...judged('confirms'), from: 'us' }] }),
    { progress: ['c delivered us claimed '], pending: ['c to_confirm us claimed mx'], sayable: ['c agreed  agreed '] },
  ],
  [
    'a one-sided reading waits, and the text is not agreed wording until it is answered',
    commitment('c', { readings: [{ id: 'r', from: 'us', at: at('2026-01-09'), answers: undefined, says: 'reads' }] }, { due: '2026-04' }),
    { pending: ['c reading us  '], future: ['c not_begun us  '] },
  ],
  ['a record that is not for everybody is not said', commitment('c', {}, { due: '2026-04' }, 'green'), { future: ['c not_begun us  '] }],
  [
    'a change without a baseline is named',
    commitment('c', {}, { isChange: true, due: '2026-04' }),
    { pending: ['c no_baseline   '], future: ['c not_begun us  '], sayable: ['c agreed  agreed '] },
  ],
]
for (const [name, one, expected] of rows) {
  test(`the four boxes: ${name}`, () => {
    const { boxes, sayable } = brief(one)
    assert.deepEqual(said(boxes.progress), expected.progress ?? [])
    assert.deepEqual(said(boxes.pending), expected.pending ?? [])
    assert.deepEqual(said(boxes.future), expected.future ?? [])
    assert.deepEqual(said(sayable.lines), expected.sayable ?? [])
  })
}

test('what we owe stands before what they owe, each with what is late', () => {
  const ours = commitment('a', {}, { owners: ['mx'] })
  const theirs = commitment('b', { statuses: [delivered], judgements: [judged('disputes')] })
  const { owes } = brief(theirs, ours)
  assert.deepEqual(
    owes.map(({ party, late, open, disputed }) => [party, late.map(({ id }) => id), open, disputed]),
    [
      ['mx', ['a'], 1, 0],
      ['us', ['b'], 1, 1],
    ],
  )
})

test('whoever makes the brief, and in whatever order the records came, the lines are the same', () => {
  const all = ['a', 'b', 'c', 'd'].map((id, i) => commitment(id, {}, { due: `2026-02-0${i + 1}` }))
  const one = ministerialBrief({ ...empty, commitments: all }, asked)
  const other = ministerialBrief({ ...empty, commitments: all.toReversed() }, { ...asked, party: 'us' })
  assert.deepEqual(one.boxes, other.boxes)
  assert.deepEqual(said(one.boxes.pending), ['a overdue us  ', 'b overdue us  ', 'c overdue us  ', 'd overdue us  '])
})

test('words that call somebody guilty are quoted and never offered for saying in public', () => {
  const one = { ...commitment('c', {}, { due: '2026-04' }), words: { en: 'Hand over criminals', es: 'Entregar a presuntos delincuentes' } }
  const { boxes, sayable } = brief(one)
  assert.equal(boxes.future[0]?.quoted, true)
  assert.deepEqual(sayable, { lines: [], kept: { marking: 0, wording: 1 } })
})

test('a refused expectation stays in its box with its ground, and is a dispute', () => {
  const facts = { id: 'e', from: 'mx', at: at('2026-01-03'), ofParty: 'us', byWhen: '2026-02', commitment: undefined }
  const answers = [{ id: 'a', from: 'us', at: at('2026-02-03'), says: 'refuses' as const, ground: 'law', commitment: undefined }]
  const expectation = {
    id: 'e',
    from: 'mx',
    at: facts.at,
    words: { en: 'FICTIONAL' },
    tlp: 'green',
    records: { facts, answers, namedBy: [] },
  }
  const { boxes, disputes, delta } = ministerialBrief({ ...empty, expectations: [expectation] }, asked)
  assert.deepEqual(
    boxes.expectations.map(({ code, party, more }) => [code, party, more]),
    [['refused', 'us', 'law']],
  )
  assert.deepEqual(said(disputes), ['e refused us disputed mx'])
  assert.deepEqual(
    delta.groups.map(({ group }) => group),
    ['expectation_refused'],
  )
})

const figure: BriefFigure = {
  ...{
    id: 'v',
    from: 'mx',
    at: at('2026-02-09'),
    span: { low: 4, high: 4 },
    notAvailable: null,
    unit: 'h',
    start: '2026-01-01',
    end: '2026-01-31',
  },
  ...{ level: 'asserted', confirmedBy: [], disputedBy: [], isRevision: false },
}
const confirmed: Partial<BriefFigure> = { level: 'confirmed', confirmedBy: ['us'] }
type FigureRow = readonly [
  string,
  Partial<BriefFigure>,
  { standing?: FiguresOf['sides'][number]['standing']; rivals?: BriefFigure[]; tlp?: string },
  { progress?: string[]; pending?: string[]; sayable?: string[] },
]
const figureRows: readonly FigureRow[] = [
  ['on pace by its own word is progress claimed', {}, { standing: 'on_pace' }, { progress: ['c value mx claimed '] }],
  [
    'on pace and confirmed may be said',
    confirmed,
    { standing: 'reached' },
    { progress: ['c value mx confirmed us'], sayable: ['c value mx confirmed us'] },
  ],
  ['without a target it is no progress, and what another confirmed may be said', confirmed, {}, { sayable: ['c value mx confirmed us'] }],
  ['nor is a claim without a target anything but a figure', {}, {}, {}],
  [
    'behind the pace is pending, and may be said as it is once it is confirmed',
    confirmed,
    { standing: 'behind' },
    { pending: ['c value_behind mx confirmed us'], sayable: ['c value mx confirmed us'] },
  ],
  [
    'a dispute is pending with who disputes',
    { level: 'disputed', disputedBy: ['us'] },
    { standing: 'reached' },
    { pending: ['c value_disputed mx disputed us'] },
  ],
  [
    'a rival figure is a dispute',
    confirmed,
    { standing: 'reached', rivals: [{ ...figure, from: 'us' }] },
    { pending: ['c value_disputed mx disputed us'] },
  ],
  ['a marking keeps it in', confirmed, { standing: 'reached', tlp: 'green' }, { progress: ['c value mx confirmed us'] }],
  ['no figure is no line', { span: null, notAvailable: 'not_collected' }, { standing: 'missed' }, {}],
]
for (const [name, change, { standing = null, rivals = [], tlp = 'clear' }, expected] of figureRows) {
  test(`a figure: ${name}`, () => {
    const one = { id: 'c', from: 'mx', at: at('2026-01-02'), words: { en: 'FICTIONAL c' }, tlp }
    const figures = [{ ...one, sides: [{ party: 'mx', own: [{ ...figure, ...change }], rivals, standing }] }]
    const { boxes, sayable } = ministerialBrief({ ...empty, figures }, asked)
    assert.deepEqual([boxes.progress, boxes.pending, sayable.lines].map(said), [
      expected.progress ?? [],
      expected.pending ?? [],
      expected.sayable ?? [],
    ])
  })
}
