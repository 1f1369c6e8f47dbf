import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fromHex, toHex } from '@enlace/core'
import { encodeSealedBody, isKeyOf, isSealedAs, isSealedBody, type Leaf, openSealedBody, sealedMembers } from './node.ts'

type Sealed = { readonly origin: string; readonly seq: number; readonly key: string; readonly sealed: string }
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../../../vectors/${name}`, import.meta.url), 'utf8')) as T
const bytes = (hex: string) => fromHex(hex) as Uint8Array
const good = read<Sealed & { body: string; sc: string; kc: string }>('valid/sealed-body.json')
const [key, sealed] = [bytes(good.key), bytes(good.sealed)]
const leaf = { sc: good.sc, kc: good.kc } as Leaf

test('a body seals to the bytes that the vectors state, always the same, and opens again', () => {
  assert.equal(toHex(encodeSealedBody(key, good, bytes(good.body))), good.sealed)
  assert.deepEqual(sealedMembers(key, sealed), { sc: good.sc, kc: good.kc })
  const opened = openSealedBody(key, good, sealed)
  assert.ok(opened.ok)
  assert.equal(toHex(opened.value), good.body)
  assert.equal(isSealedBody(sealed), true)
  assert.equal(isSealedBody(bytes(good.body)), false)
})

for (const wrong of read<{ bodies: (Sealed & { why: string; reason: string })[] }>('invalid/sealed-body.json').bodies) {
  test(`what does not open as sealed is refused: ${wrong.why}`, () => {
    assert.deepEqual(openSealedBody(bytes(wrong.key), wrong, bytes(wrong.sealed)), { ok: false, reason: wrong.reason })
  })
}

test('a leaf binds the sealed bytes and the key, one by one', () => {
  assert.equal(isSealedAs(leaf, sealed), true)
  assert.equal(isSealedAs(leaf, Uint8Array.from([...sealed, 0])), false)
  assert.equal(isKeyOf(leaf, key), true)
  assert.equal(
    isKeyOf(
      leaf,
      Uint8Array.from(key, (byte, i) => (i === 31 ? byte ^ 1 : byte)),
    ),
    false,
  )
  assert.equal(isKeyOf(leaf, key.subarray(0, 31)), false)
  assert.equal(isKeyOf({} as Leaf, key), false)
})
