import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printFlow } from './print-flow.ts'

test('the flow is a table that a spreadsheet opens, in the words of its reader, and no cell is a formula', () => {
  const sides = [{ direction: 'received' as const, now: 2, passed: 3, median: 12.5, longest: 40 }]
  const stages = [{ state: 'suspended', waits: 'court', over: false, sides }]
  const flow = { forms: [{ form: 'extradition', totals: [], stages }], heldDays: 730, asOf: '2026-01-01T00:00:00.000Z' }
  const words = { form: () => '=Extradición', state: () => 'Suspendida, "amparo"', way: () => 'Recibida', waits: () => 'tribunal' }
  const [head, row, rest] = printFlow(flow, ['a', 'b'], words).split('\r\n')
  assert.equal(head, '\uFEFFa,b')
  assert.equal(row, `'=Extradición,Recibida,"Suspendida, ""amparo""",tribunal,2,3,12.5,40`)
  assert.equal(rest, '')
})
