import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawRandom } from './draw-random.ts'

test('no bytes are given twice, across the end of a large draw too', () => {
  const drawn = Array.from({ length: 2000 }, () => drawRandom(12))
  assert.ok(drawn.every((bytes) => bytes.length === 12))
  assert.equal(new Set(drawn.map((bytes) => Buffer.from(bytes).toString('hex'))).size, drawn.length)
  const places = drawn.map((bytes) => bytes.byteOffset + (bytes.buffer === drawn[0]?.buffer ? 0 : 10_000_000))
  assert.ok(new Set(places).size > 600)
  assert.ok(drawn.some((bytes, i) => i > 0 && bytes.buffer !== drawn[i - 1]?.buffer))
})
