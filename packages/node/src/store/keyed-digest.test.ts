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
  assert.equal(toHex(recordDigest(key, 'incident--1')), '31d89e151ec5895b8d111372abe6bf0d31afe08210c4c4f443374c37218e1f81')
  assert.equal(toHex(identifierDigest(key, 'plate', 'ABC123D')), 'f74e4b017939060b2e981320911ecf3c9546ad90af04fded6be74ca8d12d733f')
})
