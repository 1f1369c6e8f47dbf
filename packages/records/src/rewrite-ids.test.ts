import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '@enlace/core'
import { rewriteIds, tellingIdsIn } from './rewrite-ids.ts'

const own = 'incident--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a35'
const made = 'incident--11111111-2222-4333-8444-555555555555'
const ids = new Map([[own, made]])
const written = (text: string) => {
  const result = rewriteIds(utf8(text), ids)
  return result.ok ? Buffer.from(result.value).toString() : result.reason
}

test('an id is replaced wherever it stands, words included, and every other byte stays', () => {
  const text = `{ "id":"${own}",\n"n":1.0, "x":{"${own}":["${own}"]},"description":"see (${own}), x${own}" }`
  assert.equal(written(text), text.replaceAll(own, made).replace(`x${made}`, `x${own}`))
  assert.equal(written('{"id":"é \\u00e9"}'), '{"id":"é \\u00e9"}')
})

test('an id that is written as an escape does not slip through', () => {
  assert.equal(written(`{"id":"\\u0069${own.slice(1)}"}`), 'id_not_rewritable')
  assert.equal(written(`{"\\u0069${own.slice(1)}":1}`), 'id_not_rewritable')
})

test('ids that many share, or that anybody makes from the content, tell nothing; a random one of an observable does', () => {
  const shared = ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da', 'extension-definition--5b1f0c7e-93f4-4a0b-8f0e-6c0d3a7e5b21']
  const observed = ['ipv4-addr--5b1f6e0a-6d0e-5c39-9c52-3a1d0e7f4a35', 'ipv4-addr--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a35']
  assert.deepEqual(tellingIdsIn(utf8(JSON.stringify([...shared, ...observed, own, own]))), [observed[1], own])
})

test('a long text without ids costs one pass', () => {
  const started = performance.now()
  assert.deepEqual(tellingIdsIn(utf8(`"${'a-'.repeat(500_000)}"`)), [])
  assert.deepEqual(tellingIdsIn(utf8(`"${'--5b1f6e0a-6d0e-4c39-9c52-3a1d0e7f4a35'.repeat(20_000)}"`)).length, 0)
  assert.ok(performance.now() - started < 3000)
})
