import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)
const aad = utf8('node.mx.sig.example/journal/1\n7')

test('sealed bytes of every small size come back', () => {
  for (let size = 0; size <= 70; size++) {
    const plaintext = randomBytes(size)
    const opened = unseal(key, seal(key, plaintext, aad), aad)
    assert.ok(opened.ok && plaintext.equals(opened.value))
  }
})

test('the same bytes sealed twice differ, so equal records cannot be told', () => {
  assert.notDeepEqual(seal(key, utf8('a'), aad), seal(key, utf8('a'), aad))
})

const good = seal(key, utf8('Persona de ejemplo'), aad)
const flipped = (at: number): Uint8Array => good.map((byte, i) => (i === at ? byte ^ 1 : byte))
const wrong: readonly [string, Uint8Array, Uint8Array, Uint8Array][] = [
  ['another place', key, good, utf8('node.mx.sig.example/journal/1\n8')],
  ['another key', randomBytes(32), good, aad],
  ['a form this node does not know', key, flipped(0), aad],
  ['a changed nonce', key, flipped(1), aad],
  ['a changed text', key, flipped(13), aad],
  ['a changed tag', key, flipped(good.length - 1), aad],
  ['a missing byte', key, good.subarray(0, -1), aad],
  ['less than any seal', key, good.subarray(0, 28), aad],
  ['nothing', key, new Uint8Array(), aad],
]
for (const [what, withKey, sealed, at] of wrong) {
  test(`${what} is unreadable, never a fault`, () => {
    assert.deepEqual(unseal(withKey, sealed, at), { ok: false, reason: 'unreadable' })
  })
}
