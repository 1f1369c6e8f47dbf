import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agreement } from './agreement.ts'
import { laneOf } from './lane-of.ts'

const alert = { kind: 'mirror-alert', coded: { urgency: 'flash' }, revoked: false }
const agreed = (flash: Agreement['flash']) => ({ flash }) as Agreement

test('what cannot wait and what takes something back go flash; everything else goes routine', () => {
  const rows: readonly (readonly [string, Parameters<typeof laneOf>[0], Agreement | undefined, string])[] = [
    ['a flash alert', alert, undefined, 'flash'],
    ['an alert that can wait', { ...alert, coded: { urgency: 'priority' } }, undefined, 'routine'],
    ['an alert that does not say', { ...alert, coded: {} }, undefined, 'routine'],
    ['another kind with the same code', { ...alert, kind: 'seizure' }, undefined, 'routine'],
    ['a revoked version of anything', { kind: 'figure', coded: {}, revoked: true }, agreed([]), 'flash'],
    ['a flash alert where the agreement names nothing', alert, agreed([]), 'routine'],
    ['a kind that the agreement names', { ...alert, kind: 'response' }, agreed([{ kinds: ['response'], only: {} }]), 'flash'],
    ['a value that the agreement does not name', alert, agreed([{ kinds: ['mirror-alert'], only: { urgency: ['priority'] } }]), 'routine'],
  ]
  for (const [what, record, agreement, lane] of rows) assert.equal(laneOf(record, agreement), lane, what)
})
