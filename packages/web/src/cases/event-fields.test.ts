import assert from 'node:assert/strict'
import { test } from 'node:test'
import { follow } from './event-fields.ts'

test('who was released is in the custody of no party, and who was detained in that which was said', () => {
  const values = { to_party: 'mx', soil: 'MX' }
  assert.deepEqual(follow('event', 'released', values), { to_party: '', soil: 'MX', event: 'released' })
  assert.deepEqual(follow('event', 'detained', values), { to_party: 'mx', soil: 'MX', event: 'detained' })
})
