import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { InboxPage, QuarantineList } from '@enlace/api'
import { utf8 } from '@enlace/core'
import { exampleRecord } from '@enlace/node/test-partner'
import { exampleOf, type Kind, kinds } from '@enlace/records'
import { type FakePeer, fakePeer } from './fake-peer.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

// What the desk tells of the exchange, asked over HTTP of a real node whose partner is this test.
let fleet: Fleet
let mx: FleetNode
let us: FakePeer
before(async () => {
  fleet = await startFleet({ run: ['mx'] })
  mx = fleet.node('mx')
  us = fakePeer(fleet, 'us', mx)
})
after(async () => {
  await fleet?.[Symbol.asyncDispose]()
})

async function answer(kind: string, about: string, step: object): Promise<void> {
  const { object, envelope } = exampleOf(kinds.get(kind) as Kind)
  const { extension } = kinds.get(kind) as Kind
  const now = new Date().toISOString()
  const inside = { ...(object.extensions as Record<string, object>)[String(extension)], ...step }
  const id = `note--${randomUUID()}`
  const body = {
    object: { ...object, id, created: now, modified: now, object_refs: [about], extensions: { [String(extension)]: inside } },
    envelope: { ...envelope, author_agency: 'sspc' },
  }
  const stored = await mx.call('POST', '/api/v1/records', { role: 'duty-officer', agency: 'sspc', body })
  assert.equal(stored.status, 201, JSON.stringify(stored.body))
}

test('who states the outcome of a received alert owes its author a word, until it is given', async () => {
  const alert = exampleRecord('mirror-alert', 'an alert that was of use')
  const start = us.log.size()
  us.log.append({ items: alert.items })
  assert.ok(await us.send(start))
  const id = String(alert.object.id)
  await waitUntil('it is there', async () => (await mx.call('GET', `/api/v1/records/${id}`, { agency: 'sspc' })).status === 200)
  const owed = async () => {
    const { body } = await mx.call('GET', '/api/v1/inbox/items?source=duty&show=open', { role: 'duty-officer', agency: 'sspc' })
    return (body as InboxPage).items.filter(({ state, record }) => state === 'feedback' && record?.id === id)
  }
  await answer('response', id, { step: 'acting' })
  assert.deepEqual(await owed(), [], 'nothing is owed while it goes on')
  await answer('response', id, { step: 'outcome', result: 'seized' })
  const [duty] = await waitUntil('the duty stands in the inbox', async () => {
    const found = await owed()
    return found.length > 0 ? found : undefined
  })
  assert.deepEqual([duty?.direction, duty?.waits], ['own', true])
  await answer('feedback', id, { verdict: 'used' })
  await waitUntil('the duty is done', async () => (await owed()).length === 0)
})

test('what came and became no record is listed with its reason for who reads, and for no administrator', async () => {
  const start = us.log.size()
  us.log.append({ items: [utf8('not JSON'), utf8('{}')] })
  assert.ok(await us.send(start))
  const ask = (role: string) => mx.call('GET', '/api/v1/exchange/us/quarantine', { role, agency: 'sspc' })
  const items = await waitUntil('it is listed', async () => {
    const { body } = await ask('analyst')
    const found = (body as QuarantineList).items
    return found.length > 0 ? found : undefined
  })
  assert.equal(items.length, 1)
  assert.equal(items[0]?.position.seq, start)
  assert.ok(items[0] !== undefined && items[0].leafType === 'offer', JSON.stringify(items))
  assert.equal((await ask('administrator')).status, 403)
  assert.equal((await mx.call('GET', '/api/v1/exchange/ca/quarantine', { role: 'analyst', agency: 'sspc' })).status, 404)
})
