import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type IssueRecords, stateOfIssue } from './state-of-issue.ts'

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T12:00:00Z`
type Step = IssueRecords['steps'][number]
const said = (id: string, from: string, day: number, says: Step['says'], workstream?: string): Step => ({
  id,
  from,
  at: at(day),
  says,
  workstream,
  commitment: undefined,
})
const facts: IssueRecords['facts'] = { id: 'i', from: 'mx', at: at(1), workstream: 'uas' }

const rows: readonly [string, readonly Step[], string, readonly string[]][] = [
  ['raised by one', [], 'raised mx -', []],
  ['the other sees it too', [said('a', 'us', 2, 'supports')], 'shared mx,us -', []],
  ['its author seeing it says nothing new', [said('a', 'mx', 2, 'supports')], 'raised mx -', []],
  ['one asks', [said('a', 'us', 2, 'asks')], 'asked mx,us -', []],
  ['nobody agrees to its own asking', [said('a', 'mx', 2, 'asks'), said('b', 'mx', 3, 'agrees')], 'asked mx -', ['unasked_agreement b']],
  ['agreed before it was asked', [said('a', 'us', 2, 'agrees')], 'raised mx -', ['unasked_agreement a']],
  ['one asks, the other agrees', [said('a', 'mx', 2, 'asks'), said('b', 'us', 3, 'agrees')], 'workstream mx,us uas', []],
  ['both ask', [said('a', 'mx', 2, 'asks'), said('b', 'us', 3, 'asks', 'exchange')], 'workstream mx,us exchange', []],
  ['declined', [said('a', 'mx', 2, 'asks'), said('b', 'us', 3, 'declines')], 'declined mx -', []],
  [
    'declined, asked again and agreed',
    [said('a', 'mx', 2, 'asks'), said('b', 'us', 3, 'declines'), said('c', 'us', 9, 'asks'), said('d', 'mx', 10, 'agrees')],
    'workstream mx,us uas',
    [],
  ],
  ['the other cannot close it', [said('a', 'us', 2, 'closes')], 'raised mx -', ['foreign_answer a']],
  ['its author closes it', [said('a', 'mx', 2, 'closes')], 'closed mx -', []],
  [
    'a workstream is not closed by a later word',
    [said('a', 'mx', 2, 'asks'), said('b', 'us', 3, 'agrees'), said('c', 'mx', 4, 'closes')],
    'workstream mx,us uas',
    [],
  ],
]
for (const [name, steps, expected, warnings] of rows) {
  test(`an emerging issue: ${name}`, () => {
    for (const order of [steps, steps.toReversed()]) {
      const state = stateOfIssue({ facts, steps: order })
      assert.equal(`${state.status} ${state.seenBy.join(',')} ${state.workstream ?? '-'}`, expected)
      assert.deepEqual(
        state.warnings.map(({ code, of }) => `${code} ${of.join(',')}`),
        warnings,
      )
    }
  })
}
