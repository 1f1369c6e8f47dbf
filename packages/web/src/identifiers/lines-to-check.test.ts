import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesToCheck } from './lines-to-check.ts'

test('each line is a value, but the lines of a travel document belong together', () => {
  assert.deepEqual(linesToCheck(' a \n\nb\r\n', ''), ['a', 'b'])
  assert.deepEqual(linesToCheck('L1\nL2\n \nM1\nM2', 'mrz'), ['L1\nL2', 'M1\nM2'])
  assert.deepEqual(linesToCheck(' \n', 'vin'), [])
})
