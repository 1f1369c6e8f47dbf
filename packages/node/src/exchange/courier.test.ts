import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Fault, utf8 } from '@enlace/core'
import { generateSigner, vkeyOf } from '@enlace/proof/node'
import { createCheckpoints } from '../log/checkpoints.ts'
import { openCourierKey } from '../store/courier-key.ts'
import { readCarriedSize } from '../store/courier-rows.ts'
import { openFileStore } from '../store/files.ts'
import { readBodies, readLog } from '../store/logs.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { type CourierPartner, openCourier } from './courier.ts'
import type { LinkClient } from './link-client.ts'
import { createReceiver } from './receive.ts'
import { createSender } from './send.ts'

const at = new Date('2026-11-21T10:00:00.000Z')
let root: string
let keysOf: Map<string, Awaited<ReturnType<typeof makeKeys>>>

async function makeKeys(party: string, other: string) {
  const node = `node.${party}.sig.example`
  return {
    party: generateSigner(`${node}/party`, 0x01).signer,
    outbound: [generateSigner(`${node}/out/${other}/1`, 0x01).signer, generateSigner(`${node}/out/${other}/1`, 0x06).signer],
    receipt: [generateSigner(`${node}/in/${other}`, 0x04).signer, generateSigner(`${node}/in/${other}`, 0x06).signer],
    courier: await openCourierKey(join(root, `${party}.key`)),
  }
}

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'enlace-courier-'))
  keysOf = new Map([
    ['mx', await makeKeys('mx', 'us')],
    ['us', await makeKeys('us', 'mx')],
  ])
})
after(() => rm(root, { recursive: true, force: true }))

/** One of the two nodes as far as a courier needs it: real keys, store, receiver and sender. */
async function side(party: 'mx' | 'us') {
  const other = party === 'mx' ? 'us' : 'mx'
  const store: TestStore = await testStore(party, other)
  const own = keysOf.get(party)!
  const theirs = keysOf.get(other)!
  const checkpoints = createCheckpoints({ sql: store.sql, signersOf: () => own.outbound, now: () => at, onDamage: () => undefined })
  const files = openFileStore({ ...store, folder: join(store.folder, 'files'), now: () => at })
  const receiver = createReceiver({
    ...{ sql: store.sql, keystore: store.keystore, logId: store.incoming.logId, origin: store.incoming.origin },
    partnerKeys: theirs.outbound.map(vkeyOf),
    receiptSigners: own.receipt,
    agencyOf: () => 'sspc',
    now: () => at,
    pass: () => undefined,
    onReceived: () => undefined,
    onAlarm: () => undefined,
    files: { store: files, partner: other },
  })
  const lane = {
    lane: 'routine' as const,
    out: store.out,
    in: store.incoming,
    owns: [{ log: store.out, keys: own.outbound.map(vkeyOf), sent: () => 0 }],
    theirs: [{ log: store.incoming, keys: theirs.outbound.map(vkeyOf), everKeys: theirs.outbound.map(vkeyOf), receiver }],
    forgetSent: () => sender.forget(),
  }
  const partner: CourierPartner = {
    party: other,
    lanes: { routine: lane, flash: { ...lane, lane: 'flash' } },
    signers: { outbound: own.outbound, receipt: own.receipt },
    keys: {
      receipt: theirs.receipt.map(vkeyOf),
      everReceipt: theirs.receipt.map(vkeyOf),
    },
    pairing: {
      keys: {
        party: vkeyOf(theirs.party),
        outbound: theirs.outbound.map(vkeyOf),
        receipt: theirs.receipt.map(vkeyOf),
        release: {},
        courier: [theirs.courier.recipient],
        root: [],
      },
    },
  }
  const asked: { request: string; bytes: number }[] = []
  const peer: { receiver?: typeof receiver } = {}
  const link: LinkClient = {
    request: async (_method, path, body = new Uint8Array(0)) => {
      const request = path.split('/').at(-1) ?? ''
      asked.push({ request, bytes: body.length })
      const to = peer.receiver
      if (to === undefined) throw new Error('the link is cut')
      const work = { 'add-checkpoint': to.addCheckpoint, 'add-bodies': to.addBodies, 'add-blob': to.addBlob, 'add-entries': to.addEntries }[
        request
      ]
      const reply = (await work?.(body)) ?? { status: 404 }
      const answer = typeof reply.body === 'string' ? utf8(reply.body) : (reply.body ?? new Uint8Array(0))
      return { status: reply.status, contentType: '', retryAfterMs: null, body: answer }
    },
    requestInOrder: (requests) => requests.map(({ path, body }) => link.request('POST', path, body)),
    close: async () => undefined,
  }
  const sender = createSender({
    ...{ sql: store.sql, keystore: store.keystore, logId: store.out.logId, origin: store.out.origin, link, files },
    logKeys: own.outbound.map(vkeyOf),
    receiptKeys: theirs.receipt.map(vkeyOf),
    sign: checkpoints.sign,
    isHeld: () => false,
    now: () => at,
    pass: () => undefined,
    onReceipt: () => undefined,
    onAlarm: () => undefined,
    carried: () => readCarriedSize(store.sql, other, 'routine'),
  })
  const journal: object[] = []
  const courier = openCourier({
    ...{ sql: store.sql, keystore: store.keystore, files, folder: join(store.folder, 'courier') },
    self: { party, signer: own.party, key: own.courier },
    partners: () => [partner],
    sign: (logId) => checkpoints.sign(logId),
    now: () => at,
    journal: async (document) => void journal.push(document),
    onReceipt: () => undefined,
    onChange: () => undefined,
    onAlarm: () => undefined,
  })
  const append = (count: number, bytes = 10) =>
    store.writer.transact((writing) =>
      writing.append(
        store.out.logId,
        Array.from({ length: count }, (_, i) => ({
          type: 'offer',
          at,
          body: { agency: 'sspc', items: [new Uint8Array(bytes).fill(i)], release: utf8('{"v":1}') },
        })),
      ),
    )
  const send = async (): Promise<void> => {
    while (await sender.step());
  }
  /** An export as files in a folder of its own, as a person carries them. */
  const carry = async (volumeBytes = 4_000_000) => {
    const made = await courier.exportTo({ party: other, lane: 'routine', volumeBytes, by: 'admin' })
    const folder = await mkdtemp(join(root, 'stick-'))
    for (const { name } of made.files) await cp(await courier.find(made.id, name), join(folder, name))
    return { ...made, folder, paths: made.files.map(({ name }) => join(folder, name)) }
  }
  const take = (files: readonly string[]) => courier.importFrom({ files, by: 'admin' })
  return {
    ...{ store, courier, receiver, sender, append, send, carry, take, asked, journal },
    meet: (there: { readonly receiver: typeof receiver }) => {
      peer.receiver = there.receiver
    },
    cut: () => {
      delete peer.receiver
    },
    out: () => readLog(store.sql, store.out.logId),
    in: () => readLog(store.sql, store.incoming.logId),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

async function pair() {
  const [mx, us] = [await side('mx'), await side('us')]
  return {
    mx,
    us,
    [Symbol.asyncDispose]: async () => {
      await mx[Symbol.asyncDispose]()
      await us[Symbol.asyncDispose]()
    },
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown.code
    throw thrown
  }
  return 'taken'
}

async function receiptFile(receipt: { readonly name: string; readonly text: string } | null): Promise<string> {
  assert.ok(receipt)
  const file = join(await mkdtemp(join(root, 'receipt-')), receipt.name)
  await writeFile(file, receipt.text)
  return file
}

test('what goes by courier arrives once, is receipted by courier, and the link then sends none of it again', async () => {
  await using both = await pair()
  const { mx, us } = both
  await mx.append(300)
  const made = await mx.carry(70_000)
  assert.deepEqual([made.start, made.end], [0, 300])
  assert.ok(made.files.length > 2, 'cut into volumes')
  const taken = await us.take(made.paths)
  assert.deepEqual([taken.start, taken.end, taken.stored], [0, 300, 300])
  assert.equal((await readBodies(us.store.sql, us.store.incoming.logId, 0, 300)).length, 300)
  const receipt = await receiptFile(taken.receipt)
  assert.equal((await mx.take([receipt])).receiptedTo, 300)
  assert.equal((await mx.out()).receiptedSize, 300)
  assert.equal(await codeOf(mx.take([receipt])), 'courier_replayed')
  mx.meet(us)
  await mx.append(5)
  await mx.send()
  assert.equal((await mx.out()).receiptedSize, 305)
  assert.equal((await us.in()).size, 305)
  const sent = mx.asked.filter((one) => one.request === 'add-bodies').reduce((sum, one) => sum + one.bytes, 0)
  assert.ok(sent < 2000, `${sent} bytes of bodies went for five entries`)
  assert.deepEqual(
    mx.journal.map((entry) => (entry as { courier: string }).courier),
    ['export', 'receipt'],
  )
})

test('a link that comes back before the receipt asks first and sends no body again', async () => {
  await using both = await pair()
  const { mx, us } = both
  mx.meet(us)
  await mx.append(10)
  await mx.send()
  mx.cut()
  await mx.append(600)
  await assert.rejects(mx.sender.step())
  const made = await mx.carry()
  assert.deepEqual([made.start, made.end], [10, 610])
  assert.equal((await us.take(made.paths)).stored, 600)
  mx.meet(us)
  mx.asked.length = 0
  await mx.append(3)
  await mx.send()
  assert.equal((await mx.out()).receiptedSize, 613)
  assert.equal((await us.in()).size, 613)
  const sent = mx.asked.filter((one) => one.request === 'add-bodies').reduce((sum, one) => sum + one.bytes, 0)
  assert.ok(sent < 1500, `${sent} bytes of bodies went for three entries`)
})

test('an export takes over where a broken link stopped, and stores only what is missing', async () => {
  await using both = await pair()
  const { mx, us } = both
  mx.meet(us)
  await mx.append(300)
  await mx.send()
  await mx.append(40)
  const early = await mx.carry()
  await mx.send()
  assert.equal(await codeOf(us.take(early.paths)), 'courier_replayed')
  await mx.append(40)
  const late = await mx.carry()
  assert.deepEqual([late.start, late.end], [340, 380])
  assert.equal((await us.take(late.paths)).stored, 40)
})

test('each thing that is wrong with an export is refused by its own name, and nothing of it is stored', async () => {
  await using both = await pair()
  const { mx, us } = both
  await mx.append(200, 800)
  const first = await mx.carry(70_000)
  const [manifest = '', ...volumes] = [...first.paths].sort((a, b) => Number(b.endsWith('.courier')) - Number(a.endsWith('.courier')))
  await mx.append(1, 100)
  const second = await mx.carry(70_000)
  const foreign = second.paths.find((path) => path.endsWith('.1.age'))!

  assert.equal(await codeOf(us.take(volumes)), 'courier_manifest_missing')
  assert.equal(await codeOf(us.take([manifest, ...volumes.slice(1)])), 'courier_volume_missing')
  assert.equal(await codeOf(us.take([manifest, ...volumes, foreign])), 'courier_volume_foreign')
  assert.equal(await codeOf(us.take([manifest, ...volumes.slice(1), foreign])), 'courier_volume_foreign')
  assert.equal(await codeOf(mx.take([manifest, ...volumes])), 'courier_sender_unknown')
  const damaged = join(await mkdtemp(join(root, 'damaged-')), volumes[0]!.split('/').at(-1)!)
  const bytes = await readFile(volumes[0]!)
  bytes[bytes.length >> 1]! ^= 1
  await writeFile(damaged, bytes)
  assert.equal(await codeOf(us.take([manifest, damaged, ...volumes.slice(1)])), 'courier_volume_damaged')
  const note = await readFile(manifest, 'utf8')
  const forAnother = join(await mkdtemp(join(root, 'other-')), 'a.courier')
  await writeFile(forAnother, note.replace('"to":"us"', '"to":"ca"'))
  assert.equal(await codeOf(us.take([forAnother, ...volumes])), 'courier_for_another')
  await writeFile(forAnother, note.replace(first.id.slice(0, 4), '0000'))
  assert.equal(await codeOf(us.take([forAnother, ...volumes])), 'courier_signature_invalid')
  assert.equal((await us.in()).size, 0)
  assert.equal((await us.in()).pendingSize, 0)

  assert.equal((await us.take([manifest, ...volumes])).stored, 200)
  assert.equal(await codeOf(us.take([manifest, ...volumes])), 'courier_replayed')
  assert.equal((await us.take(second.paths)).stored, 1)
})

test('every byte of a manifest and every byte of a small volume is needed', async (t) => {
  await using both = await pair()
  const { mx, us } = both
  await mx.append(1)
  const made = await mx.carry()
  const folder = await mkdtemp(join(root, 'flip-'))
  let flipped = 0
  for (const { name } of made.files) {
    const whole = await readFile(join(made.folder, name))
    // The ciphertext is one hash: every 13th byte of it says as much as every byte.
    for (let i = 0; i < whole.length; i += name.endsWith('.age') ? 13 : 1) {
      const changed = Buffer.from(whole)
      changed[i]! ^= 0x01
      await writeFile(join(folder, name), changed)
      const paths = made.files.map((file) => join(file.name === name ? folder : made.folder, file.name))
      assert.match(await codeOf(us.take(paths)), /^courier_/, `${name} byte ${i}`)
      flipped++
    }
  }
  t.diagnostic(`${flipped} flipped bytes refused`)
  assert.equal((await us.in()).size, 0)
  assert.equal((await us.take(made.paths)).stored, 1)
})

test('an export that leaves a gap says which one is missing', async () => {
  await using both = await pair()
  const { mx, us } = both
  await mx.append(20)
  const first = await mx.carry()
  const receipt = await receiptFile((await us.take(first.paths)).receipt)
  await mx.take([receipt])
  await mx.append(20)
  const second = await mx.carry()
  await using fresh = await side('us')
  await assert.rejects(fresh.take(second.paths), (fault: Fault) => {
    assert.deepEqual([fault.code, fault.values], ['courier_gap', { have: 0, start: 20 }])
    return true
  })
})

test('another history of the same log is refused and freezes the mirror, both notes kept', async () => {
  await using both = await pair()
  await using forger = await side('mx')
  const { mx, us } = both
  await mx.append(20)
  await us.take((await mx.carry()).paths)
  await forger.append(25)
  assert.equal(await codeOf(us.take((await forger.carry()).paths)), 'courier_forked')
  const log = await us.in()
  assert.equal(log.size, 20)
  assert.equal(log.frozen, 'inconsistent_checkpoint')
  const evidence = JSON.parse(log.evidence ?? '{}') as { ours: string; theirs: string }
  assert.match(evidence.ours, /\n20\n/)
  assert.match(evidence.theirs, /\n25\n/)
})

test('another history is caught also when the link has announced more than the export holds', async () => {
  await using both = await pair()
  await using forger = await side('mx')
  const { mx, us } = both
  await mx.append(20)
  await us.take((await mx.carry()).paths)
  const cut = async () => ({ status: 503 })
  mx.meet({ receiver: { ...us.receiver, addBodies: cut, addEntries: cut } })
  await mx.append(20)
  await assert.rejects(mx.sender.step())
  assert.equal((await us.in()).pendingSize, 40)
  await forger.append(25)
  assert.equal(await codeOf(us.take((await forger.carry()).paths)), 'courier_forked')
  const log = await us.in()
  assert.deepEqual([log.size, log.frozen], [20, 'fork'])
})

test('an import that is interrupted goes on with the same files and doubles nothing', async () => {
  await using both = await pair()
  const { mx, us } = both
  await mx.append(5000)
  const made = await mx.carry()
  let calls = 0
  const { addEntries } = us.receiver
  us.receiver.addEntries = async (body) => {
    if (++calls === 2) throw new Error('the power went')
    return await addEntries(body)
  }
  await assert.rejects(us.take(made.paths), /the power went/)
  us.receiver.addEntries = addEntries
  const { size } = await us.in()
  assert.ok(size > 0 && size < 5000, `${size} of 5000`)
  const taken = await us.take(made.paths)
  assert.equal(taken.stored, 5000 - size)
  assert.equal((await us.in()).checkpointSize, 5000)
})

test('a receipt counts only with both signatures, and one over another log of ours freezes it', async () => {
  await using both = await pair()
  const { mx, us } = both
  await mx.append(8)
  const taken = await us.take((await mx.carry()).paths)
  const text = taken.receipt?.text ?? ''
  const only = (keep: RegExp) => ({
    name: 'a.receipt',
    text: text
      .split('\n')
      .filter((line) => !line.startsWith('— ') || keep.test(line))
      .join('\n'),
  })
  assert.equal(await codeOf(mx.take([await receiptFile(only(/\/out\//))])), 'courier_receipt_invalid')
  assert.equal(await codeOf(mx.take([await receiptFile(only(/\/in\//))])), 'courier_receipt_invalid')
  await using restored = await side('mx')
  await restored.append(3)
  assert.equal(await codeOf(restored.take([await receiptFile(taken.receipt)])), 'log_frozen')
  assert.equal((await restored.out()).frozen, 'own_log_shorter')
})

test('an export also brings the receipt for what came the other way, and there must be something to bring', async () => {
  await using both = await pair()
  const { mx, us } = both
  assert.equal(await codeOf(mx.carry()), 'courier_nothing')
  await mx.append(4)
  await us.take((await mx.carry()).paths)
  const back = await us.carry()
  assert.deepEqual([back.start, back.end], [0, 0])
  assert.equal((await mx.take(back.paths)).receiptedTo, 4)
  assert.equal(await codeOf(mx.take(back.paths)), 'courier_replayed')
  assert.deepEqual(await readdir(join(mx.store.folder, 'courier', 'out')).then((ids) => ids.length), 1)
})
