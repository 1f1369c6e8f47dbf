import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClockRule, nextDue, type WorkEvent } from './index.ts'

const rule = (id: string, seconds: number, stops: readonly string[]): ClockRule => ({
  id,
  starts: ['received'],
  stops,
  target: { count: 'elapsed', seconds },
})
const rules = [rule('outcome', 3600, ['outcome']), rule('acknowledgement', 300, ['acknowledged', 'outcome'])]
const received: WorkEvent = { code: 'received', at: '2026-11-21T10:00:00.000Z' }

const rows: readonly (readonly [string, readonly WorkEvent[], string | undefined])[] = [
  ['nothing has started', [], undefined],
  ['the soonest of two counts', [received], '2026-11-21T10:05:00.000Z'],
  ['a met clock gives way to the next', [received, { code: 'acknowledged', at: '2026-11-21T10:01:00.000Z' }], '2026-11-21T11:00:00.000Z'],
  ['so does one that was met late', [received, { code: 'acknowledged', at: '2026-11-21T10:30:00.000Z' }], '2026-11-21T11:00:00.000Z'],
  ['when all stopped, none is next', [received, { code: 'outcome', at: '2026-11-21T10:30:00.000Z' }], undefined],
]
for (const [name, events, due] of rows) test(`next due: ${name}`, () => assert.equal(nextDue(rules, events), due))
