import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { isStixId } from '@enlace/records'
import { partnerIdsUnder, withOwnIds } from './partner-ids.ts'

const ids = partnerIdsUnder(new Uint8Array(32).fill(3))
const id = 'incident--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a35'

test('an id made for a partner is a valid one of the same type and version, the same each time, another for each partner and under each key', () => {
  const made = ids.make('us', id)
  assert.ok(made !== undefined && isStixId(made))
  assert.match(made, /^incident--[0-9a-f]{8}-[0-9a-f]{4}-4/)
  assert.equal(ids.make('us', id), made)
  const others = [ids.make('ca', id), partnerIdsUnder(new Uint8Array(32).fill(4)).make('us', id), id]
  assert.equal(new Set([made, ...others]).size, 4)
})

test('the id here is found again from the one that a partner knows, whatever its version', () => {
  for (const version of ['1', '4', '5']) {
    for (let i = 0; i < 50; i++) {
      const uuid = randomUUID()
      const own = `report--${uuid.slice(0, 14)}${version}${uuid.slice(15)}`
      const made = ids.make('us', own)
      assert.equal(made?.charAt(made.length - 22), version)
      assert.equal(ids.own('us', made ?? ''), own)
    }
  }
})

test('an id in capitals cannot be made and found again, so none is made', () => {
  assert.equal(ids.make('us', id.toUpperCase().replace('INCIDENT', 'incident')), undefined)
})

test('what a partner names is looked for under its own word and under the id that it may stand for', () => {
  const made = ids.make('us', id) ?? ''
  assert.deepEqual(withOwnIds(ids, 'us', [{ relation: 'object_refs', target: made }]), [
    { relation: 'object_refs', target: made },
    { relation: 'object_refs', target: id },
  ])
})
