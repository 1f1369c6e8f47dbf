import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { LedgerShape } from '@enlace/api'
import type { JsonObject } from '@enlace/core'
import { type Imported, importers } from '@enlace/wire'
import { importList } from '../cli/import-list.ts'
import { eraseByTwo, startTestNode, type TestNode, type Who } from '../test-node.ts'

const analyst: Who = ['sspc', 'analyst']
const importer = importers.get('claims-founding')
const file = await readFile(new URL('../../../../data/claims-founding.jsonl', import.meta.url))
const files = new Map([['claims-founding.jsonl', new Uint8Array(file)]])
const rows: readonly Imported[] = [...(importer?.read(files).rows ?? [])]

let node: TestNode
before(async () => {
  node = await startTestNode()
  assert.ok(importer)
  const target = { api: node.url, token: node.tokenOf('sspc', 'analyst') }
  const { stored, refused } = await importList(importer, files, target, node.served.node.store.sql, { now: new Date() })
  assert.deepEqual([stored, refused], [rows.length, 0])
})
after(async () => await node?.[Symbol.asyncDispose]())

const objectOf = (key: string): JsonObject => {
  const found = rows.find(({ entryKey, object }) => entryKey === key && object.type === (key.startsWith('claim.') ? 'note' : 'grouping'))
  assert.ok(found, key)
  return found.object
}
const ask = (key: string, as: Who = analyst) => node.ask('GET', `/api/v1/records/${objectOf(key).id}/claims`, { as })
async function ledger(key: string): Promise<LedgerShape> {
  const answer = await ask(key)
  assert.equal(answer.status, 200, answer.text)
  return answer.json() as unknown as LedgerShape
}
const pointsOf = async (key: string) =>
  (await ledger(key)).points.map(({ point, standing, accounts }) => [point, standing, accounts.map(({ sources }) => sources).join()])

test('claims that were imported stand side by side under their matter, a copy beside what it copies', async () => {
  assert.deepEqual(await pointsOf('wedding-custody'), [
    ['custody', 'agreed', '2'],
    ['custody_began', 'contested', '1,2,1,1,1'],
    ['pathway', 'contested', '1,1'],
    ['authenticity', 'contested', '1'],
  ])
  const { documents, points, more } = await ledger('third-meeting')
  assert.deepEqual(new Set(documents.map(({ publisher }) => publisher)).size, 3)
  assert.ok(documents.some(({ copy_of: copy }) => documents.some(({ id }) => id === copy)))
  assert.deepEqual(points[0]?.accounts[0]?.value_words.es, '23 de enero de 2026')
  assert.equal(more, false)
})

test('a superlative is counted again from what the agency holds, with the list behind it', async () => {
  const { points } = await ledger('transfer-37')
  const { recount } = points.find(({ point }) => point === 'superlative')?.accounts[0]?.claims[0] ?? {}
  assert.deepEqual([recount?.verdict, recount?.rank, recount?.items.map(({ measure }) => measure)], ['holds', 1, [37, 29, 26]])
  await eraseByTwo(node, String(recount?.items[1]?.id))
  const again = (await ledger('transfer-37')).points.find(({ point }) => point === 'superlative')?.accounts[0]?.claims[0]?.recount
  assert.deepEqual(
    again?.items.map(({ measure }) => measure),
    [37, 26],
  )
})

test('to another agency the record is as unknown as any, and an administrator reads none', async () => {
  assert.equal((await ask('wedding-custody', ['uif', 'analyst'])).status, 404)
  assert.equal((await ask('wedding-custody', ['sspc', 'administrator'])).status, 403)
})

test('a claim of an agency about another’s record that was shared with it is seen by whoever may see the claim', async () => {
  const matter = String(objectOf('bland-office').id)
  const shared = await node.ask('POST', `/api/v1/records/${matter}/share`, {
    as: ['sspc', 'releasing-officer'],
    send: { agency: 'uif', reason: 'A test of the ledger.' },
  })
  assert.equal(shared.status, 200, shared.text)
  const answer = await ask('bland-office', ['uif', 'analyst'])
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual((answer.json() as unknown as LedgerShape).points, [])
})

test('a claim that is erased, or revoked by who wrote it, counts no more', async () => {
  const denied = objectOf('claim.d2')
  assert.equal((await ledger('politicians-talk')).points[0]?.denials.length, 1)
  const { created, modified, ...rest } = denied
  const revoked = { ...rest, created, modified: `${String(modified).slice(0, 11)}01:00:00.000Z`, revoked: true }
  const envelope = rows.find(({ object }) => object.id === denied.id)?.envelope
  const answer = await node.ask('POST', '/api/v1/records', { as: analyst, send: { object: revoked, envelope } })
  assert.equal(answer.status, 201, answer.text)
  assert.equal((await ledger('politicians-talk')).points[0]?.denials.length, 0)
  await eraseByTwo(node, String(objectOf('claim.k1').id))
  assert.deepEqual((await ledger('cargo-theft-change')).points, [])
})
