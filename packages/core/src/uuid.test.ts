import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromHex, uuidV4, uuidV5, uuidV7 } from './index.ts'

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest()
const shape = (version: number) => new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

test('the examples of RFC 9562 come out', () => {
  // Appendix A.3, A.4 and A.6.
  assert.equal(uuidV4(fromHex('919108f752d133205bacf847db4148a8')!), '919108f7-52d1-4320-9bac-f847db4148a8')
  assert.equal(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com', sha1), '2ed6657d-e927-568b-95e1-2665a8aea6a2')
  assert.equal(uuidV7(0x017f22e279b0, fromHex('0cc318c4dc0c0c07398f')!), '017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('every UUID has its version and variant, and version 7 sorts by time', () => {
  const random = fc.uint8Array({ minLength: 16, maxLength: 16 })
  fc.assert(
    fc.property(random, fc.integer({ min: 0, max: 2 ** 45 }), (bytes, ms) => {
      assert.match(uuidV4(bytes), shape(4))
      assert.match(uuidV7(ms, bytes), shape(7))
      assert.ok(uuidV7(ms, bytes) < uuidV7(ms + 1, bytes))
      assert.match(uuidV5(uuidV4(bytes), String(ms), sha1), shape(5))
    }),
  )
})

test('the random bytes that were given are not written to', () => {
  const random = new Uint8Array(16).fill(255)
  uuidV4(random)
  uuidV7(1, random)
  assert.ok(random.every((byte) => byte === 255))
})

test('a namespace that is not a UUID is refused', () => {
  for (const namespace of ['', 'x', '6ba7b810-9dad-11d1-80b4-00c04fd430']) assert.throws(() => uuidV5(namespace, 'a', sha1), RangeError)
})
