import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextSort, sortRows } from './sort-rows.ts'

const columns = [{ id: 'size', compare: (a: { size: number }, b: { size: number }) => a.size - b.size }, { id: 'name' }]
const rows = [
  { size: 2, name: 'a' },
  { size: 1, name: 'b' },
  { size: 2, name: 'c' },
]
const names = (sorted: readonly { name: string }[]) => sorted.map(({ name }) => name).join('')

test('rows sort both ways, equals keep their order, and nothing sorts without a comparison', () => {
  assert.equal(names(sortRows(rows, columns, { by: 'size', order: 'asc' })), 'bac')
  assert.equal(names(sortRows(rows, columns, { by: 'size', order: 'desc' })), 'acb')
  assert.equal(names(sortRows(rows, columns, { by: 'name', order: 'asc' })), 'abc')
  assert.equal(names(sortRows(rows, columns, undefined)), 'abc')
})

test('a header sorts ascending first, then turns; another header starts anew', () => {
  assert.deepEqual(nextSort(undefined, 'size'), { by: 'size', order: 'asc' })
  assert.deepEqual(nextSort({ by: 'size', order: 'asc' }, 'size'), { by: 'size', order: 'desc' })
  assert.deepEqual(nextSort({ by: 'size', order: 'desc' }, 'name'), { by: 'name', order: 'asc' })
})
