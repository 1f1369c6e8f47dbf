import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { concatBytes, fromUtf8, utf8 } from '@enlace/core'
import {
  cosignCheckpoint,
  emptyFrontier,
  encodeFrontier,
  encodeMirrorInfo,
  generateSigner,
  openCheckpoint,
  parseAddCheckpoint,
  parseAddEntries,
  parseBodies,
  parseBody,
  signCheckpoint,
  vkeyOf,
} from '@enlace/proof/node'
import { createCheckpoints } from '../log/checkpoints.ts'
import { freezeLog, holdLogs, openLog, readLog } from '../store/logs.ts'
import { extendFrontier } from '../store/read-back.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import type { Answer, LinkClient } from './link-client.ts'
import { createReceiver } from './receive.ts'
import { createSender, LinkFault } from './send.ts'

let store: TestStore
before(async () => {
  store = await testStore()
})
after(async () => {
  await store[Symbol.asyncDispose]()
})

const at = new Date('2026-11-21T10:00:00.000Z')
const receiptSigners = [generateSigner('node.us.sig.example/in/mx', 0x04).signer, generateSigner('node.us.sig.example/in/mx', 0x06).signer]

type Asked = { readonly method: string; readonly request: string; readonly body: Uint8Array }
type Script = (asked: Asked) => Partial<Omit<Answer, 'body'>> & { readonly body?: string | Uint8Array }

/** An outbound log of its own with a sender, and a link that a test answers; what was asked is kept. */
async function outbound(name: string, script: Script) {
  const origin = `node.mx.sig.example/out/${name}/1`
  const log = await openLog(store.sql, { origin, role: 'out', partner: name, epoch: 1 })
  const signers = [generateSigner(origin, 0x01).signer, generateSigner(origin, 0x06).signer]
  const checkpoints = createCheckpoints({ sql: store.sql, signersOf: () => signers, now: () => at, onDamage: () => undefined })
  const asked: Asked[] = []
  const alarms: string[] = []
  const receipts: number[] = []
  const state = { held: false, script }
  const request: LinkClient['request'] = async (method, path, body = new Uint8Array(0)) => {
    const one = { method, request: path.split('/').at(-1) ?? '', body }
    asked.push(one)
    const answer = state.script(one)
    const bytes = typeof answer.body === 'string' ? utf8(answer.body) : (answer.body ?? new Uint8Array(0))
    return { status: 200, contentType: '', retryAfterMs: null, ...answer, body: bytes }
  }
  const link: LinkClient = {
    request,
    requestInOrder: (requests) => requests.map(({ path, body }) => link.request('POST', path, body)),
    close: async () => undefined,
  }
  const sender = createSender({
    sql: store.sql,
    keystore: store.keystore,
    logId: log.logId,
    origin,
    link,
    logKeys: signers.map(vkeyOf),
    receiptKeys: receiptSigners.map(vkeyOf),
    sign: checkpoints.sign,
    isHeld: () => state.held,
    now: () => at,
    pass: () => undefined,
    onReceipt: (size) => receipts.push(size),
    onAlarm: (code) => alarms.push(code),
  })
  const append = (count: number, bytes = 10) =>
    store.writer.transact((writing) =>
      writing.append(
        log.logId,
        Array.from({ length: count }, (_, i) => ({
          type: 'offer',
          at,
          body: { agency: 'sspc', items: [new Uint8Array(bytes).fill(i)], release: utf8('{"v":1}') },
        })),
      ),
    )
  const requests = () => asked.map((one) => one.request)
  return {
    link,
    log,
    origin,
    signers,
    checkpoints,
    asked,
    requests,
    alarms,
    receipts,
    state,
    sender,
    append,
    read: () => readLog(store.sql, log.logId),
  }
}

/** The receipt over the checkpoint that was offered last, as a partner gives it. */
function receiptFor(asked: readonly Asked[], signers = receiptSigners): string {
  const offered = asked.findLast((one) => one.request === 'add-checkpoint')
  const request = parseAddCheckpoint(fromUtf8(offered?.body ?? new Uint8Array(0)) ?? '')
  assert.ok(request.ok)
  const [origin = '', size, root = ''] = request.value.checkpoint.split('\n')
  return cosignCheckpoint({ origin, size: Number(size), root: Buffer.from(root, 'base64') }, signers, at.getTime() / 1000)
}

/** A partner that takes everything at once. */
const willing = (asked: () => readonly Asked[]): Script => {
  return ({ request }) => (request === 'add-entries' ? { body: receiptFor(asked()) } : {})
}

async function faultOf(step: Promise<unknown>): Promise<LinkFault> {
  const cause = await step.then(
    () => assert.fail('it went through'),
    (thrown: unknown) => thrown,
  )
  assert.ok(cause instanceof LinkFault, String(cause))
  return cause
}

test('what waits is offered, brought over, and its receipt verified and kept', async () => {
  const out = await outbound('plain', (one) => willing(() => out.asked)(one))
  await out.append(3)
  assert.equal(await out.sender.step(), false)
  assert.deepEqual(out.requests().toSorted(), ['add-bodies', 'add-checkpoint', 'add-entries'])
  const log = await out.read()
  assert.deepEqual([log.receiptedSize, out.receipts], [3, [3]])
  const opened = openCheckpoint(log.receipt ?? '', [...out.signers, ...receiptSigners].map(vkeyOf))
  assert.ok(opened.ok)
  assert.equal(opened.value.verified.length, 4)
  assert.equal(await out.sender.step(), false)
  assert.equal(out.asked.length, 3)
})

test('a partner that knows another size is met from there, with a proof that holds', async () => {
  const sizes: number[] = []
  const out = await outbound('sizes', (one) => {
    if (one.request !== 'add-checkpoint') return willing(() => out.asked)(one)
    const request = parseAddCheckpoint(fromUtf8(one.body) ?? '')
    assert.ok(request.ok)
    sizes.push(request.value.oldSize)
    return request.value.oldSize === 4 ? {} : { status: 409, body: '4\n' }
  })
  await out.append(9)
  await out.sender.step()
  assert.deepEqual(sizes, [0, 4])
  assert.equal((await out.read()).receiptedSize, 9)
})

test('a partner that never agrees on a size is left alone until later', async () => {
  let size = 0
  const out = await outbound('contended', ({ request }) => (request === 'add-checkpoint' ? { status: 409, body: `${++size}\n` } : {}))
  await out.append(9)
  assert.equal((await faultOf(out.sender.step())).code, 'checkpoint_contended')
})

test('a partner that lacks bodies gets them again, and progress goes on from where it stands', async () => {
  const nexts = [2, 2, 5, 5]
  const out = await outbound('progress', ({ request }) => {
    if (request !== 'add-entries') return {}
    const next = nexts.shift()
    return next === undefined
      ? { body: receiptFor(out.asked) }
      : { status: 202, body: encodeMirrorInfo({ size: 9, next, ticket: new Uint8Array(0) }) }
  })
  await out.append(9)
  await out.sender.step()
  const starts = out.asked.flatMap(({ request, body }) => {
    const parsed = request === 'add-entries' ? parseAddEntries(body) : undefined
    return parsed?.ok ? [parsed.value.start] : []
  })
  assert.deepEqual(starts, [0, 2, 2, 5, 5])
  const bodies = out.asked.flatMap(({ request, body }) => {
    const parsed = request === 'add-bodies' ? parseBodies(body) : undefined
    return parsed?.ok ? [parsed.value.bodies[0]?.seq] : []
  })
  assert.deepEqual(bodies, [0, 2, 2, 5, 5])
  assert.equal((await out.read()).receiptedSize, 9)
})

test('a partner that goes round in circles is left alone after a few rounds', async () => {
  const out = await outbound('circles', ({ request }) =>
    request === 'add-entries' ? { status: 409, body: encodeMirrorInfo({ size: 9, next: 0, ticket: new Uint8Array(0) }) } : {},
  )
  await out.append(9)
  assert.equal((await faultOf(out.sender.step())).code, 'no_progress')
  assert.equal(out.requests().filter((request) => request === 'add-entries').length, 3)
})

for (const [name, body, code] of [
  ['another pending size', encodeMirrorInfo({ size: 10, next: 0, ticket: new Uint8Array(0) }), 'partner_moved'],
  ['a next entry beyond the end', encodeMirrorInfo({ size: 9, next: 10, ticket: new Uint8Array(0) }), 'partner_moved'],
  ['no information', 'hello', 'answer_malformed'],
] as const) {
  test(`a partner that answers with ${name} is not followed`, async () => {
    const out = await outbound(`answer-${name.replaceAll(' ', '-')}`, ({ request }) =>
      request === 'add-entries' ? { status: 202, body } : {},
    )
    await out.append(9)
    assert.equal((await faultOf(out.sender.step())).code, code)
    assert.equal((await out.read()).frozen, null)
  })
}

for (const status of [429, 503]) {
  test(`a partner that answers ${status} says how long to wait, and nothing is lost`, async () => {
    const out = await outbound(`busy-${status}`, ({ request }) => (request === 'add-entries' ? { status, retryAfterMs: 7000 } : {}))
    await out.append(2)
    const fault = await faultOf(out.sender.step())
    assert.deepEqual([fault.code, fault.values.waitMs], ['partner_busy', 7000])
    out.state.script = willing(() => out.asked)
    await out.sender.step()
    assert.equal((await out.read()).receiptedSize, 2)
  })
}

test('a receipt that does not hold is refused, and nothing counts as received', async () => {
  const out = await outbound('receipt', () => ({}))
  await out.append(2)
  const foreign = [generateSigner('node.us.sig.example/in/mx', 0x04).signer]
  const wrong: (() => string)[] = [
    () => '',
    () => 'nonsense',
    () => receiptFor(out.asked, foreign),
    () => receiptFor(out.asked).replace(/(.{20})\n/, (_, end: string) => `${end.split('').reverse().join('')}\n`),
    () => cosignCheckpoint({ origin: out.origin, size: 2, root: new Uint8Array(32) }, receiptSigners, 1),
    () => signCheckpoint({ origin: out.origin, size: 2, root: new Uint8Array(32) }, out.signers, 1),
  ]
  for (const body of wrong) {
    out.state.script = ({ request }) => (request === 'add-entries' ? { body: body() } : {})
    assert.equal((await faultOf(out.sender.step())).code, 'receipt_invalid')
    assert.equal((await out.read()).receiptedSize, 0)
  }
  assert.deepEqual(out.receipts, [])
})

test('nothing is sent while the log is held or frozen', async () => {
  const out = await outbound(
    'still',
    willing(() => []),
  )
  await out.append(2)
  await holdLogs(store.sql, 'still', true)
  assert.equal(await out.sender.step(), false)
  await holdLogs(store.sql, 'still', false)
  await freezeLog(store.sql, out.log.logId, 'damaged_entry', '{}', at)
  assert.equal(await out.sender.step(), false)
  assert.deepEqual(out.asked, [])
})

test('a hold in the middle stops before the next request', async () => {
  const out = await outbound('hold', ({ request }) => {
    if (request === 'add-bodies') out.state.held = true
    return {}
  })
  await out.append(2)
  assert.equal((await faultOf(out.sender.step())).code, 'link_held')
  assert.ok(!out.requests().includes('add-entries'))
})

test('a body that was altered in the store is not sent, and the log is frozen', async () => {
  const out = await outbound(
    'damaged',
    willing(() => []),
  )
  await out.append(3)
  await store.sql`update body set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) where log_id = ${out.log.logId} and seq = 1`
  assert.equal((await faultOf(out.sender.step())).code, 'damaged_body')
  assert.deepEqual([(await out.read()).frozen, out.alarms], ['damaged_body', ['damaged_body']])
  assert.ok(!out.requests().includes('add-bodies') && !out.requests().includes('add-entries'))
})

test('a body that was erased before it left is sent as a body of no items, and its leaf as it is', async () => {
  const out = await outbound('erased', (one) => willing(() => out.asked)(one))
  await out.append(3)
  const [row] = await store.sql<{ slot: number }[]>`select slot from body where log_id = ${out.log.logId} and seq = 1`
  await store.keystore.erase([row?.slot ?? -1])
  await out.sender.step()
  const sent = parseBodies(out.asked.find((one) => one.request === 'add-bodies')?.body ?? new Uint8Array(0))
  assert.ok(sent.ok)
  const items = sent.value.bodies.map(({ body }) => {
    const parsed = parseBody(body)
    return parsed.ok ? parsed.value.items.length : -1
  })
  assert.deepEqual(items, [1, 0, 1])
  assert.equal((await out.read()).receiptedSize, 3)
})

test('a partner that only says that it holds more stops nothing', async () => {
  const out = await outbound('liar', ({ request }) => (request === 'add-checkpoint' ? { status: 409, body: '999\n' } : { status: 404 }))
  await out.append(3)
  assert.equal((await faultOf(out.sender.step())).code, 'partner_ahead')
  assert.deepEqual([(await out.read()).frozen, out.alarms], [null, []])
  // A checkpoint that we never signed, or of another log, is no evidence either.
  const stranger = generateSigner(out.origin, 0x01).signer
  for (const note of [
    signCheckpoint({ origin: out.origin, size: 999, root: new Uint8Array(32) }, [stranger], 1),
    signCheckpoint({ origin: out.origin, size: 999, root: new Uint8Array(32) }, out.signers, 1).replace('\n999\n', '\n998\n'),
  ]) {
    out.state.script = ({ request }) =>
      request === 'checkpoint' ? { body: note } : request === 'add-checkpoint' ? { status: 409, body: '999\n' } : {}
    assert.equal((await faultOf(out.sender.step())).code, 'partner_ahead')
  }
  assert.equal((await out.read()).frozen, null)
})

test('a checkpoint of ours beyond our end shows that this store lost entries: the log is frozen with it as evidence', async () => {
  const out = await outbound('shorter', () => ({}))
  await out.append(3)
  const note = signCheckpoint({ origin: out.origin, size: 7, root: new Uint8Array(32).fill(1) }, out.signers, 1)
  out.state.script = ({ request }) =>
    request === 'checkpoint' ? { body: note } : request === 'add-checkpoint' ? { status: 409, body: '7\n' } : {}
  const fault = await faultOf(out.sender.step())
  assert.deepEqual([fault.code, fault.values], ['own_log_shorter', { theirs: 7, ours: 3 }])
  const log = await out.read()
  assert.deepEqual(
    [log.frozen, JSON.parse(log.evidence ?? ''), out.alarms],
    ['own_log_shorter', { ours: 3, checkpoint: note }, ['own_log_shorter']],
  )
})

test('a checkpoint of ours over other entries shows that this store went another way: the log is frozen with it as evidence', async () => {
  const out = await outbound('forked', () => ({}))
  await out.append(9)
  const note = signCheckpoint({ origin: out.origin, size: 4, root: new Uint8Array(32).fill(1) }, out.signers, 1)
  out.state.script = ({ request }) =>
    request === 'checkpoint' ? { body: note } : request === 'add-checkpoint' ? { status: 422, body: 'proof_invalid\n' } : {}
  assert.equal((await faultOf(out.sender.step())).code, 'own_log_forked')
  assert.equal((await out.read()).frozen, 'own_log_forked')
})

test('a partner that froze the log over the history that we hold is told apart, and our log goes on', async () => {
  const out = await outbound('froze', (one) => willing(() => out.asked)(one))
  await out.append(4)
  await out.sender.step()
  const note = (await out.read()).checkpoint ?? ''
  await out.append(1)
  out.state.script = ({ request }) => (request === 'checkpoint' ? { body: note } : { status: 423, body: `log_frozen${'x'.repeat(500)}` })
  const fault = await faultOf(out.sender.step())
  assert.equal(fault.code, 'partner_froze')
  assert.ok(String(fault.values.reason).length <= 64)
  assert.equal((await out.read()).frozen, null)
})

test('a log goes out in windows that are bounded in entries and in bytes, each under its own receipt', async () => {
  const out = await outbound('windows', (one) => willing(() => out.asked)(one))
  await out.append(40, 1_000_000)
  assert.equal(await out.sender.step(), true)
  const [first] = out.receipts
  assert.equal(first, 31)
  assert.equal(await out.sender.step(), false)
  assert.deepEqual(out.receipts, [31, 40])
  for (const { request, body } of out.asked) if (request === 'add-bodies') assert.ok(body.length < 9_000_000)
  const many = await outbound('entries', (one) => willing(() => many.asked)(one))
  for (let i = 0; i < 9; i++) await many.append(500)
  await many.sender.step()
  assert.deepEqual(many.receipts, [4096])
})

test('a checkpoint that reaches beyond one window goes out all the same, bodies before entries, window by window, to a real receiver', async () => {
  const out = await outbound('beyond', () => ({}))
  const { logId } = await openLog(store.sql, {
    origin: `${out.origin}`.replace('out/beyond', 'out/mirror-of-beyond'),
    role: 'in',
    partner: 'mx',
    epoch: 1,
  })
  await relay(out, receiverOf(out, logId))
  for (let i = 0; i < 19; i++) await out.append(500)
  // Somebody asked for a proof of the newest entry, so all that waits is under one checkpoint.
  assert.equal((await out.checkpoints.sign(out.log.logId))?.size, 9500)
  while (await out.sender.step());
  assert.deepEqual(out.receipts, [9500])
  const mirrored = await readLog(store.sql, logId)
  assert.deepEqual([mirrored.size, mirrored.checkpointSize], [9500, 9500])
  assert.ok(!out.requests().includes('checkpoint'))
  // Restored from an old copy, the partner is given again what it lost.
  await forget(logId, 100)
  await relay(out, receiverOf(out, logId))
  await out.append(1)
  while (await out.sender.step());
  assert.deepEqual(out.receipts, [9500, 9501])
  assert.equal((await readLog(store.sql, logId)).checkpointSize, 9501)
})

type Outbound = Awaited<ReturnType<typeof outbound>>

function receiverOf(out: Outbound, logId: number) {
  return createReceiver({
    sql: store.sql,
    keystore: store.keystore,
    logId,
    origin: out.origin,
    partnerKeys: out.signers.map(vkeyOf),
    receiptSigners,
    agencyOf: () => 'uif',
    now: () => at,
    pass: () => undefined,
    onReceived: () => undefined,
    onAlarm: (code) => assert.fail(code),
  })
}

/** Lets a real receiver answer in place of the script. */
async function relay(out: Outbound, receiver: ReturnType<typeof createReceiver>): Promise<void> {
  const answers: Record<string, (body: Uint8Array) => Promise<{ status: number; body?: Uint8Array | string }>> = {
    'add-checkpoint': receiver.addCheckpoint,
    'add-bodies': receiver.addBodies,
    'add-entries': receiver.addEntries,
    checkpoint: () => receiver.readCheckpoint(),
  }
  Object.assign(out.link, {
    request: async (_method: string, path: string, body: Uint8Array = new Uint8Array(0)): Promise<Answer> => {
      const request = path.split('/').at(-1) ?? ''
      out.asked.push({ method: _method, request, body })
      const reply = await answers[request]!(body)
      const bytes = typeof reply.body === 'string' ? utf8(reply.body) : (reply.body ?? new Uint8Array(0))
      return { status: reply.status, contentType: '', retryAfterMs: null, body: concatBytes(bytes) }
    },
  })
}

/** Takes a mirror back to an earlier size, as a restored copy of its database would be. */
async function forget(logId: number, size: number): Promise<void> {
  const { sql } = store
  const frontier = await extendFrontier(sql, logId, emptyFrontier, size)
  assert.ok(typeof frontier !== 'number')
  await sql`delete from entry where log_id = ${logId} and seq >= ${size}`
  await sql`delete from body where log_id = ${logId} and seq >= ${size}`
  await sql`delete from tile where log_id = ${logId}`
  await sql`update log set size = ${size}, frontier = ${encodeFrontier(frontier)}, checkpoint = null, checkpoint_size = 0, pending = null, pending_size = 0
    where log_id = ${logId}`
}
