import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex, utf8 } from '@enlace/core'
import { contentDigest, identifierDigest, recordDigest } from './keyed-digest.ts'

const key = new Uint8Array(32).fill(7)

test('each digest has a domain of its own, so one never answers for another', () => {
  const digests = [
    recordDigest(key, 'x'),
    contentDigest(key, utf8('x')),
    identifierDigest(key, 'plate', 'x'),
    identifierDigest(key, 'vin', 'x'),
  ]
  assert.equal(new Set(digests.map(toHex)).size, 4)
})

test('a digest is 32 bytes, the same each time, and another under another key', () => {
  assert.equal(recordDigest(key, 'x').length, 32)
  assert.deepEqual(recordDigest(key, 'x'), recordDigest(key, 'x'))
  assert.notDeepEqual(recordDigest(key, 'x'), recordDigest(new Uint8Array(32), 'x'))
})

test('stored digests stay what they were: a change here would lose every record', () => {
  assert.equal(toHex(recordDigest(key, 'incident--1')), '212f0e2e01f8718195784512c59a63fd4711dcdf22c1afc64862aa8abe26c622')
  assert.equal(toHex(identifierDigest(key, 'plate', 'ABC123D')), '3b398623082d6e1f932d1dc5074528978ce3c776386586d86d3150e8ca97dd45')
})
