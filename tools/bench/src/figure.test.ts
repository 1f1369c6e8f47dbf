import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meetsBar, printNumber, quantile, timesFloor } from './figure.ts'

test('a bar is met on its own side of the edge, the edge included', () => {
  const rate = { name: 'rate', unit: '/s', bar: { is: 'at least', value: 1000 } } as const
  const delay = { name: 'delay', unit: 'ms', bar: { is: 'at most', value: 60 } } as const
  assert.deepEqual(
    [
      meetsBar({ ...rate, value: 1000 }),
      meetsBar({ ...rate, value: 999 }),
      meetsBar({ ...delay, value: 60 }),
      meetsBar({ ...delay, value: 61 }),
    ],
    [true, false, true, false],
  )
  assert.equal(meetsBar({ name: 'told', unit: '', value: 1 }), undefined)
})

test('a figure is told as a multiple of its floor, and without a floor as none', () => {
  assert.equal(timesFloor({ name: 'delay', unit: 'ms', value: 6, floor: { name: 'least', value: 4 } }), 1.5)
  assert.equal(timesFloor({ name: 'delay', unit: 'ms', value: 6, floor: { name: 'nothing', value: 0 } }), undefined)
})

test('quantiles are values that were measured', () => {
  assert.deepEqual([quantile([5, 1, 4, 2, 3], 0.5), quantile([5, 1, 4, 2, 3], 0.99), quantile([7], 0)], [3, 5, 7])
  assert.throws(() => quantile([], 0.5), RangeError)
})

test('numbers carry the digits that they deserve', () => {
  assert.deepEqual([1234.5, 45.67, 4.567, 0.01234, 0, 100_000].map(printNumber), ['1,235', '45.7', '4.57', '0.0123', '0', '100,000'])
})
