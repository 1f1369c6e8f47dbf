import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { concatBytes, fromUtf8, utf8 } from '@enlace/core'
import {
  type Checkpoint,
  encodeBodies,
  encodeLeaf,
  generateSigner,
  leafHash,
  parseMirrorInfo,
  parseVkey,
  verifyCosignatures,
  vkeyOf,
} from '@enlace/proof/node'
import { openLog, readBodies, readEntries, readLog } from '../store/logs.ts'
import type { StepName } from '../store/steps.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { type FakePartner, fakePartner } from '../test-partner.ts'
import type { Reply } from './exchange-server.ts'
import { createReceiver } from './receive.ts'

let store: TestStore
before(async () => {
  store = await testStore()
})
after(async () => {
  await store[Symbol.asyncDispose]()
})

const receiptSigners = [generateSigner('node.mx.sig.example/in/us', 0x04).signer, generateSigner('node.mx.sig.example/in/us', 0x06).signer]
const receiptKeys = receiptSigners.map(vkeyOf)
const at = new Date('2026-11-21T10:00:00.000Z')

/** A log of its own in the one database, with a partner that speaks for it. `start` opens the receiver, as a node does when it starts. */
async function mirror(name: string, options: { readonly onlyEd25519?: boolean; readonly bothFrom?: number } = {}) {
  const origin = `node.us.sig.example/out/${name}/1`
  const { logId } = await openLog(store.sql, { origin, role: 'in', partner: 'us', epoch: 1 })
  const ed25519 = generateSigner(origin, 0x01).signer
  const signers = options.onlyEd25519 ? [ed25519] : [ed25519, generateSigner(origin, 0x06).signer]
  const partner = fakePartner(origin, signers)
  const alarms: string[] = []
  const received: number[] = []
  const passed: StepName[] = []
  const hooks: { onStep?: (name: StepName) => void; revoked?: string } = {}
  const start = () =>
    createReceiver({
      sql: store.sql,
      keystore: store.keystore,
      logId,
      origin,
      get partnerKeys() {
        return signers.filter(({ keyId }) => keyId !== hooks.revoked).map(vkeyOf)
      },
      everKeys: signers.map(vkeyOf),
      required: () =>
        options.bothFrom === undefined ? undefined : { algorithms: ['ed25519', 'ml-dsa-44'] as const, from: options.bothFrom },
      receiptSigners: options.onlyEd25519 ? receiptSigners.slice(0, 1) : receiptSigners,
      agencyOf: () => 'sspc',
      now: () => at,
      pass: (step) => {
        passed.push(step)
        hooks.onStep?.(step)
      },
      onReceived: (size) => received.push(size),
      onAlarm: (code) => alarms.push(code),
    })
  return { origin, logId, signers, partner, alarms, received, passed, hooks, start, log: () => readLog(store.sql, logId) }
}

const item = (text: string) => utf8(JSON.stringify({ text }))
const withBodies = (partner: FakePartner, count: number) => {
  for (let i = 0; i < count; i++) partner.append({ items: [item(`item ${partner.size()}`), item('envelope')] })
}
const bare = (partner: FakePartner, count: number) => {
  for (let i = 0; i < count; i++) partner.append({ type: 'note' })
}
const bodyText = (reply: Reply) => (typeof reply.body === 'string' ? reply.body : (fromUtf8(reply.body ?? new Uint8Array(0)) ?? ''))
function infoOf(reply: Reply) {
  const info = parseMirrorInfo(bodyText(reply))
  assert.ok(info.ok, bodyText(reply))
  return { status: reply.status, size: info.value.size, next: info.value.next }
}
function assertReceipt(reply: Reply, checkpoint: Checkpoint, keys = receiptKeys): void {
  assert.equal(reply.status, 200, bodyText(reply))
  const verified = verifyCosignatures(checkpoint, bodyText(reply), keys)
  assert.ok(verified.ok)
  assert.deepEqual(
    verified.value.map((line) => [line.name, line.time]),
    keys.map((key) => [key.name, at.getTime() / 1000]),
  )
}

/** All three requests in their order, from one size to the end. */
async function send(
  receiver: ReturnType<Awaited<ReturnType<typeof mirror>>['start']>,
  partner: FakePartner,
  from: number,
  to = partner.size(),
) {
  const offered = await receiver.addCheckpoint(partner.addCheckpoint(from, to))
  assert.equal(offered.status, 200, bodyText(offered))
  assert.equal((await receiver.addBodies(partner.addBodies(from, to))).status, 200)
  return await receiver.addEntries(partner.addEntries(from, to))
}

test('a batch is receipted by both keys, after it is durable and read back, and never before', async () => {
  const { partner, start, passed, received, log, logId } = await mirror('good')
  withBodies(partner, 3)
  const reply = await send(start(), partner, 0)
  assertReceipt(reply, partner.head())
  assert.deepEqual(received, [3])
  assert.deepEqual(passed, [
    'receive.offered',
    'receive.staged',
    'receive.keyed',
    'receive.durable',
    'receive.read_back',
    'receive.receipted',
  ])
  const kept = await log()
  assert.deepEqual([kept.size, kept.checkpointSize, kept.pendingSize, kept.appliedSize], [3, 3, 3, 0])
  const entries = await readEntries(store.sql, logId, 0, 3)
  assert.deepEqual(
    entries.map((entry) => Buffer.from(entry.leaf)),
    partner.entries.map((entry) => Buffer.from(entry.leaf)),
  )
})

test('the same requests again give a receipt again and store nothing twice', async () => {
  const { partner, start, log } = await mirror('again')
  withBodies(partner, 5)
  const receiver = start()
  await send(receiver, partner, 0)
  const slots = store.keystore.size
  assert.equal((await receiver.addBodies(partner.addBodies(0))).status, 200)
  assertReceipt(await receiver.addEntries(partner.addEntries(0)), partner.head())
  assertReceipt(await receiver.addEntries(partner.addEntries(3)), partner.head())
  assert.equal((await receiver.addCheckpoint(partner.addCheckpoint(5))).status, 200)
  assertReceipt(await receiver.addEntries(partner.addEntries(5, 5)), partner.head())
  assert.deepEqual([(await log()).size, store.keystore.size], [5, slots])
})

test('entries before their bodies are taken up to the first that lacks one, and completed when it comes', async () => {
  const { partner, start } = await mirror('bodies')
  bare(partner, 2)
  withBodies(partner, 3)
  const receiver = start()
  await receiver.addCheckpoint(partner.addCheckpoint(0))
  assert.deepEqual(infoOf(await receiver.addEntries(partner.addEntries(0))), { status: 202, size: 5, next: 2 })
  await receiver.addBodies(partner.addBodies(2, 4))
  assert.deepEqual(infoOf(await receiver.addEntries(partner.addEntries(2))), { status: 202, size: 5, next: 4 })
  await receiver.addBodies(partner.addBodies(4))
  assertReceipt(await receiver.addEntries(partner.addEntries(4)), partner.head())
})

test('a request from beyond the end, or for another end, is told where the mirror stands', async () => {
  const { partner, start } = await mirror('order')
  bare(partner, 600)
  const receiver = start()
  assert.deepEqual(infoOf(await receiver.addEntries(partner.addEntries(0))), { status: 409, size: 0, next: 0 })
  await receiver.addCheckpoint(partner.addCheckpoint(0))
  assert.deepEqual(infoOf(await receiver.addEntries(partner.addEntries(256))), { status: 409, size: 600, next: 0 })
  assert.deepEqual(infoOf(await receiver.addEntries(partner.addEntries(0, 599))), { status: 409, size: 600, next: 0 })
  assertReceipt(await receiver.addEntries(partner.addEntries(0)), partner.head())
})

test('of a truncated request the whole packages are kept, and a retry goes on from there', async () => {
  const { partner, start } = await mirror('cut')
  bare(partner, 700)
  const receiver = start()
  await receiver.addCheckpoint(partner.addCheckpoint(0))
  const whole = partner.addEntries(0)
  const two = partner.addEntries(0, 700, { packages: 2 })
  assert.deepEqual(infoOf(await receiver.addEntries(whole.subarray(0, two.length + 500))), { status: 202, size: 700, next: 512 })
  assert.equal((await receiver.addEntries(partner.addEntries(512).subarray(0, 90))).status, 400)
  assert.equal((await receiver.addEntries(concatBytes(whole, Uint8Array.of(0)))).status, 400)
  assertReceipt(await receiver.addEntries(partner.addEntries(512)), partner.head())
})

test('a log that is not this partner’s is unknown', async () => {
  const { partner, start } = await mirror('mine')
  const other = await mirror('other')
  withBodies(partner, 1)
  withBodies(other.partner, 1)
  const receiver = start()
  assert.equal((await receiver.addCheckpoint(other.partner.addCheckpoint(0))).status, 403)
  assert.equal((await receiver.addBodies(partner.addBodies(0, 1, other.origin))).status, 404)
  assert.equal((await receiver.addEntries(partner.addEntries(0, 1, { origin: other.origin }))).status, 404)
})

test('a checkpoint without a signature of a paired key is refused and changes nothing', async () => {
  const { partner, start, origin, signers, log, alarms } = await mirror('keys')
  bare(partner, 2)
  const receiver = start()
  const foreign = generateSigner(origin, 0x01).signer
  const bad = partner
    .note()
    .replace(/(— \S+ )(\S{20})/, (_, name: string, text: string) => name + text.slice(0, 10) + text.slice(10).split('').reverse().join(''))
  const unsigned = `${partner.note().split('\n\n')[0]}\n\n`
  for (const checkpoint of [partner.note(2, [foreign]), bad]) {
    assert.equal((await receiver.addCheckpoint(partner.addCheckpoint(0, 2, { checkpoint }))).status, 403)
  }
  const answers = await receiver.addCheckpoint(partner.addCheckpoint(0, 2, { checkpoint: unsigned }))
  assert.ok(answers.status === 403 || answers.status === 400)
  // One good line does not excuse a bad one of another known key.
  const halfBad = partner.note(2, signers.slice(0, 1)) + partner.note(1).split('\n').slice(-2).join('\n')
  assert.equal((await receiver.addCheckpoint(partner.addCheckpoint(0, 2, { checkpoint: halfBad }))).status, 403)
  assert.equal((await receiver.addCheckpoint(utf8('old 0\n\nnonsense'))).status, 400)
  assert.deepEqual([(await log()).pendingSize, alarms], [0, []])
})

test('a key for which one signature fits every message is never trusted', () => {
  const weak = '0100000000000000000000000000000000000000000000000000000000000000'
  const name = 'node.us.sig.example/out/mx/1'
  const key = Buffer.from(`01${weak}`, 'hex')
  const id = createHash('sha256').update(`${name}\n`).update(key).digest('hex').slice(0, 8)
  const enrolled = parseVkey(`${name}+${id}+${key.toString('base64')}`)
  assert.ok(!enrolled.ok)
  assert.equal(enrolled.reason, 'vkey_weak')
})

test('entries that do not belong to the signed tree are refused, and the log goes on', async () => {
  const { partner, start, origin, signers, alarms, log } = await mirror('proof')
  const liar = fakePartner(origin, signers)
  bare(partner, 300)
  bare(liar, 300)
  const receiver = start()
  await receiver.addCheckpoint(partner.addCheckpoint(0))
  const reply = await receiver.addEntries(liar.addEntries(0))
  assert.deepEqual([reply.status, bodyText(reply)], [422, 'proof_invalid\n'])
  assert.deepEqual([(await log()).size, alarms], [0, []])
  assertReceipt(await receiver.addEntries(partner.addEntries(0)), partner.head())
})

test('two histories of one size freeze the log and both checkpoints are kept', async () => {
  const { partner, start, origin, signers, alarms, log } = await mirror('fork')
  const forked = fakePartner(origin, signers)
  bare(partner, 4)
  bare(forked, 4)
  const receiver = start()
  await send(receiver, partner, 0)
  const reply = await receiver.addCheckpoint(forked.addCheckpoint(4))
  assert.deepEqual([reply.status, reply.contentType, bodyText(reply)], [409, 'text/x.tlog.size', '4\n'])
  const frozen = await log()
  assert.equal(frozen.frozen, 'fork')
  assert.deepEqual(JSON.parse(frozen.evidence ?? ''), { ours: partner.note(), theirs: forked.note() })
  assert.deepEqual(alarms, ['fork'])
  for (const answer of [
    await receiver.addCheckpoint(partner.addCheckpoint(4)),
    await receiver.addBodies(partner.addBodies(0)),
    await receiver.addEntries(partner.addEntries(4, 4)),
  ]) {
    assert.deepEqual([answer.status, bodyText(answer)], [423, 'fork\n'])
  }
})

test('a larger tree that does not contain the smaller one freezes the log with both checkpoints and the proof', async () => {
  const { partner, start, origin, signers, log } = await mirror('grown-fork')
  const forked = fakePartner(origin, signers)
  bare(partner, 4)
  bare(forked, 9)
  const receiver = start()
  await send(receiver, partner, 0)
  assert.equal((await receiver.addCheckpoint(forked.addCheckpoint(4))).status, 422)
  const frozen = await log()
  assert.equal(frozen.frozen, 'inconsistent_checkpoint')
  const evidence = JSON.parse(frozen.evidence ?? '') as { ours: string; theirs: string; proof: string[] }
  assert.deepEqual([evidence.ours, evidence.theirs, evidence.proof.length > 0], [partner.note(), forked.note(), true])
})

test('a needless proof is refused without freezing anything, for it shows no second history', async () => {
  const { partner, start, log } = await mirror('needless')
  bare(partner, 3)
  const receiver = start()
  const proof = [leafHash(utf8('x'))]
  assert.equal((await receiver.addCheckpoint(partner.addCheckpoint(0, 3, { proof }))).status, 422)
  await send(receiver, partner, 0)
  assert.equal((await receiver.addCheckpoint(partner.addCheckpoint(3, 3, { proof }))).status, 422)
  assert.equal((await log()).frozen, null)
})

test('a smaller checkpoint is answered with the size that is known, and nothing goes back', async () => {
  const { partner, start, log } = await mirror('rollback')
  bare(partner, 8)
  const receiver = start()
  await send(receiver, partner, 0)
  for (const body of [partner.addCheckpoint(0, 5), partner.addCheckpoint(5, 5), partner.addCheckpoint(0, 8)]) {
    const reply = await receiver.addCheckpoint(body)
    assert.deepEqual([reply.status, bodyText(reply)], [409, '8\n'])
  }
  assert.equal((await receiver.addCheckpoint(partner.addCheckpoint(8, 5))).status, 400)
  const kept = await log()
  assert.deepEqual([kept.pendingSize, kept.checkpointSize, kept.frozen], [8, 8, null])
  assert.equal(bodyText(await receiver.readCheckpoint()), partner.note())
})

const malformed: readonly (readonly [string, (seq: number) => Uint8Array])[] = [
  [
    'a leaf that names another place',
    (seq) =>
      encodeLeaf({
        v: 1,
        t: 'note',
        seq: seq + 1,
        at: at.toISOString(),
        mid: `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`,
        seen: 0,
        n: 0,
      }),
  ],
  ['a leaf that is not canonical', (seq) => utf8(`{"v":1,"t":"note","seq":${seq}}`)],
  ['a leaf that is not text', () => Uint8Array.of(255, 0, 1)],
]
for (const [name, leafAt] of malformed) {
  test(`${name} is refused, and the signed leaf is kept as evidence`, async () => {
    const { partner, start, log, alarms } = await mirror(name.replaceAll(' ', '-'))
    bare(partner, 2)
    partner.appendRaw(leafAt(2))
    const receiver = start()
    await receiver.addCheckpoint(partner.addCheckpoint(0))
    const reply = await receiver.addEntries(partner.addEntries(0))
    assert.deepEqual([reply.status, bodyText(reply)], [422, 'malformed_leaf\n'])
    const frozen = await log()
    const evidence = JSON.parse(frozen.evidence ?? '') as { seq: number; leaf: string; checkpoint: string }
    assert.deepEqual([frozen.frozen, alarms, evidence.seq, evidence.checkpoint], ['malformed_leaf', ['malformed_leaf'], 2, partner.note()])
    assert.deepEqual(Buffer.from(evidence.leaf, 'base64'), Buffer.from(leafAt(2)))
  })
}

test('bodies wait for their leaves in bounded memory: beyond it, and far ahead, the partner is asked to wait', async () => {
  const { partner, start, origin, log } = await mirror('staging')
  withBodies(partner, 1)
  const receiver = start()
  const ahead = (seq: number, bytes: number) => encodeBodies(origin, [{ seq, body: new Uint8Array(bytes) }])
  assert.equal((await receiver.addBodies(ahead(8191, 10))).status, 200)
  const far = await receiver.addBodies(ahead(8192, 10))
  assert.deepEqual([far.status, far.headers?.['retry-after']], [429, '1'])
  for (const seq of [1, 2, 3]) assert.equal((await receiver.addBodies(ahead(seq, 20_000_000))).status, 200)
  assert.equal((await receiver.addBodies(ahead(4, 20_000_000))).status, 429)
  // The same place again counts what it holds now, not once more; and a small body cannot be swapped for a large one for nothing.
  assert.equal((await receiver.addBodies(ahead(3, 20_000_000))).status, 200)
  assert.equal((await receiver.addBodies(ahead(8191, 20_000_000))).status, 429)
  assert.equal((await receiver.addBodies(ahead(3, 10))).status, 200)
  assert.equal((await receiver.addBodies(ahead(8191, 20_000_000))).status, 200)
  assertReceipt(
    await (async () => {
      await receiver.addCheckpoint(partner.addCheckpoint(0))
      assert.equal((await receiver.addBodies(partner.addBodies(0))).status, 200)
      return await receiver.addEntries(partner.addEntries(0))
    })(),
    partner.head(),
  )
  assert.equal((await log()).size, 1)
})

test('what is stored already takes no more room when it comes again', async () => {
  const { partner, start, origin } = await mirror('stored')
  withBodies(partner, 2)
  const receiver = start()
  await send(receiver, partner, 0)
  for (let i = 0; i < 8; i++) {
    assert.equal((await receiver.addBodies(encodeBodies(origin, [{ seq: i % 2, body: new Uint8Array(30_000_000) }]))).status, 200)
  }
})

test('content that breaks every rule is stored and receipted all the same: a receipt is not acceptance', async () => {
  const { partner, start, logId } = await mirror('poison')
  partner.append({ items: [item('good'), item('envelope')] })
  partner.append({ items: [item('x')], body: utf8('not a body') })
  partner.append({ items: [item('x')], body: new Uint8Array(0) })
  partner.append({ items: [utf8('{"type":'), item('envelope')] })
  const receiver = start()
  assertReceipt(await send(receiver, partner, 0), partner.head())
  assert.equal((await readBodies(store.sql, logId, 0, 4)).length, 4)
})

test('every size from 1 to 600 is reached entry by entry, and receipted', async () => {
  const { partner, start } = await mirror('each', { onlyEd25519: true })
  const receiver = start()
  for (let size = 1; size <= 600; size++) {
    bare(partner, 1)
    assertReceipt(await send(receiver, partner, size - 1), partner.head(), receiptKeys.slice(0, 1))
  }
})

test('packages join at every boundary, from any start to any end', async () => {
  const starts = [0, 1, 100, 255, 256, 257, 511, 512, 513]
  const ends = [1, 2, 255, 256, 257, 300, 511, 512, 513, 600]
  let cases = 0
  for (const from of starts) {
    for (const to of ends.filter((end) => end > from)) {
      const { partner, start } = await mirror(`from-${from}-to-${to}`, { onlyEd25519: true })
      bare(partner, to)
      const receiver = start()
      if (from > 0) assertReceipt(await send(receiver, partner, 0, from), partner.head(from), receiptKeys.slice(0, 1))
      assertReceipt(await send(receiver, partner, from), partner.head(), receiptKeys.slice(0, 1))
      cases++
    }
  }
  assert.equal(cases, 51)
})

/** Changes one byte of what is stored. */
async function flip(logId: number, seq: number, column: 'leaf' | 'hash' | 'sealed'): Promise<void> {
  const table = column === 'sealed' ? 'body' : 'entry'
  const { sql } = store
  await sql`update ${sql(table)} set ${sql(column)} = set_byte(${sql(column)}, 20, get_byte(${sql(column)}, 20) # 1) where log_id = ${logId} and seq = ${seq}`
}

for (const column of ['leaf', 'hash', 'sealed'] as const) {
  test(`a byte of a ${column} that changes between commit and read-back yields no signature and freezes the log`, async () => {
    const { partner, start, hooks, logId, log, received, alarms } = await mirror(`flip-${column}`)
    withBodies(partner, 4)
    const receiver = start()
    await receiver.addCheckpoint(partner.addCheckpoint(0))
    await receiver.addBodies(partner.addBodies(0))
    // The database itself changes the byte as it stores the row: what a bad disk or its owner could do.
    const { sql } = store
    await sql.unsafe(`create or replace function flip_row() returns trigger language plpgsql as $$ begin
      if new.log_id = ${logId} and new.seq = 2 then new.${column} := set_byte(new.${column}, 20, get_byte(new.${column}, 20) # 1); end if;
      return new; end $$`)
    const table = column === 'sealed' ? 'body' : 'entry'
    await store.sql`create trigger flip before insert on ${store.sql(table)} for each row execute function flip_row()`
    await assert.rejects(receiver.addEntries(partner.addEntries(0)), /reads back differently at 2/)
    await store.sql`drop trigger flip on ${store.sql(table)}`
    hooks.onStep = () => assert.fail('nothing goes on')
    const kept = await log()
    assert.deepEqual([kept.frozen, kept.checkpoint, received, alarms], ['damaged_entry', null, [], ['damaged_entry']])
    const reply = await receiver.addEntries(partner.addEntries(4, 4))
    assert.deepEqual([reply.status, bodyText(reply)], [423, 'log_frozen\n'])
  })

  test(`a byte of a ${column} that changes while the node is down between commit and receipt yields no signature`, async () => {
    const { partner, start, hooks, logId, log, received } = await mirror(`crash-${column}`)
    withBodies(partner, 4)
    const before = start()
    await before.addCheckpoint(partner.addCheckpoint(0))
    await before.addBodies(partner.addBodies(0))
    hooks.onStep = (name) => {
      if (name === 'receive.durable') throw new Error('killed here')
    }
    await assert.rejects(before.addEntries(partner.addEntries(0)), /killed here/)
    delete hooks.onStep
    assert.equal((await log()).size, 4)
    await flip(logId, 1, column)
    await assert.rejects(start().addEntries(partner.addEntries(4, 4)), /reads back differently at 1/)
    assert.deepEqual([(await log()).frozen, received], ['damaged_entry', []])
  })
}

test('what was committed before a kill is read back after the start, receipted, and stored once', async () => {
  const { partner, start, hooks, log, logId } = await mirror('killed')
  withBodies(partner, 4)
  const before = start()
  await before.addCheckpoint(partner.addCheckpoint(0))
  await before.addBodies(partner.addBodies(0))
  hooks.onStep = (name) => {
    if (name === 'receive.durable') throw new Error('killed here')
  }
  await assert.rejects(before.addEntries(partner.addEntries(0)))
  delete hooks.onStep
  const afterStart = start()
  assertReceipt(await afterStart.addEntries(partner.addEntries(0)), partner.head())
  assert.deepEqual([(await log()).size, (await readEntries(store.sql, logId, 0, 10)).length], [4, 4])
})

test('after a start the log goes on where it was, also inside a package and across its end', async () => {
  const { partner, start, log } = await mirror('restarts', { onlyEd25519: true })
  for (const count of [5, 5, 250, 300, 1]) {
    const from = partner.size()
    bare(partner, count)
    assertReceipt(await send(start(), partner, from), partner.head(), receiptKeys.slice(0, 1))
  }
  assert.deepEqual([(await log()).checkpointSize, (await log()).frozen], [561, null])
})

test('a flipped byte under an older receipt is found before the next one', async () => {
  const { partner, start, logId, log } = await mirror('old', { onlyEd25519: true })
  bare(partner, 50)
  const receiver = start()
  await send(receiver, partner, 0)
  await flip(logId, 7, 'leaf')
  bare(partner, 1)
  await receiver.addCheckpoint(partner.addCheckpoint(50))
  await assert.rejects(receiver.addEntries(partner.addEntries(50)), /reads back differently at 7/)
  assert.equal((await log()).frozen, 'damaged_entry')
})

test('after a start all that was receipted is read again, so a leaf that was altered together with its hash is found', async () => {
  const { partner, start, logId, log } = await mirror('swapped', { onlyEd25519: true })
  bare(partner, 50)
  await send(start(), partner, 0)
  await store.sql`update entry set leaf = replaced.leaf, hash = replaced.hash from entry as replaced
    where entry.log_id = ${logId} and entry.seq = 20 and replaced.log_id = ${logId} and replaced.seq = 21`
  bare(partner, 1)
  const receiver = start()
  await receiver.addCheckpoint(partner.addCheckpoint(50))
  await assert.rejects(receiver.addEntries(partner.addEntries(50)), /reads back differently at 20/)
  assert.equal((await log()).frozen, 'damaged_entry')
})

test('a connection that dies in the middle loses nothing and repeats nothing', async () => {
  const { partner, start, hooks, log } = await mirror('connection')
  withBodies(partner, 6)
  const receiver = start()
  await receiver.addCheckpoint(partner.addCheckpoint(0))
  await receiver.addBodies(partner.addBodies(0))
  let cut: Promise<unknown> | undefined
  hooks.onStep = (name) => {
    if (name !== 'receive.keyed') return
    cut = store.sql.begin(
      (tx) => tx`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
  }
  await receiver.addEntries(partner.addEntries(0)).catch(() => undefined)
  delete hooks.onStep
  await cut?.catch(() => undefined)
  // The pool opens anew in its own time; each round is what the sender would do next.
  const again = async () => {
    const { size } = await log()
    const reply = await receiver.addEntries(partner.addEntries(size))
    if (reply.status !== 200) await receiver.addBodies(partner.addBodies(0))
    return reply
  }
  let reply = await again().catch(() => undefined)
  for (let attempt = 0; reply?.status !== 200 && attempt < 200; attempt++) {
    await pause(10)
    reply = await again().catch(() => undefined)
  }
  assert.ok(reply)
  assertReceipt(reply, partner.head())
  assert.equal((await log()).size, 6)
})

test('requests of one log that come at once are served one by one, and each is answered', async () => {
  const { partner, start, log } = await mirror('at-once')
  withBodies(partner, 20)
  const receiver = start()
  await receiver.addCheckpoint(partner.addCheckpoint(0))
  await receiver.addBodies(partner.addBodies(0))
  const replies = await Promise.all(Array.from({ length: 8 }, () => receiver.addEntries(partner.addEntries(0))))
  for (const reply of replies) assertReceipt(reply, partner.head())
  assert.equal((await log()).size, 20)
})

test('a receipt is for the tree that the partner signed, whatever else it signed meanwhile', async () => {
  const { partner, start } = await mirror('moved')
  withBodies(partner, 3)
  const receiver = start()
  await receiver.addCheckpoint(partner.addCheckpoint(0, 2))
  await receiver.addBodies(partner.addBodies(0))
  await receiver.addCheckpoint(partner.addCheckpoint(2, 3))
  assert.deepEqual(infoOf(await receiver.addEntries(partner.addEntries(0, 2))), { status: 409, size: 3, next: 0 })
  assertReceipt(await receiver.addEntries(partner.addEntries(0, 3)), partner.head())
})

for (const [what, seconds, status] of [
  ['the second before', 1, 200],
  ['on the day', 0, 403],
] as const) {
  test(`where both algorithms are required, a checkpoint with one of them ${what} is answered ${status}`, async () => {
    const { partner, start } = await mirror(`both-${status}`, { onlyEd25519: true, bothFrom: at.getTime() / 1000 + seconds })
    bare(partner, 3)
    const reply = await start().addCheckpoint(partner.addCheckpoint(0))
    assert.equal(reply.status, status)
    if (status === 403) assert.equal(bodyText(reply), 'algorithm_missing\n')
  })
}

test('after a key is revoked, what it alone signs is refused, and what it signed once still opens', async () => {
  const { partner, start, signers, hooks } = await mirror('revoked', { onlyEd25519: true })
  bare(partner, 2)
  const receiver = start()
  assertReceipt(await send(receiver, partner, 0), partner.head(), receiptKeys.slice(0, 1))
  hooks.revoked = signers[0]?.keyId ?? ''
  bare(partner, 2)
  for (const each of [receiver, start()]) {
    const reply = await each.addCheckpoint(partner.addCheckpoint(2))
    assert.deepEqual([reply.status, bodyText(reply)], [403, 'signature_invalid\n'])
  }
})
