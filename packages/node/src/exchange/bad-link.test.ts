import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { concatBytes, utf8 } from '@enlace/core'
import { generateSigner, openCheckpoint, vkeyOf } from '@enlace/proof/node'
import fc from 'fast-check'
import { createCheckpoints } from '../log/checkpoints.ts'
import { type Log, openLog, readBodies, readEntries, readLog } from '../store/logs.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import type { Reply } from './exchange-server.ts'
import type { Answer, LinkClient } from './link-client.ts'
import { createReceiver } from './receive.ts'
import { createSender, LinkFault } from './send.ts'

/**
 * Two ends and a link that loses, doubles, delays, reorders and cuts what passes; either end may start anew, lose its newest days to an older
 * copy, or have a wrong clock. After every step and at the end the promises of the exchange are held against what both ends store.
 */

let mx: TestStore
let us: TestStore
before(async () => {
  ;[mx, us] = await Promise.all([testStore('mx', 'us'), testStore('us', 'mx', ['dhs'])])
})
after(async () => {
  await Promise.all([mx[Symbol.asyncDispose](), us[Symbol.asyncDispose]()])
})

/** What becomes of one request. */
const fates = ['passes', 'passes', 'passes', 'is lost', 'its answer is lost', 'comes twice', 'is cut', 'comes after an older one'] as const
type Fate = (typeof fates)[number]

type Action =
  | { readonly do: 'append'; readonly count: number }
  | { readonly do: 'send'; readonly fates: readonly Fate[] }
  | { readonly do: 'an older request comes again'; readonly which: number }
  | { readonly do: 'sender starts anew' | 'receiver starts anew' }
  | { readonly do: 'clock'; readonly hours: number }
  | { readonly do: 'receiver is copied' | 'receiver is put back' }

const honest = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 30 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('send' as const), fates: fc.array(fc.constantFrom(...fates), { maxLength: 5 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('an older request comes again' as const), which: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'sender starts anew' as const,
        'receiver starts anew' as const,
        'receiver is copied' as const,
        'receiver is put back' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), hours: fc.constantFrom(-1, 0, 1) }) },
) as fc.Arbitrary<Action>

const runs = 8

test('over a bad link, between ends that die and are put back, nothing receipted is lost, nothing comes twice or out of order, and what is not receipted waits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(honest, { minLength: 5, maxLength: 25 }), async (actions) => {
      const world = await makeWorld()
      for (const action of actions) {
        await world.act(action)
        await world.assertPromises()
      }
      await world.heal()
      const [out, incoming] = [await world.out(), await world.incoming()]
      assert.deepEqual([out.frozen, incoming.frozen], [null, null], 'an honest history is never taken for a fork')
      assert.equal(out.receiptedSize, out.size)
      assert.equal(incoming.size, out.size)
      assert.deepEqual(await world.hashes(us, incoming), await world.hashes(mx, out))
      assert.equal((await readBodies(us.sql, incoming.logId, 0, incoming.size)).filter((body) => body.sealed !== null).length, out.size)
    }),
    { numRuns: runs },
  )
})

test('a sender that was put back to an older copy and writes on is always caught, and what the receiver holds stays as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(honest, { maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 12 }),
      fc.array(honest, { maxLength: 8 }),
      async (before, forgotten, written, afterwards) => {
        const world = await makeWorld()
        for (const action of before) if (!action.do.startsWith('receiver is')) await world.act(action)
        await world.heal()
        const copy = await world.copySender()
        await world.act({ do: 'append', count: forgotten })
        await world.heal()
        const held = await world.hashes(us, await world.incoming())
        await world.putSenderBack(copy)
        await world.act({ do: 'append', count: written })
        for (const action of afterwards) if (!action.do.startsWith('receiver is')) await world.act(action)
        await world.heal()
        const [out, incoming] = [await world.out(), await world.incoming()]
        assert.ok(out.frozen !== null || incoming.frozen !== null, 'somebody noticed')
        assert.deepEqual((await world.hashes(us, incoming)).slice(0, held.length), held)
        assert.ok((out.evidence ?? incoming.evidence ?? '').includes(world.origin), 'and kept what shows it')
      },
    ),
    { numRuns: runs },
  )
})

let worlds = 0

/** A log of its own in both stores, its sender, its receiver, and the link between them. */
async function makeWorld() {
  const origin = `node.mx.sig.example/out/w${worlds++}/1`
  const receiptName = `node.us.sig.example/in/mx`
  const signers = [generateSigner(origin, 0x01).signer, generateSigner(origin, 0x06).signer]
  const receiptSigners = [generateSigner(receiptName, 0x04).signer, generateSigner(receiptName, 0x06).signer]
  const outId = (await openLog(mx.sql, { origin, role: 'out', partner: 'us', epoch: 1 })).logId
  const inId = (await openLog(us.sql, { origin, role: 'in', partner: 'mx', epoch: 1 })).logId
  const start = Date.parse('2026-11-21T10:00:00.000Z')
  let ticks = 0
  let skewMs = 0
  const now = () => new Date(start + ++ticks * 10 + skewMs)

  const past: { readonly name: string; readonly body: Uint8Array }[] = []
  let fatesLeft: Fate[] = []
  let receiver = startReceiver()
  let sender = startSender()
  let copied: LogCopy | undefined

  function startReceiver() {
    const common = { sql: us.sql, keystore: us.keystore, logId: inId, origin, partnerKeys: signers.map(vkeyOf), receiptSigners, now }
    const quiet = { pass: () => undefined, onReceived: () => undefined, onAlarm: () => undefined }
    return createReceiver({ ...common, ...quiet, agencyOf: () => 'dhs' })
  }

  function startSender() {
    const checkpoints = createCheckpoints({ sql: mx.sql, signersOf: () => signers, now, onDamage: () => undefined })
    const link: LinkClient = {
      request: (method, path, body = new Uint8Array(0)) => pass(method, path.split('/').at(-1) ?? '', body),
      // One behind the other, as on a wire: a later one arrives after an earlier one, also when that was lost.
      requestInOrder: (requests) => {
        let last: Promise<unknown> = Promise.resolve()
        return requests.map(({ path, body }) => {
          const answer = last.then(() => link.request('POST', path, body))
          last = answer.catch(() => undefined)
          return answer
        })
      },
      close: async () => undefined,
    }
    const common = { sql: mx.sql, keystore: mx.keystore, logId: outId, origin, link, sign: checkpoints.sign, now }
    const keys = { logKeys: signers.map(vkeyOf), receiptKeys: receiptSigners.map(vkeyOf) }
    return createSender({
      ...common,
      ...keys,
      isHeld: () => false,
      pass: () => undefined,
      onReceipt: () => undefined,
      onAlarm: () => undefined,
    })
  }

  async function deliver(name: string, body: Uint8Array): Promise<Answer> {
    const answers: Record<string, (body: Uint8Array) => Promise<Reply>> = {
      'add-checkpoint': receiver.addCheckpoint,
      'add-bodies': receiver.addBodies,
      'add-entries': receiver.addEntries,
      checkpoint: () => receiver.readCheckpoint(),
    }
    const reply = await answers[name]!(body)
    const bytes = typeof reply.body === 'string' ? utf8(reply.body) : (reply.body ?? new Uint8Array(0))
    return { status: reply.status, contentType: '', retryAfterMs: null, body: concatBytes(bytes) }
  }

  async function pass(_method: string, name: string, body: Uint8Array): Promise<Answer> {
    const fate = fatesLeft.shift() ?? 'passes'
    if (fate === 'is lost') throw new Error('the link is down')
    if (fate === 'comes after an older one') await again(past.length - 1)
    if (fate === 'comes twice') await deliver(name, body)
    const answer = await deliver(name, fate === 'is cut' ? body.subarray(0, Math.floor(body.length / 2)) : body)
    past.push({ name, body })
    if (fate === 'its answer is lost') throw new Error('the link broke')
    return answer
  }

  async function again(which: number): Promise<void> {
    const one = past[which % Math.max(1, past.length)]
    if (one !== undefined) await deliver(one.name, one.body)
  }

  async function send(): Promise<void> {
    // What is refused or lost is the link's own; anything else is a fault of ours.
    await sender.step().catch((cause: unknown) => {
      if (!(cause instanceof LinkFault) && !isLinkTrouble(cause)) throw cause
    })
  }

  const out = () => readLog(mx.sql, outId)
  const incoming = () => readLog(us.sql, inId)
  const hashes = async (store: TestStore, log: Log) =>
    (await readEntries(store.sql, log.logId, 0, log.size)).map((entry) => Buffer.from(entry.hash).toString('hex'))

  async function act(action: Action): Promise<void> {
    switch (action.do) {
      case 'append':
        await append(action.count)
        return
      case 'send':
        fatesLeft = [...action.fates]
        await send()
        fatesLeft = []
        return
      case 'an older request comes again':
        return await again(action.which)
      case 'sender starts anew':
        sender = startSender()
        return
      case 'receiver starts anew':
        receiver = startReceiver()
        return
      case 'clock':
        skewMs = action.hours * 3_600_000
        return
      case 'receiver is copied':
        copied = await copyLog(us, inId)
        return
      case 'receiver is put back':
        if (copied === undefined) return
        await putBack(us, copied)
        receiver = startReceiver()
        return
    }
  }

  async function append(count: number): Promise<void> {
    if ((await out()).frozen !== null) return
    await mx.writer.transact((writing) =>
      writing.append(
        outId,
        Array.from({ length: count }, () => ({
          type: 'offer',
          at: now(),
          body: { agency: 'sspc', items: [utf8(`{"n":${ticks}}`), utf8('{}')], release: utf8('{"v":1}') },
        })),
      ),
    )
  }

  async function assertPromises(): Promise<void> {
    const [mine, theirs] = [await out(), await incoming()]
    const [sent, held] = [await hashes(mx, mine), await hashes(us, theirs)]
    assert.deepEqual(held, sent.slice(0, held.length), 'the receiver holds the beginning of what was written, in its order')
    assert.equal(held.length, theirs.size)
    assert.ok(mine.receiptedSize <= mine.size)
    if (mine.receipt !== null) {
      const opened = openCheckpoint(mine.receipt, [...signers, ...receiptSigners].map(vkeyOf))
      assert.ok(opened.ok && opened.value.verified.length === 4 && opened.value.checkpoint.size === mine.receiptedSize)
    }
    // Only an end that was put back to an older copy may hold less than it once receipted.
    if (copied === undefined) assert.ok(theirs.size >= mine.receiptedSize, 'what is receipted is held')
  }

  /** The link is good again, and nobody dies any more. */
  async function heal(): Promise<void> {
    fatesLeft = []
    // A receiver that was put back is noticed by the next entry that is sent.
    await append(1)
    for (let i = 0; i < 12; i++) {
      const log = await out()
      if (log.frozen !== null || log.receiptedSize === log.size) return
      await send()
    }
  }

  return {
    origin,
    act,
    assertPromises,
    heal,
    out,
    incoming,
    hashes,
    copySender: () => copyLog(mx, outId),
    putSenderBack: async (copy: LogCopy) => {
      await putBack(mx, copy)
      sender = startSender()
    },
  }
}

function isLinkTrouble(cause: unknown): boolean {
  return cause instanceof Error && /^the link/.test(cause.message)
}

type LogCopy = { readonly logId: number; readonly size: number; readonly row: Readonly<Record<string, unknown>> }

/** What a backup of a log would hold. */
async function copyLog(store: TestStore, logId: number): Promise<LogCopy> {
  const [row] = await store.sql<{ size: number }[]>`select size, frontier, checkpoint, checkpoint_size, pending, pending_size, receipt,
    receipted_size, receipted_at, applied_size, frozen, frozen_at, evidence from log where log_id = ${logId}`
  if (row === undefined) throw new Error('no log')
  return { logId, size: row.size, row }
}

async function putBack(store: TestStore, { logId, size, row }: LogCopy): Promise<void> {
  await store.sql.begin(async (tx) => {
    await tx`delete from entry where log_id = ${logId} and seq >= ${size}`
    await tx`delete from body where log_id = ${logId} and seq >= ${size}`
    await tx`delete from receipt where log_id = ${logId} and size > ${size}`
    await tx`delete from tile where log_id = ${logId} and level = 0 and (index + 1) * 256 > ${size}`
    await tx`update log set ${tx(row)} where log_id = ${logId}`
  })
}
