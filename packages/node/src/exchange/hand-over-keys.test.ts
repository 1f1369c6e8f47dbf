import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalBytes, concatBytes, utf8 } from '@enlace/core'
import { generateSigner, isSealedBody, type Leaf, openCheckpoint, parseBody, parseLeaf, unsealType, vkeyOf } from '@enlace/proof/node'
import { createCheckpoints } from '../log/checkpoints.ts'
import { createApply } from '../projection/apply-received.ts'
import { openBodyBytes } from '../store/bodies.ts'
import { readBodies, readEntries, readLog } from '../store/logs.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { demoAgreement, exampleRecord } from '../test-partner.ts'
import type { Reply } from './exchange-server.ts'
import { createHandOverKeys } from './hand-over-keys.ts'
import type { LinkClient } from './link-client.ts'
import { readLogBodies } from './read-bodies.ts'
import { readLogResource } from './read-log.ts'
import { createReceiver } from './receive.ts'
import { createRecovery } from './recover-log.ts'
import { createSender } from './send.ts'

const at = new Date('2026-11-21T10:00:00.000Z')
const origin = 'node.mx.sig.example/out/us/1'
const signers = [generateSigner(origin, 0x01).signer]
const receiptSigners = [generateSigner('node.us.sig.example/in/mx', 0x04).signer]

/** mx, which sends sealed entries, and us, which receives them; `withhold` makes us store everything and sign nothing. */
async function pair(change: { withhold?: boolean } = {}) {
  const [mx, us] = await Promise.all([testStore('mx', 'us'), testStore('us', 'mx', ['dhs'])])
  const receiver = createReceiver({
    ...{ sql: us.sql, keystore: us.keystore, logId: us.incoming.logId, origin, partnerKeys: signers.map(vkeyOf), receiptSigners },
    ...{ agencyOf: () => 'dhs', now: () => at, pass: () => undefined, onReceived: () => undefined, onAlarm: () => undefined },
  })
  async function answer(method: string, path: string, body: Uint8Array): Promise<Reply> {
    const resource = path.split('/').slice(5).join('/')
    if (resource === 'add-checkpoint') return await receiver.addCheckpoint(body)
    if (resource === 'add-bodies') return await receiver.addBodies(body)
    if (resource === 'add-entries') {
      const reply = await receiver.addEntries(body)
      return change.withhold === true && reply.status === 200 ? { status: 503 } : reply
    }
    if (method === 'GET' && resource === 'checkpoint') return await receiver.readCheckpoint()
    if (resource.startsWith('bodies/')) return await readLogBodies(us.sql, us.keystore, us.incoming.logId, resource.slice(7))
    return await readLogResource(us.sql, us.incoming.logId, resource)
  }
  const link: LinkClient = {
    request: async (method, path, body = new Uint8Array(0)) => {
      const reply = await answer(method, path, body)
      const bytes = typeof reply.body === 'string' ? utf8(reply.body) : (reply.body ?? new Uint8Array(0))
      return { status: reply.status, contentType: '', retryAfterMs: null, body: concatBytes(bytes) }
    },
    requestInOrder: (requests) => requests.map(({ path, body }) => link.request('POST', path, body)),
    close: async () => undefined,
  }
  const checkpoints = createCheckpoints({ sql: mx.sql, signersOf: () => signers, now: () => at, onDamage: () => undefined })
  const common = { sql: mx.sql, keystore: mx.keystore, logId: mx.out.logId, origin, link, now: () => at, pass: () => undefined }
  const logKeys = signers.map(vkeyOf)
  const sender = createSender({
    ...{ ...common, logKeys, receiptKeys: receiptSigners.map(vkeyOf), sign: checkpoints.sign, isHeld: () => false },
    ...{ onReceipt: () => undefined, onAlarm: () => undefined },
  })
  const recovery = createRecovery({
    ...{ ...common, writer: mx.writer, journalId: mx.journal.logId, partner: 'us', logKeys, signRelease: async () => utf8('') },
    ...{ agencies: ['sspc', 'uif'], onRecovered: () => undefined, onProgress: () => undefined },
  })
  const keys = createHandOverKeys({ ...common, writer: mx.writer, seen: () => 0 })
  const apply = createApply({
    ...{ sql: us.sql, writer: us.writer, keystore: us.keystore, searchKey: us.searchKey, journalId: us.journal.logId },
    ...{ inLogId: us.incoming.logId, outLogId: us.out.logId, ownLogs: new Map([[us.out.origin, us.out.logId]]) },
    ...{ theirLogs: new Map([[origin, us.incoming.logId]]), ownParty: 'us', partner: 'mx', releaseKeys: {}, agencies: ['dhs'] },
    ...{ defaultAgency: 'dhs', agreement: demoAgreement, now: () => at, pass: () => undefined, onTrouble: () => undefined },
  })
  return {
    mx,
    us,
    change,
    keys,
    recovery,
    send: async () => {
      while (await sender.step());
    },
    meet: sender.meet,
    apply: async () => {
      while (await apply.step());
    },
    append: async (name: string) => {
      const { items } = exampleRecord('mirror-alert', name, { envelope: { author_agency: 'uif' } })
      const draft = { type: 'offer', at, body: { agency: 'uif', items, release, receiptFirst: true } }
      return await mx.writer.transact((writing) => writing.append(mx.out.logId, [draft]))
    },
    leaves: async () => (await readEntries(mx.sql, mx.out.logId, 0, 100)).map(leafOf),
    versions: async () => (await us.sql`select from version`).count,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([mx[Symbol.asyncDispose](), us[Symbol.asyncDispose]()])
    },
  }
}

const release = canonicalBytes({
  agreement: 'demo-mx-us/1',
  by: { agency: 'uif', mode: 'standing' },
  decided_at: at.toISOString(),
  removed: [],
  to: { agency: 'dhs', party: 'us' },
  v: 1,
})

function leafOf({ leaf }: { readonly leaf: Uint8Array }): Leaf {
  const read = parseLeaf(leaf)
  assert.ok(read.ok)
  return read.value
}

async function heldBody(store: TestStore, logId: number, seq: number): Promise<Uint8Array> {
  const [stored] = await readBodies(store.sql, logId, seq, seq + 1)
  assert.ok(stored)
  const bytes = openBodyBytes(store.keystore, origin, stored)
  assert.ok(typeof bytes !== 'string')
  return bytes
}

test('a key leaves once the receipt is here, with that receipt, once; then the partner reads what it had receipted', async () => {
  await using both = await pair()
  await both.append('first')
  assert.equal(await both.keys.step(), false)
  assert.equal((await both.leaves()).length, 1)
  await both.send()
  const held = await heldBody(both.us, both.us.incoming.logId, 0)
  assert.equal(isSealedBody(held), true)
  assert.equal(Buffer.from(held).includes('incident'), false)
  await both.apply()
  assert.equal(await both.versions(), 0)
  await both.keys.step()
  await both.keys.step()
  const leaves = await both.leaves()
  assert.deepEqual(
    leaves.map((leaf) => [leaf.t, leaf.re_seq]),
    [
      ['offer', undefined],
      [unsealType, 0],
    ],
  )
  const said = parseBody(await heldBody(both.mx, both.mx.out.logId, 1))
  assert.ok(said.ok)
  const receipt = openCheckpoint(Buffer.from(said.value.items[1]?.bytes ?? '').toString(), [...signers, ...receiptSigners].map(vkeyOf))
  assert.ok(receipt.ok)
  assert.deepEqual([receipt.value.checkpoint.size, receipt.value.verified.length], [1, 2])
  await both.send()
  await both.apply()
  assert.equal(await both.versions(), 1)
})

test('a partner that stores and signs nothing gets no key, however often it is sent to', async () => {
  await using both = await pair({ withhold: true })
  await both.append('first')
  for (let i = 0; i < 3; i++) {
    await assert.rejects(both.send())
    await both.keys.step()
  }
  assert.equal((await readLog(both.us.sql, both.us.incoming.logId)).size, 1)
  assert.deepEqual(
    (await both.leaves()).map((leaf) => leaf.t),
    ['offer'],
  )
  both.change.withhold = false
  await both.send()
  await both.keys.step()
  assert.equal((await both.leaves()).length, 2)
})

test('of a record that was erased before its receipt, the partner is told that no key comes', async () => {
  await using both = await pair()
  await both.append('first')
  await both.send()
  const [stored] = await readBodies(both.mx.sql, both.mx.out.logId, 0, 1)
  await both.mx.keystore.erase([stored?.slot ?? -1])
  await both.mx.sql`update body set slot = null, sealed = null where log_id = ${both.mx.out.logId}`
  await both.keys.step()
  const [, told] = await both.leaves()
  assert.deepEqual([told?.t, told?.code, told?.n], [unsealType, 'erased', 0])
  await both.send()
  await both.apply()
  const [row] = await both.us.sql<{ state: string }[]>`select state from sealed_entry`
  assert.equal(row?.state, 'never')
})

test('a log that comes back from a partner that had not read it yet says that the key is lost, and what it had read comes back whole', async () => {
  await using both = await pair()
  const empty = await readLog(both.mx.sql, both.mx.out.logId)
  await both.append('read')
  await both.send()
  await both.keys.step()
  await both.send()
  await both.append('unread')
  await both.send()
  await both.apply()
  // The store of mx is put back to before all of it.
  await both.mx.sql`truncate entry, body, tile, receipt, sealed_entry`
  await both.mx.sql`update log set size = 0, frontier = ${empty.frontier as Buffer}, checkpoint = null, checkpoint_size = 0, receipt = null,
    receipted_size = 0 where log_id = ${empty.logId}`
  await assert.rejects(both.meet(3))
  assert.equal(await both.recovery.step(), true)
  await both.send()
  const back = parseBody(await heldBody(both.mx, both.mx.out.logId, 0))
  assert.equal(back.ok && back.value.items.length, 2)
  await both.keys.step()
  const last = (await both.leaves()).at(-1)
  assert.deepEqual([last?.t, last?.re_seq, last?.code], [unsealType, 2, 'key_lost'])
})
