import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CheckedIdentifiers } from '@enlace/api'
import { startTestNode, type TestNode, type Who } from '../test-node.ts'

const sspc: Who = ['sspc', 'analyst']
let node: TestNode
before(async () => {
  node = await startTestNode()
})
after(async () => await node?.[Symbol.asyncDispose]())

const check = (items: unknown) => node.ask('POST', '/api/v1/identifiers/check', { as: sspc, send: { items } })

test('many identifiers are checked at once, each in its place, and one without a type is told what it could be', async () => {
  const answer = await check([
    { type: 'iban', raw: 'DE89 3704 0044 0532 0130 00' },
    { type: 'nonsense', raw: 'x' },
    { raw: 'CSQU3054384' },
    { type: 'phone', raw: '☃ 1' },
  ])
  assert.equal(answer.status, 200, answer.text)
  const [iban, unknown, guessed, odd] = (answer.json() as CheckedIdentifiers).items
  assert.ok(iban !== undefined && 'canonical' in iban)
  assert.deepEqual([iban.type, iban.canonical, iban.valid, iban.matchable], ['iban', 'DE89370400440532013000', true, true])
  assert.deepEqual([iban.title.es, iban.explanation.en], ['Número internacional de cuenta bancaria (IBAN)', 'The check digit agrees.'])
  assert.deepEqual(unknown, { raw: 'x', typeUnknown: 'nonsense' })
  assert.ok(guessed !== undefined && 'couldBe' in guessed)
  assert.deepEqual(
    guessed.couldBe.map(({ type, valid }) => [type, valid]),
    [['container', false]],
  )
  assert.ok(odd !== undefined && 'valid' in odd)
  assert.deepEqual([odd.raw, odd.valid], ['☃ 1', false])
})

test('what is no list of identifiers, or too many, is refused and names the field', async () => {
  for (const [items, field] of [
    ['x', '/items'],
    [[{ type: 'vin' }], '/items/0'],
    [[{ type: 'vin', raw: 'x'.repeat(257) }], '/items/0/raw'],
    [Array.from({ length: 1001 }, () => ({ raw: 'x' })), '/items'],
  ] as const) {
    const answer = await check(items)
    assert.equal(answer.status, 422, answer.text)
    assert.ok(answer.text.includes(field), answer.text)
  }
})
