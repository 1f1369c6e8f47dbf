import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import {
  type Checkpoint,
  cosignCheckpoint,
  decideAddCheckpoint,
  emptyRoot,
  generateSigner,
  parseAddCheckpoint,
  verifyCosignatures,
  vkeyOf,
} from '@enlace/proof/node'
import { createCheckpoints } from '../log/checkpoints.ts'
import { readLog } from '../store/logs.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { listWitnessed, witnessLines } from '../store/witnessed.ts'
import { askWitness } from './ask-witness.ts'
import { readLogResource } from './read-log.ts'

const at = new Date('2026-11-21T10:00:00.000Z')
const signers = [generateSigner('witness.example/w1', 0x04).signer, generateSigner('witness.example/w1', 0x06).signer]
const others = [generateSigner('witness.example/w1', 0x04).signer]

let store: TestStore
before(async () => {
  store = await testStore()
})
after(async () => {
  await store[Symbol.asyncDispose]()
})

type Reply = { readonly status: number; readonly body: string } | 'silence'
const logKeys = [generateSigner('node.mx.sig.example/out/us/1', 0x01).signer]

/** A witness that a test can make behave: honest unless `change` says what it answers instead. */
async function witnessed(change?: (honest: () => Reply) => Reply) {
  const known = new Map<string, Checkpoint>()
  const keys = logKeys.map(vkeyOf)
  const asked: number[] = []
  const server = createServer(async (request, response) => {
    const parsed = parseAddCheckpoint(await readText(request))
    assert.ok(parsed.ok)
    asked.push(parsed.value.oldSize)
    const { origin } = parsed.value
    const honest = (): Reply => {
      const decision = decideAddCheckpoint(known.get(origin) ?? { origin, size: 0, root: emptyRoot }, parsed.value, keys)
      if (decision.status === 409) return { status: 409, body: `${decision.size}\n` }
      if (decision.status !== 200) return { status: decision.status, body: '' }
      known.set(origin, decision.checkpoint)
      return { status: 200, body: cosignCheckpoint(decision.checkpoint, signers, at.getTime() / 1000) }
    }
    const reply = change === undefined ? honest() : change(honest)
    if (reply !== 'silence') response.writeHead(reply.status).end(reply.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const alarms: string[] = []
  const asking = askWitness({
    sql: store.sql,
    witness: { url, name: 'witness.example/w1', keys: signers.map(vkeyOf) },
    keysOf: () => logKeys.map(vkeyOf),
    now: () => at,
    onChange: () => undefined,
    onAlarm: (code) => alarms.push(code),
    limitMs: 300,
  })
  return {
    ...{ asking, asked, alarms, url, known },
    fault: () => asking.state().lastFault?.code ?? null,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function grow(count: number): Promise<number> {
  const drafts = Array.from({ length: count }, () => ({ type: 'note', at }))
  await store.writer.transact((writing) => writing.append(store.out.logId, drafts))
  const checkpoints = createCheckpoints({ sql: store.sql, signersOf: () => logKeys, now: () => at, onDamage: () => undefined })
  return (await checkpoints.sign(store.out.logId))?.size ?? 0
}

test('a witness sees each head that is signed, and its lines stand beside the checkpoint that others read', async () => {
  await using witness = await witnessed()
  const first = await grow(5)
  await witness.asking.step()
  await witness.asking.step()
  assert.deepEqual(witness.asked, [0], 'a head that it has seen is not shown again')
  const second = await grow(7)
  await witness.asking.step()
  assert.deepEqual(witness.asked, [0, first])
  const [row] = (await listWitnessed(store.sql)).filter((one) => one.witness === witness.url)
  assert.equal(row?.size, second)
  const head = witness.known.get('node.mx.sig.example/out/us/1')!
  assert.ok(verifyCosignatures(head, await witnessLines(store.sql, store.out.logId, second), signers.map(vkeyOf)).ok)
  const served = await readLogResource(store.sql, store.out.logId, 'checkpoint')
  assert.match(String(served.body), /— witness\.example\/w1 /)
  assert.equal(witness.fault(), null)
})

test('a witness that knows less or more than remembered is followed from where it says', async () => {
  await using witness = await witnessed()
  const log = await readLog(store.sql, store.out.logId)
  assert.ok(log.size > 0)
  // It saw a head that this node has no record of having shown.
  await witness.asking.step()
  await store.sql`delete from witnessed where witness = ${witness.url}`
  await grow(4)
  await witness.asking.step()
  assert.equal(witness.fault(), null)
  assert.deepEqual(witness.asked, [0, 0, log.size])
})

const bad: readonly [string, (honest: () => Reply) => Reply, string, readonly string[]][] = [
  ['signs with a key that is not its own', (honest) => lieWith(honest, others), 'witness_lies', ['witness_lies']],
  ['answers rubbish', () => ({ status: 200, body: 'yes\n' }), 'witness_lies', ['witness_lies']],
  ['answers without end', () => ({ status: 200, body: 'x'.repeat(100_000) }), 'witness_lies', ['witness_lies']],
  ['says nothing', () => 'silence', 'witness_slow', []],
  ['refuses', () => ({ status: 403, body: '' }), 'witness_refuses', []],
  ['says that it has seen more than there is', () => ({ status: 409, body: '999999\n' }), 'witness_ahead', ['witness_ahead']],
]

function lieWith(honest: () => Reply, keys: typeof others): Reply {
  const reply = honest()
  if (reply === 'silence' || reply.status !== 200) return reply
  return { status: 200, body: cosignCheckpoint({ origin: 'another log', size: 1, root: emptyRoot }, [...keys, ...signers], 1) }
}

for (const [what, change, code, alarms] of bad) {
  test(`a witness that ${what} is shown as such, and nothing of it is kept`, async () => {
    await using witness = await witnessed(change)
    await grow(1)
    assert.equal(await witness.asking.step(), false)
    assert.equal(witness.fault(), code)
    assert.deepEqual(witness.alarms, alarms)
    assert.equal((await listWitnessed(store.sql)).filter((one) => one.witness === witness.url).length, 0)
    assert.equal((await readLog(store.sql, store.out.logId)).frozen, null)
  })
}

test('a witness that is gone is shown as gone, and as well again when it is back', async () => {
  let answers = false
  await using witness = await witnessed((honest) => (answers ? honest() : { status: 503, body: '' }))
  await grow(1)
  await witness.asking.step()
  assert.equal(witness.fault(), 'witness_refuses')
  answers = true
  await witness.asking.step()
  assert.ok((await listWitnessed(store.sql)).some((one) => one.witness === witness.url))
})
