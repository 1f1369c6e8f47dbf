import assert from 'node:assert/strict'
import { test } from 'node:test'
import { laterBy, maxEvents, readPlan, writePlan } from './plan.ts'

test('a plan is its address and back', () => {
  const plan = {
    law: 'extradition-treaty-1978',
    ask: 'us',
    of: 'mx',
    known: undefined,
    lines: [
      [{ code: 'arrested', at: '2026-01-05' }],
      [
        { code: 'arrested', at: '2026-01-05' },
        { code: 'urgent_direct', at: '2026-01-25T10:30Z' },
      ],
    ],
  }
  const search = writePlan(plan)
  assert.equal(search.b, 'arrested.2026-01-05~urgent_direct.2026-01-25T10:30Z')
  assert.deepEqual(readPlan(search), plan)
})

test('an address that anybody wrote is read as far as it goes', () => {
  assert.deepEqual(readPlan({}).lines, [[]])
  assert.deepEqual(readPlan({ a: 'arrested.tomorrow~<script>.2026-01-01~arrested.2026-01-01' }).lines, [
    [{ code: 'arrested', at: '2026-01-01' }],
  ])
  assert.equal(readPlan({ a: Array(500).fill('arrested.2026-01-01').join('~') }).lines[0]?.length, maxEvents)
})

test('days later cross the leap day', () => assert.equal(laterBy('2024-02-20', 20), '2024-03-11'))
