import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stateOf, workStates } from './index.ts'

const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00Z`

test('nothing happened yet: new', () => assert.equal(stateOf([]), 'new'))

test('the furthest step counts, however late the others come', () => {
  assert.equal(
    stateOf([
      { code: 'outcome', at: at(9) },
      { code: 'received', at: at(1) },
      { code: 'acknowledged', at: at(2) },
    ]),
    'outcome',
  )
})

test('between acting and cannot act the later word counts', () => {
  const acting = { code: 'acting', at: at(3) }
  assert.equal(stateOf([acting, { code: 'cannot_act', at: at(5) }]), 'cannot_act')
  assert.equal(stateOf([acting, { code: 'cannot_act', at: at(1) }]), 'acting')
  assert.equal(stateOf([acting, { code: 'cannot_act', at: at(3) }]), 'cannot_act')
})

test('a code of a newer partner changes nothing', () => {
  assert.equal(
    stateOf([
      { code: 'acknowledged', at: at(2) },
      { code: 'delegated', at: at(3) },
    ]),
    'acknowledged',
  )
})

test('the order in which events arrive never matters', () => {
  const event = fc.record({ code: fc.constantFrom(...workStates, 'delegated'), at: fc.integer({ min: 0, max: 4 }).map(at) })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 7 }), fc.array(fc.nat(), { maxLength: 7 }), (events, keys) => {
      const shuffled = events.map((item, i) => [keys[i] ?? 0, item] as const).sort(([a], [b]) => a - b)
      assert.equal(stateOf(shuffled.map(([, item]) => item)), stateOf(events))
    }),
  )
})
