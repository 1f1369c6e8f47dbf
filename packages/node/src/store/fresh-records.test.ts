import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFreshRecords } from './fresh-records.ts'
import type { StoredRecord } from './stored-records.ts'

const record = (seq: number, size = 10) => ({ seq, objectBytes: new Uint8Array(size) }) as StoredRecord
const digest = (byte: number) => Uint8Array.of(byte)

test('a version is given out once, and only for the bytes that were put', () => {
  const fresh = createFreshRecords()
  const first = record(7)
  fresh.put(first, digest(1))
  assert.equal(fresh.take(7, digest(1)), first)
  assert.equal(fresh.take(7, digest(1)), undefined)
  // Rolled back, and its position written by another.
  fresh.put(record(8), digest(2))
  assert.equal(fresh.take(8, digest(3)), undefined)
})

test('what does not fit is left out, oldest first', () => {
  const fresh = createFreshRecords(25)
  for (const seq of [1, 2, 3]) fresh.put(record(seq), digest(seq))
  fresh.put(record(3), digest(3))
  assert.deepEqual(
    [1, 2, 3].map((seq) => fresh.take(seq, digest(seq)) !== undefined),
    [false, true, true],
  )
})
