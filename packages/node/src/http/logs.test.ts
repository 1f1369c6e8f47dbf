import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { leafHash, originHash, parseEntryBundle, parsePolicy, tileRoot, viewThroughPolicy } from '@enlace/proof/node'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { startTestNode } from '../test-node.ts'

const node = await startTestNode('mx', { pairedWith: 'us' })
after(async () => await node[Symbol.asyncDispose]())

const out = `/logs/${originHash('node.mx.sig.example/out/us/1')}`
const journal = `/logs/${originHash('node.mx.sig.example/journal/1')}`
const example = exampleOf(kinds.get('mirror-alert') as Kind)

async function bytesOf(path: string, token?: string) {
  const answer = await fetch(node.url + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

for (let i = 0; i < 3; i++) {
  const send = { object: { ...example.object, id: `incident--${randomUUID()}` }, envelope: example.envelope }
  assert.equal((await node.ask('POST', '/api/v1/records', { as: ['sspc', 'analyst'], send })).status, 201)
}
// A proof makes the log sign what it holds.
const { text: list } = await node.ask('GET', '/api/v1/records', { as: ['sspc', 'analyst'] })
const { items } = JSON.parse(list) as { items: { id: string }[] }
await node.ask('GET', `/api/v1/records/${items[0]?.id}/proof`, { as: ['sspc', 'analyst'] })

test('a log that the agreement opens is read by anybody with the keys beside it, and its tiles make its signed root', async () => {
  const policy = parsePolicy(Buffer.from((await bytesOf(`${out}/policy`)).bytes).toString())
  assert.ok(policy.ok)
  const view = viewThroughPolicy(policy.value, Buffer.from((await bytesOf(`${out}/checkpoint`)).bytes).toString())
  assert.ok(view.ok)
  const { size, root } = view.value.checkpoint
  assert.equal(size, 3)
  const entries = parseEntryBundle((await bytesOf(`${out}/tile/entries/000.p/${size}`)).bytes)
  assert.ok(entries.ok)
  const tile = (await bytesOf(`${out}/tile/0/000.p/${size}`)).bytes
  assert.deepEqual(tile, new Uint8Array(Buffer.concat(entries.value.map((entry) => leafHash(entry)))))
  assert.deepEqual(tileRoot(tile), root)
})

test('whoever read an older checkpoint still gets the tiles of its size', async () => {
  assert.equal((await bytesOf(`${out}/tile/entries/000.p/1`)).status, 200)
  assert.equal((await bytesOf(`${out}/tile/0/000.p/4`)).status, 404)
})

test('the journal is unknown without a session and read with one', async () => {
  assert.equal((await bytesOf(`${journal}/checkpoint`)).status, 404)
  assert.equal((await bytesOf(`${journal}/policy`)).status, 404)
  const read = await bytesOf(`${journal}/checkpoint`, node.tokenOf('uif', 'inspector'))
  assert.equal(read.status, 200)
  assert.equal(read.headers.get('cache-control'), 'no-store')
})

test('strange paths and strange logs are unknown, never a fault of the node', async () => {
  for (const path of [
    `${out}/tile/0/0`,

    `${out}/`,
    '/logs/zz/checkpoint',
    `${out}/tile/63/000`,
    `${out}/checkpoint/x`,
  ]) {
    assert.equal((await bytesOf(path)).status, 404, path)
  }
})
