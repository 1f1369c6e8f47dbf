import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EvaluationRecords, stateOfEvaluation } from './state-of-evaluation.ts'

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T12:00:00Z`
type Response = EvaluationRecords['responses'][number]
const said = (id: string, from: string, day: number, finding: string, says: Response['says'], of?: string): Response => ({
  id,
  from,
  at: at(day),
  finding,
  says,
  of,
  next: undefined,
})
const findings: EvaluationRecords['findings'] = [
  { number: '1', addressee: 'us', due: '2026-02' },
  { number: '2', addressee: 'both', due: undefined },
]

const rows: readonly [string, readonly Response[], string, readonly string[], readonly string[]][] = [
  ['nobody answered', [], '2026-03-01', ['1 us unanswered overdue', '2 mx unanswered', '2 us unanswered'], []],
  ['the last day still counts', [], '2026-02-28', ['1 us unanswered', '2 mx unanswered', '2 us unanswered'], []],
  [
    'another than the addressee answers',
    [said('a', 'mx', 2, '1', 'accepts')],
    '2026-01-09',
    ['1 us unanswered', '2 mx unanswered', '2 us unanswered'],
    ['foreign_answer a'],
  ],
  [
    'each answers for itself',
    [said('a', 'mx', 2, '2', 'partly'), said('b', 'us', 3, '2', 'rejects')],
    '2026-01-09',
    ['1 us unanswered', '2 mx partly', '2 us rejected'],
    [],
  ],
  [
    'remedied, by its own word',
    [said('a', 'us', 2, '1', 'remedied')],
    '2026-03-01',
    ['1 us remedied', '2 mx unanswered', '2 us unanswered'],
    [],
  ],
  [
    'what was confirmed and then written over is confirmed no more',
    [said('a', 'us', 2, '1', 'remedied'), { ...said('j', 'mx', 3, '1', 'confirms', 'a'), isOlder: true }],
    '2026-03-01',
    ['1 us remedied', '2 mx unanswered', '2 us unanswered'],
    ['lapsed_judgement j'],
  ],
  [
    'another confirms',
    [said('a', 'us', 2, '1', 'remedied'), said('j', 'mx', 3, '1', 'confirms', 'a')],
    '2026-03-01',
    ['1 us verified', '2 mx unanswered', '2 us unanswered'],
    [],
  ],
  [
    'nobody confirms its own',
    [said('a', 'us', 2, '1', 'remedied'), said('j', 'us', 3, '1', 'confirms', 'a')],
    '2026-03-01',
    ['1 us remedied', '2 mx unanswered', '2 us unanswered'],
    ['self_judgement j'],
  ],
  [
    'another disputes',
    [said('a', 'us', 2, '1', 'remedied'), said('j', 'mx', 3, '1', 'disputes', 'a')],
    '2026-03-01',
    ['1 us disputed overdue', '2 mx unanswered', '2 us unanswered'],
    [],
  ],
  [
    'a later response lets the judgement lapse',
    [said('a', 'us', 2, '1', 'remedied'), said('j', 'mx', 3, '1', 'confirms', 'a'), said('b', 'us', 4, '1', 'at_work')],
    '2026-01-09',
    ['1 us at_work', '2 mx unanswered', '2 us unanswered'],
    ['lapsed_judgement j'],
  ],
  [
    'a finding that is none',
    [said('a', 'us', 2, '7', 'accepts')],
    '2026-01-09',
    ['1 us unanswered', '2 mx unanswered', '2 us unanswered'],
    ['unknown_finding a'],
  ],
]
for (const [name, responses, today, expected, warnings] of rows) {
  test(`a finding: ${name}`, () => {
    for (const order of [responses, responses.toReversed()]) {
      const state = stateOfEvaluation({ findings, responses: order }, ['mx', 'us'], today)
      assert.deepEqual(
        state.findings.map(({ number, party, status, isOverdue }) => `${number} ${party} ${status}${isOverdue ? ' overdue' : ''}`),
        expected,
      )
      assert.deepEqual(
        state.warnings.map(({ code, of }) => `${code} ${of.join(',')}`),
        warnings,
      )
    }
  })
}
