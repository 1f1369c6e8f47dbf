import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyCache } from './key-cache.ts'

const entry = (byte: number): { key: Uint8Array } => ({ key: new Uint8Array([byte]) })

test('the key unused longest leaves first, wiped', () => {
  const cache = keyCache(2)
  const entries = [entry(1), entry(2), entry(3)]
  cache.keep(1, entries[0]!)
  cache.keep(2, entries[1]!)
  cache.find(1)
  cache.keep(3, entries[2]!)
  assert.deepEqual(
    [1, 2, 3].map((slot) => cache.find(slot)?.key[0]),
    [1, undefined, 3],
  )
  assert.equal(entries[1]!.key[0], 0)
})

test('a wiped key is zeros wherever the cache shared it', () => {
  const cache = keyCache(2)
  const kept = entry(7)
  cache.keep(1, kept)
  cache.wipeAll()
  assert.deepEqual([cache.find(1), kept.key[0]], [undefined, 0])
})
