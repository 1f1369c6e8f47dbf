import assert from 'node:assert/strict'
import { test } from 'node:test'
import { custodyOfStep } from './custody-of-step.ts'

const said = { at: '2026-01-22T18:00:00.000Z', happened: null, day: null, place: null, court: null, number: null, handoverAt: null }

test('an arrest, a surrender and a return are custody events of the case, with the day, hour and place that the step says', () => {
  assert.equal(custodyOfStep({ ...said, step: 'acknowledge' }), undefined)
  assert.deepEqual(custodyOfStep({ ...said, step: 'arrest', day: '2026-01-21' }), { event: 'detained', at: '2026-01-21' })
  const hour = '2026-01-21T15:00:00.000Z'
  assert.equal(custodyOfStep({ ...said, step: 'arrest', day: '2026-01-21', happened: hour })?.at, hour)
  assert.deepEqual(custodyOfStep({ ...said, step: 'surrender', day: '2026-01-22', place: 'Puente', handoverAt: hour }), {
    event: 'handed_over',
    at: hour,
    place: 'Puente',
  })
  assert.deepEqual(custodyOfStep({ ...said, step: 'surrender_temporarily', day: '2027-01-01' }), {
    event: 'lent',
    at: said.at,
    back: '2027-01-01',
  })
})
