import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../seeded-random.ts'
import { nameOf, planFaults } from './plan-faults.ts'

test('the first faults of any plan are one of each kind, and a seed gives its plan again', () => {
  for (const seed of [1, 2, 3]) {
    const plan = planFaults(['mx', 'us'], seededRandom(seed))
    const kinds = new Set(plan.map(nameOf))
    assert.equal(kinds.size, 17)
    assert.deepEqual(new Set(plan.slice(0, kinds.size).map(nameOf)), kinds)
    assert.deepEqual(planFaults(['mx', 'us'], seededRandom(seed)), plan)
  }
  assert.notDeepEqual(planFaults(['mx', 'us'], seededRandom(1)), planFaults(['mx', 'us'], seededRandom(2)))
})
