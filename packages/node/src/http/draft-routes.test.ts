import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eraseOldDrafts, maxDrafts } from '../store/drafts.ts'
import { findTokensInText } from '../store/find-tokens.ts'
import { startTestNode, type Who } from '../test-node.ts'

const node = await startTestNode()
after(async () => await node[Symbol.asyncDispose]())
const { sql, keystore } = node.served.node.store

const analyst: Who = ['sspc', 'analyst']
const secret = 'draft-token-4c1b9e'
const save = (id: string, revision: number, words = secret, as: Who = analyst) =>
  node.ask('POST', `/api/v1/drafts/${id}`, { as, send: { kind: 'mirror-alert', revision, body: { values: { name: words } } } })
const read = (id: string, as: Who = analyst) => node.ask('GET', `/api/v1/drafts/${id}`, { as })
const forget = (id: string, as: Who = analyst) => node.ask('DELETE', `/api/v1/drafts/${id}`, { as })
type Saved = { readonly revision: number }

test('a draft is kept for its writer and for nobody else, whatever their role or agency', async () => {
  assert.equal((await save('one', 0)).status, 200)
  const found = (await read('one')).json() as { kind: string; revision: number; body: object }
  assert.deepEqual([found.kind, found.revision, found.body], ['mirror-alert', 1, { values: { name: secret } }])
  for (const who of [
    ['sspc', 'duty-officer'],
    ['sspc', 'secretariat'],
    ['uif', 'analyst'],
  ] as const) {
    assert.equal((await read('one', who)).status, 404)
    assert.deepEqual(((await node.ask('GET', '/api/v1/drafts', { as: who })).json() as { items: unknown[] }).items, [])
  }
  assert.equal((await read('one', ['sspc', 'administrator'])).status, 403)
})

test('a second browser does not overwrite what the first saved, and the same text again is no conflict', async () => {
  assert.equal((await save('two', 0, 'first')).status, 200)
  assert.equal((await save('two', 0, 'first')).status, 200)
  const refused = await save('two', 0, 'second')
  assert.deepEqual([refused.status, (refused.json() as { code: string }).code], [409, 'draft_changed'])
  assert.equal(((await save('two', 1, 'second')).json() as Saved).revision, 2)
})

test('neither the database nor the node’s own log holds a word of it, and a deleted draft opens from no copy', async () => {
  await save('three', 0)
  const [row] = await sql<{ slot: number; text: string }[]>`select slot, d::text as text from draft d where id = 'three'`
  assert.ok(row)
  assert.deepEqual(findTokensInText(row.text + node.logged(), [secret]), [])
  assert.equal(keystore.stateOf(row.slot), 'live')
  assert.equal((await forget('three')).status, 204)
  assert.equal((await forget('three')).status, 204)
  assert.equal(keystore.stateOf(row.slot), 'erased')
  assert.equal((await read('three')).status, 404)
})

test('a row moved to another person’s name does not open', async () => {
  await save('four', 0)
  await sql`insert into draft (account, id, agency, kind, revision, slot, sealed, changed_at)
    select 'duty-officer@sspc', id, agency, kind, revision, slot, sealed, changed_at from draft where id = 'four'`
  assert.equal((await read('four', ['sspc', 'duty-officer'])).status, 404)
})

test('drafts have a bound in number and in size, and say so', async () => {
  const who: Who = ['uif', 'secretariat']
  for (let i = 0; i < maxDrafts; i++) assert.equal((await save(`many-${i}`, 0, 'x', who)).status, 200)
  const one = await save('one-more', 0, 'x', who)
  assert.deepEqual([one.status, (one.json() as { code: string }).code], [409, 'too_many_drafts'])
  assert.equal((await save('many-1', 1, 'y', who)).status, 200)
  assert.equal((await save('large', 0, 'x'.repeat(1_100_000))).status, 413)
  assert.equal((await node.ask('POST', '/api/v1/drafts/a%20b', { as: analyst, send: { kind: 'x', revision: 0, body: {} } })).status, 400)
})

test('drafts that nobody touched since a day are erased with their keys', async () => {
  await save('old', 0)
  const [row] = await sql<{ slot: number }[]>`update draft set changed_at = '2026-01-01' where id = 'old' returning slot`
  assert.equal(await eraseOldDrafts(sql, keystore, new Date('2026-02-01')), 1)
  assert.equal(keystore.stateOf(row?.slot ?? -1), 'erased')
  assert.equal((await read('old')).status, 404)
})
