import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CommitmentRecords } from '../state-of-commitment.ts'
import type { BriefFigure, BriefRecords } from './brief-line.ts'
import { sessionDelta } from './session-delta.ts'

const at = (day: string) => `${day}T12:00:00Z`
const asked = { party: 'mx', parties: ['mx', 'us'], on: '2026-03-01', since: '2026-02-01' }
const empty: BriefRecords = { commitments: [], expectations: [], issues: [], evaluations: [], figures: [], sessions: [] }
type Statuses = CommitmentRecords['statuses']
const said = (id: string, day: string, status: Statuses[number]['status']) => ({ id, from: 'us', at: at(day), status })

const rows: readonly [
  string,
  { at?: string; due?: string; statuses?: Statuses; judgements?: CommitmentRecords['judgements'] },
  readonly string[],
][] = [
  ['nothing moved', { statuses: [said('s', '2026-01-20', 'in_progress')] }, []],
  ['it is new', { at: '2026-02-02' }, ['new']],
  ['the day itself belongs to what was known', { at: '2026-02-01' }, []],
  ['it began', { statuses: [said('s', '2026-02-02', 'in_progress')] }, ['started']],
  ['it became overdue without a word', { due: '2026-02-15' }, ['overdue']],
  ['it was overdue before', { due: '2026-01-15' }, []],
  ['it is said to be delivered', { statuses: [said('s', '2026-02-20', 'delivered')] }, ['delivered']],
  [
    'it was delivered before and is confirmed since',
    {
      statuses: [said('s', '2026-01-20', 'delivered')],
      judgements: [{ id: 'j', from: 'mx', at: at('2026-02-10'), of: 's', says: 'confirms', body: undefined }],
    },
    ['verified'],
  ],
  [
    'it was confirmed before',
    {
      statuses: [said('s', '2026-01-20', 'delivered')],
      judgements: [{ id: 'j', from: 'mx', at: at('2026-01-21'), of: 's', says: 'confirms', body: undefined }],
    },
    [],
  ],
]
for (const [name, one, expected] of rows) {
  test(`since the last session: ${name}`, () => {
    const records: CommitmentRecords = {
      facts: {
        id: 'c',
        owners: ['us'],
        modality: 'agrees',
        due: one.due,
        isChange: false,
        baseline: undefined,
        verifiers: [],
        dependsOn: [],
      },
      statuses: one.statuses ?? [],
      judgements: one.judgements ?? [],
      readings: [],
    }
    const commitment = {
      id: 'c',
      from: 'mx',
      at: at(one.at ?? '2026-01-02'),
      words: { en: 'FICTIONAL' },
      tlp: 'clear',
      next: new Map(),
      records,
    }
    const { groups } = sessionDelta({ ...empty, commitments: [commitment] }, asked)
    assert.deepEqual(
      groups.map(({ group }) => group),
      expected,
    )
  })
}

test('an issue that became a workstream since is told as that, and one raised since as new', () => {
  const issue = (id: string, raised: string, steps: BriefRecords['issues'][number]['records']['steps']) => ({
    id,
    from: 'mx',
    at: at(raised),
    words: { en: 'FICTIONAL' },
    tlp: 'clear',
    records: { facts: { id, from: 'mx', at: at(raised), workstream: 'uas' }, steps },
  })
  const step = (id: string, from: string, day: string, says: 'asks' | 'agrees') => ({
    id,
    from,
    at: at(day),
    says,
    workstream: undefined,
    commitment: undefined,
  })
  const issues = [
    issue('a', '2026-01-05', [step('1', 'mx', '2026-01-20', 'asks'), step('2', 'us', '2026-02-10', 'agrees')]),
    issue('b', '2026-02-10', []),
    issue('c', '2026-01-05', [step('3', 'us', '2026-02-10', 'asks')]),
  ]
  const { groups } = sessionDelta({ ...empty, issues }, asked)
  assert.deepEqual(
    groups.map(({ group, lines }) => [group, lines.map(({ id, more }) => `${id} ${more}`)]),
    [
      ['issue_new', ['b null']],
      ['issue_workstream', ['a uas']],
      ['issue_moved', ['c null']],
    ],
  )
})

test('a figure that came or was restated since is a line of its own side, a rival figure one that names who holds it', () => {
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
    ...{ level: 'asserted', confirmedBy: [], disputedBy: [], isRevision: true },
  }
  const rivals = [{ ...figure, id: 'r', from: 'us', isRevision: false }]
  const old = { ...figure, id: 'o', at: at('2026-01-31') }
  const one = { id: 'c', from: 'mx', at: at('2026-01-02'), words: { en: 'FICTIONAL' }, tlp: 'clear' }
  const side = { party: 'mx', own: [figure, old], rivals, standing: null }
  const { groups } = sessionDelta({ ...empty, figures: [{ ...one, sides: [side] }] }, asked)
  assert.deepEqual(
    groups.map(({ group, lines }) => [group, lines.map(({ id, party, by, records }) => [id, party, by.join(), records.join()])]),
    [
      ['value_new', [['c', 'mx', 'us', 'r']]],
      ['value_revised', [['c', 'mx', '', 'v']]],
    ],
  )
})
