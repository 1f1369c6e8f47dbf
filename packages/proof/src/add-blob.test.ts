import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concatBytes, toHex } from '@enlace/core'
import { type BlobPart, encodeAddBlob, encodeBody, itemCountOf, parseAddBlob } from './node.ts'

const part: BlobPart = { origin: 'a/b', what: 'bytes', hash: new Uint8Array(32).fill(7), size: 10, offset: 8, bytes: Uint8Array.of(1, 2) }

test('a part of a file has these bytes', () => {
  const head = `01000003${Buffer.from('a/b').toString('hex')}${'07'.repeat(32)}`
  assert.equal(toHex(encodeAddBlob(part)), `${head}000000000000000a00000000000000080102`)
})

for (const [what, change] of [
  ['a part', {}],
  ['a question', { offset: 0, bytes: new Uint8Array(0) }],
  ['a file that is gone', { what: 'gone', offset: 0, bytes: new Uint8Array(0) }],
] as const) {
  test(`${what} reads as it was written, and no shorter or changed head reads at all`, () => {
    const written = encodeAddBlob({ ...part, ...change })
    const read = parseAddBlob(written)
    assert.ok(read.ok)
    assert.deepEqual({ ...read.value, bytes: [...read.value.bytes] }, { ...part, ...change, bytes: [...{ ...part, ...change }.bytes] })
    for (let end = 0; end < 55; end++) assert.equal(parseAddBlob(written.subarray(0, end)).ok, false, String(end))
    for (const [at, value] of [
      [0, 2],
      [1, 2],
    ] as const) {
      const wrong = written.slice()
      wrong[at] = value
      assert.equal(parseAddBlob(wrong).ok, false)
    }
  })
}

test('a part beyond the end of its file is refused, and one of a file of no bytes', () => {
  assert.equal(parseAddBlob(encodeAddBlob({ ...part, offset: 9 })).ok, false)
  assert.equal(parseAddBlob(encodeAddBlob({ ...part, offset: 0, size: 0, bytes: new Uint8Array(0) })).ok, false)
  assert.equal(parseAddBlob(concatBytes(encodeAddBlob({ ...part, what: 'gone' }))).ok, false)
})

test('how many items a body has is read from its head', () => {
  const item = { salt: new Uint8Array(32), bytes: Uint8Array.of(1) }
  for (const count of [0, 2, 3]) {
    const items = Array.from({ length: count }, () => item)
    assert.equal(itemCountOf(encodeBody({ items, release: null, releaseSignature: new Uint8Array(0) })), count)
  }
  assert.equal(itemCountOf(Uint8Array.of(9, 0, 3)), 0)
})
