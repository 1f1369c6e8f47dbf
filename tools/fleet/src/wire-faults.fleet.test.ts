import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { request as httpsRequest } from 'node:https'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ExchangeStatus, RecordList } from '@enlace/api'
import { utf8 } from '@enlace/core'
import { exampleRecord } from '@enlace/node/test-partner'
import { generateSigner } from '@enlace/proof/node'
import { rawBytes } from './count-exchange.ts'
import { type FakePeer, fakePeer } from './fake-peer.ts'
import { makeAlert } from './make-record.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { waitUntil } from './wait-until.ts'

let fleet: Fleet
let mx: FleetNode
let us: FakePeer
before(async () => {
  fleet = await startFleet({ run: ['mx'] })
  mx = fleet.node('mx')
  us = fakePeer(fleet, 'us', mx)
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

let made = 0
/** Appends alerts to the partner's log; their bytes by id. */
function append(count: number): ReadonlyMap<string, Uint8Array> {
  return new Map(
    Array.from({ length: count }, () => {
      const { object, items } = exampleRecord('mirror-alert', `wire ${made++}`)
      us.log.append({ items })
      return [String(object.id), items[0] as Uint8Array] as const
    }),
  )
}

/** Waits until all these records are at the node with exactly these bytes, and that it holds no others of the partner. */
async function assertHeld(records: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await waitUntil('every entry is applied', async () => (await held()).length === us.log.size())
  assert.equal(new Set(await held()).size, us.log.size(), 'none twice')
  for (const [id, bytes] of records) assert.ok((await rawBytes(mx, id))?.equals(bytes), id)
}

async function held(): Promise<readonly string[]> {
  const { body } = await mx.call('GET', '/api/v1/records?from=us&limit=200')
  return (body as RecordList).items.map((item) => item.id)
}

async function linkStatus(): Promise<ExchangeStatus['partners'][number]> {
  const { body } = await mx.call('GET', '/api/v1/exchange')
  return (body as ExchangeStatus).partners[0] as ExchangeStatus['partners'][number]
}

async function inLog() {
  const log = (await linkStatus()).logs.find((each) => each.direction === 'in')
  if (log === undefined) throw new Error('no mirror')
  return log
}

test('batches that come twice are receipted twice and applied once', async () => {
  const records = append(3)
  assert.ok(await us.send(0))
  assert.ok((await us.send(0)) === false, 'the checkpoint is known')
  assert.ok(us.isReceipt(await us.post('add-entries', us.log.addEntries(0))))
  assert.ok(us.isReceipt(await us.post('add-entries', us.log.addEntries(2))))
  await assertHeld(records)
})

test('requests in the wrong order are put right by the answers, and applied in the order of the log', async () => {
  const start = us.log.size()
  const records = append(4)
  assert.equal((await us.post('add-entries', us.log.addEntries(start))).status, 409, 'entries before their checkpoint')
  assert.equal((await us.post('add-checkpoint', us.log.addCheckpoint(start))).status, 200)
  assert.equal((await us.post('add-entries', us.log.addEntries(start + 2))).status, 409, 'entries beyond the next one')
  const early = await us.post('add-entries', us.log.addEntries(start))
  assert.deepEqual([early.status, early.text.split('\n')[1]], [202, String(start)], 'entries before their bodies')
  assert.equal((await us.post('add-bodies', us.log.addBodies(start + 2))).status, 200)
  assert.equal((await us.post('add-bodies', us.log.addBodies(start, start + 2))).status, 200)
  assert.ok(us.isReceipt(await us.post('add-entries', us.log.addEntries(start))))
  await assertHeld(records)
  const order = [...records.keys()].reverse()
  assert.deepEqual((await held()).slice(0, order.length), order)
})

test('requests cut short, and cut connections, store nothing by half', async () => {
  const start = us.log.size()
  const records = append(3)
  const [bodies, entries] = [us.log.addBodies(start), us.log.addEntries(start)]
  assert.equal((await us.post('add-checkpoint', us.log.addCheckpoint(start))).status, 200)
  assert.equal((await us.post('add-bodies', bodies.subarray(0, bodies.length / 2))).status, 400)
  const cut = await us.post('add-entries', entries.subarray(0, entries.length / 2))
  assert.ok(cut.status === 202 || cut.status === 400, String(cut.status))
  await cutConnection('add-bodies', bodies)
  await cutConnection('add-entries', entries)
  assert.equal((await inLog()).size, start)
  assert.equal((await us.post('add-bodies', bodies)).status, 200)
  assert.ok(us.isReceipt(await us.post('add-entries', entries)))
  await assertHeld(records)
})

test('a partner that dribbles its bytes delays nobody, and is heard to the end', async () => {
  const start = us.log.size()
  const records = append(1)
  const slow = dribble('add-checkpoint', us.log.addCheckpoint(start))
  const alert = makeAlert('while the partner dribbles')
  assert.equal((await mx.call('POST', '/api/v1/records', { body: alert })).status, 201)
  assert.equal((await us.request('GET', '/x/v1/hello')).status, 200)
  assert.equal(await slow, 200)
  assert.equal((await us.post('add-bodies', us.log.addBodies(start))).status, 200)
  assert.ok(us.isReceipt(await us.post('add-entries', us.log.addEntries(start))))
  await assertHeld(records)
})

test('garbage is refused by its request, and what is right afterwards passes', async () => {
  const start = us.log.size()
  for (const name of ['add-checkpoint', 'add-bodies', 'add-entries'] as const) {
    for (const body of [new Uint8Array(0), utf8('{}'), new Uint8Array(randomBytes(4096)), new Uint8Array(100_000)]) {
      assert.equal((await us.post(name, body)).status, 400, `${name} of ${body.length} bytes`)
    }
    assert.equal((await us.request('PUT', us.path(name), utf8('x'))).status, 405)
  }
  assert.equal((await us.request('POST', '/x/v1/out/0000/add-entries', utf8('x'))).status, 404)
  assert.equal((await us.post('add-bodies', us.log.addBodies(0, 1, 'node.us.sig.example/out/br/1'))).status, 404, 'a log to another party')
  const log = await inLog()
  assert.deepEqual([log.size, log.frozen], [start, null])
  const records = append(1)
  assert.ok(await us.send(start))
  await assertHeld(records)
})

test('a bad body is kept, receipted and set aside, and never blocks the entries behind it', async () => {
  const start = us.log.size()
  us.log.append({ items: [utf8('not JSON'), utf8('{}')] })
  us.log.append({ items: exampleRecord('mirror-alert', 'its body was swapped').items, body: utf8('swapped') })
  const good = exampleRecord('mirror-alert', 'behind the bad ones')
  us.log.append({ items: good.items })
  assert.ok(await us.send(start))
  await waitUntil('the good one is there', async () => (await mx.call('GET', `/api/v1/records/${good.object.id}`)).status === 200)
  assert.equal((await linkStatus()).quarantined, 2)
})

test('each attack that shows no second history is refused by its own name, counted and shown, and the log goes on', async () => {
  const [size, records] = [us.log.size(), append(2)]
  const stranger = generateSigner(us.log.origin, 0x01).signer
  const liar = fakePeer(fleet, 'us', mx)
  for (let i = 0; i < size + 2; i++) liar.log.append({ items: exampleRecord('mirror-alert', `lie ${i}`).items })
  const hash = '0'.repeat(64)
  const attacks: readonly (readonly [what: string, status: number, code: string, attack: () => Promise<{ status: number }>])[] = [
    ['a rollback', 409, '', () => us.post('add-checkpoint', us.log.addCheckpoint(0, size - 1))],
    [
      'a key that was never paired',
      403,
      'signature_invalid',
      () => us.post('add-checkpoint', us.log.addCheckpoint(size, size + 2, { checkpoint: us.log.note(size + 2, [stranger]) })),
    ],
    [
      'more before than after',
      400,
      'old_size_too_large',
      () => us.post('add-checkpoint', us.log.addCheckpoint(size + 9, size, { checkpoint: us.log.note(size) })),
    ],
    ['the true checkpoint', 200, '', () => us.post('add-checkpoint', us.log.addCheckpoint(size))],
    ['the bodies, withheld', 202, '', () => us.post('add-entries', us.log.addEntries(size))],
    ['entries of another tree', 422, 'proof_invalid', () => us.post('add-entries', liar.log.addEntries(size))],
    [
      "another party's log",
      404,
      'origin_unknown',
      () => us.post('add-entries', us.log.addEntries(size, size + 2, { origin: 'node.ca.sig.example/out/mx/1' })),
    ],
    ['a file that no entry names', 404, 'not_found', () => us.request('GET', us.path(`files/0/${hash}/0`))],
    ['a body of 40 MB', 413, '', () => announce('add-bodies', 40_000_000)],
  ]
  for (const [what, status, , attack] of attacks) assert.equal((await attack()).status, status, what)
  const { refused, logs } = await linkStatus()
  for (const [what, status, code] of attacks.filter((each) => each[1] >= 400 && each[1] !== 409))
    assert.ok(
      refused.some((each) => each.status === status && each.code === code && each.count > 0),
      `${what} is counted: ${JSON.stringify(refused)}`,
    )
  assert.ok(logs.every((log) => log.frozen === null))
  assert.equal((await us.post('add-bodies', us.log.addBodies(size))).status, 200)
  assert.ok(us.isReceipt(await us.post('add-entries', us.log.addEntries(size))))
  for (const [id, bytes] of records) await waitUntil('it is applied', async () => (await rawBytes(mx, id))?.equals(bytes) === true)
})

test('a log that forks is frozen with both checkpoints as evidence, the page says so, and all other traffic goes on', async () => {
  const size = us.log.size()
  const honest = us.log.note()
  const twin = fakePeer(fleet, 'us', mx)
  for (let i = 0; i < size; i++) twin.log.append({ items: exampleRecord('mirror-alert', `another history ${i}`).items })
  const forked = await twin.post('add-checkpoint', twin.log.addCheckpoint(size))
  assert.equal(forked.status, 409)
  const log = await inLog()
  assert.equal(log.frozen, 'fork')
  assert.equal(log.size, size)
  assert.equal((await us.post('add-checkpoint', us.log.addCheckpoint(size))).status, 423)
  assert.equal((await us.post('add-entries', us.log.addEntries(size))).status, 423)
  await using database = await mx.database()
  const [kept] = await database.sql<{ evidence: string }[]>`select evidence from log where role = 'in' and lane = 'routine'`
  assert.deepEqual(JSON.parse(kept?.evidence ?? ''), { ours: honest, theirs: twin.log.note() })
  const alert = makeAlert('written after the fork')
  assert.equal((await mx.call('POST', '/api/v1/records', { body: alert })).status, 201)
  await waitUntil(
    'it is decided and waits',
    async () => ((await linkStatus()).logs.find(({ direction }) => direction === 'out')?.waiting ?? 0) > 0,
  )
  assert.equal((await mx.fetch('GET', '/healthz')).status, 200)
})

/** Says that it will send so many bytes, and sends few. */
async function announce(name: string, bytes: number): Promise<{ readonly status: number }> {
  return await new Promise((resolve, reject) => {
    const asked = httpsRequest({ ...us.tls, method: 'POST', path: us.path(name), headers: { 'content-length': bytes } }, (response) => {
      resolve({ status: response.resume().statusCode ?? 0 })
      asked.destroy()
    })
    asked.once('error', reject)
    asked.write('x')
  })
}

/** Sends half a body and hangs up. */
async function cutConnection(name: string, body: Uint8Array): Promise<void> {
  const asked = httpsRequest({ ...us.tls, method: 'POST', path: us.path(name), headers: { 'content-length': body.length } })
  const gone = new Promise<void>((resolve) => asked.once('close', () => resolve()).once('error', () => undefined))
  await new Promise<void>((resolve) => asked.write(body.subarray(0, body.length / 2), () => resolve()))
  asked.destroy()
  await gone
}

/** Sends a body a few bytes at a time; the status of the answer. */
async function dribble(name: string, body: Uint8Array): Promise<number | undefined> {
  const asked = httpsRequest({ ...us.tls, method: 'POST', path: us.path(name), headers: { 'content-length': body.length } })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    asked.once('response', (response) => resolve(response.resume().statusCode)).once('error', reject)
  })
  const step = Math.ceil(body.length / 50)
  for (let start = 0; start < body.length; start += step) {
    asked.write(body.subarray(start, start + step))
    await pause(20)
  }
  asked.end()
  return await answered
}
