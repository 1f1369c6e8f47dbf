import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { ExchangeStatus, RecordDetail } from '@enlace/api'
import { toBase64Url, utf8 } from '@enlace/core'
import { exampleRecord } from '@enlace/node/test-partner'
import { leafHash, parseLeaf, unsealContent, unsealType } from '@enlace/proof/node'
import { countExchange, proves } from './count-exchange.ts'
import { fakePeer } from './fake-peer.ts'
import { makeAlert, type Submission } from './make-record.ts'
import { postUntilStored } from './post-until-stored.ts'
import { agree } from './prepare-nodes.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
let mx: FleetNode
let us: FleetNode
before(async () => {
  fleet = await startFleet({ parties: ['mx', 'us', 'ca'], run: ['mx', 'us'] })
  mx = fleet.node('mx')
  us = fleet.node('us')
  await agree(fleet.root, 'mx', 'us', { version: 2, receipt_before_read: { key_within_minutes: 1 } })
  for (const node of [mx, us]) {
    await node.stop()
    await node.start()
  }
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

async function isReadableAtUs({ object }: Submission): Promise<boolean> {
  return (await us.call('GET', `/api/v1/records/${object.id}`)).status === 200
}

async function keyOf({ object }: Submission) {
  const { body } = await mx.call('GET', `/api/v1/records/${object.id}`)
  return (body as RecordDetail).releases.find(({ partner }) => partner === 'us')?.key?.state
}

/** Entries between mx and us that a node has no receipt for. */
async function waiting(node: FleetNode): Promise<number> {
  const { body } = await node.call('GET', '/api/v1/exchange', { role: 'administrator' })
  const partner = (body as ExchangeStatus).partners.find(({ party }) => party === (node === mx ? 'us' : 'mx'))
  return (partner?.logs ?? []).reduce((sum, log) => sum + log.waiting, 0)
}

/** How entries lie at a node: leaf types of a log in order, and how many sealed ones are in each state. */
async function lies(node: FleetNode, role: 'out' | 'in') {
  await using database = await node.database()
  const { sql } = database
  const partner = node === mx ? 'us' : 'mx'
  const leaves = await sql<{ leaf: Uint8Array }[]>`select leaf from entry join log using (log_id)
    where role = ${role} and partner = ${partner} and lane = 'routine' order by seq`
  const states = await sql<
    { state: string; count: number }[]
  >`select state, count(*)::int as count from sealed_entry join log using (log_id)
    where role = ${role} and partner = ${partner} group by state order by state`
  const types = leaves.map(({ leaf }) => {
    const read = parseLeaf(leaf)
    return read.ok ? read.value.t : ''
  })
  return { types, states: Object.fromEntries(states.map(({ state, count }) => [state, count])) }
}

test('a partner that is killed between what it receipted and its key reads it once it is back, once', async () => {
  const first = makeAlert('receipted first')
  await postUntilStored(mx, [first])
  await waitUntil('us can read it', async () => await isReadableAtUs(first))
  await waitUntil('mx knows', async () => (await keyOf(first)) === 'opened')
  const { types } = await lies(mx, 'out')
  assert.ok(types.indexOf('offer') < types.indexOf(unsealType))

  await us.stop()
  const second = makeAlert('killed between')
  await postUntilStored(mx, [second])
  await us.startDrilled('kill:receive.receipted')
  await waitUntil('us is killed', async () => !us.isRunning())
  assert.equal((await lies(mx, 'out')).states.handed, 1)
  await us.start()
  await waitUntil('us can read it', async () => await isReadableAtUs(second))
  await waitUntil('mx knows', async () => (await keyOf(second)) === 'opened')
  await waitUntil('all of it is receipted', async () => (await Promise.all([mx, us].map(waiting))).every((count) => count === 0))
  assert.deepEqual((await lies(us, 'in')).states, { opened: 2 })
  assert.deepEqual([await proves(mx, second), await proves(us, second)], ['receipted', 'held'])
  const { lost, doubled, differing, logProblems } = await countExchange(mx, us, [first, second])
  assert.deepEqual({ lost, doubled, differing, logProblems }, { lost: 0, doubled: 0, differing: 0, logProblems: 0 })
})

test('a partner that stores what came and withholds its receipt holds nothing that it can read, and gets no key', async () => {
  await us.stop()
  const alert = makeAlert('never receipted')
  await postUntilStored(mx, [alert])
  await us.startDrilled('stop:receive.read_back')
  await waitUntil('us stands still with the entry in its store', async () => us.isStopped())
  const held = await lies(us, 'in')
  assert.equal(held.types.filter((type) => type === 'offer').length, 3)
  const sent = await lies(mx, 'out')
  assert.equal(sent.types.filter((type) => type === unsealType).length, 2)
  assert.equal(sent.states.awaiting, 1)
  assert.equal(await keyOf(alert), 'awaits_receipt')
  us.signal('SIGCONT')
  await waitUntil('its receipt brings the key', async () => await isReadableAtUs(alert))
})

test('a wrong key opens nothing, is set aside and answered by name, the page says whose turn it is, and the right one still opens', async () => {
  const ca = fakePeer(fleet, 'ca', mx)
  const key = new Uint8Array(randomBytes(32))
  const { object, items } = exampleRecord('mirror-alert', 'sealed by hand', { envelope: { author_agency: 'rcmp' } })
  const release = {
    agreement: 'demo-mx-ca/1',
    by: { agency: 'rcmp', mode: 'standing' },
    removed: [],
    to: { agency: 'sspc', party: 'mx' },
    v: 1,
  }
  const seq = ca.log.append({ items, release, sealKey: key })
  const hand = (given: Uint8Array) =>
    ca.log.append({
      type: unsealType,
      items: [given, utf8('receipt')],
      release: null,
      members: {
        ...{ ct: unsealContent, re_origin: ca.log.origin, re_seq: seq },
        re_hash: toBase64Url(leafHash(ca.log.entries[seq]?.leaf ?? new Uint8Array(0))),
      },
    })
  hand(new Uint8Array(32))
  assert.equal(await ca.send(0), true)
  const owed = async () => {
    const { body } = await mx.call('GET', '/api/v1/exchange', { role: 'administrator' })
    return (body as ExchangeStatus).partners.find(({ party }) => party === 'ca')?.keysOwed?.listed
  }
  const [row] = await waitUntil('the page says that a key is owed', owed)
  assert.deepEqual([row?.position.seq, row?.direction, row?.refused], [0, 'in', true])
  const set = await mx.call('GET', '/api/v1/exchange/ca/quarantine')
  assert.deepEqual(
    (set.body as { items: { reason: string }[] }).items.map(({ reason }) => reason),
    ['key_wrong'],
  )
  hand(key)
  assert.equal(await ca.send(2), true)
  await waitUntil('mx can read it', async () => (await mx.call('GET', `/api/v1/records/${object.id}`)).status === 200)
  assert.equal(await owed(), undefined)
})
