import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { canonicalBytes, concatBytes, utf8 } from '@enlace/core'
import { encodeConsentItem, generateSigner, openCheckpoint, parseLeaf, vkeyOf } from '@enlace/proof/node'
import { attachedFilesBytes } from '@enlace/records'
import { createCheckpoints } from '../log/checkpoints.ts'
import { createApplyRecovered } from '../projection/apply-recovered.ts'
import { openBody } from '../store/bodies.ts'
import { type FileStore, openFileStore } from '../store/files.ts'
import { type Log, readBodies, readEntries, readLog } from '../store/logs.ts'
import { listRecoveries } from '../store/recoveries.ts'
import { readStoredRecords } from '../store/stored-records.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { exampleRecord } from '../test-partner.ts'
import type { Reply } from './exchange-server.ts'
import type { Answer, LinkClient } from './link-client.ts'
import { readLogBodies } from './read-bodies.ts'
import { readLogFile } from './read-files.ts'
import { readLogResource } from './read-log.ts'
import { createReceiver } from './receive.ts'
import { createFileRecovery } from './recover-files.ts'
import { createRecovery } from './recover-log.ts'
import { createSender, LinkFault } from './send.ts'

const at = new Date('2026-11-21T10:00:00.000Z')
const outName = 'node.mx.sig.example/out/us/1'
const inName = 'node.us.sig.example/in/mx'
const signers = [generateSigner(outName, 0x01).signer, generateSigner(outName, 0x06).signer]
const receiptSigners = [generateSigner(inName, 0x04).signer, generateSigner(inName, 0x06).signer]

let mx: TestStore
let us: TestStore
const filesOf = (store: TestStore, folder = 'files'): FileStore =>
  openFileStore({ ...store, folder: join(store.folder, folder), now: () => at })
before(async () => {
  ;[mx, us] = await Promise.all([testStore('mx', 'us'), testStore('us', 'mx', ['dhs'])])
})
after(async () => {
  await Promise.all([mx[Symbol.asyncDispose](), us[Symbol.asyncDispose]()])
})

/** Both ends of the log from mx to us, empty again; `change` alters what us serves of its mirror. */
async function ends(change: (resource: string, reply: Reply) => Reply = (_resource, reply) => reply) {
  for (const { sql } of [mx, us]) {
    await sql`truncate entry, body, tile, receipt, recovery, displaced, version, position, decision, search, reference, file, file_use cascade`
    await sql`update log set size = 0, frontier = '', checkpoint = null, checkpoint_size = 0, pending = null, pending_size = 0, receipt = null,
      receipted_size = 0, frozen = null, evidence = null, applied_size = 0`
  }
  const startReceiver = () =>
    createReceiver({
      ...{
        sql: us.sql,
        keystore: us.keystore,
        logId: us.incoming.logId,
        origin: outName,
        partnerKeys: signers.map(vkeyOf),
        receiptSigners,
      },
      files: { store: filesOf(us), partner: 'mx' },
      ...{ agencyOf: () => 'dhs', now: () => at, pass: () => undefined, onReceived: () => undefined, onAlarm: () => undefined },
    })
  let receiver = startReceiver()
  async function answer(method: string, path: string, body: Uint8Array): Promise<Reply> {
    const resource = path.split('/').slice(5).join('/')
    if (method === 'POST') {
      const posts: Record<string, (bytes: Uint8Array) => Promise<Reply>> = {
        'add-checkpoint': receiver.addCheckpoint,
        'add-bodies': receiver.addBodies,
        'add-blob': receiver.addBlob,
        'add-entries': receiver.addEntries,
      }
      return await posts[resource]!(body)
    }
    if (resource === 'checkpoint') return change(resource, await receiver.readCheckpoint())
    if (resource.startsWith('bodies/')) {
      return change(resource, await readLogBodies(us.sql, us.keystore, us.incoming.logId, resource.slice(7)))
    }
    if (resource.startsWith('files/')) {
      const mirrored = { ...us, files: filesOf(us), logId: us.incoming.logId, partner: 'mx', agencies: ['dhs'] }
      return change(resource, await readLogFile(mirrored, resource.slice(6)))
    }
    return change(resource, await readLogResource(us.sql, us.incoming.logId, resource))
  }
  const link: LinkClient = {
    request: async (method, path, body = new Uint8Array(0)): Promise<Answer> => {
      const reply = await answer(method, path, body)
      const bytes = typeof reply.body === 'string' ? utf8(reply.body) : (reply.body ?? new Uint8Array(0))
      return { status: reply.status, contentType: '', retryAfterMs: null, body: concatBytes(bytes) }
    },
    requestInOrder: (requests) => requests.map(({ path, body }) => link.request('POST', path, body)),
    close: async () => undefined,
  }
  const start = () => {
    const checkpoints = createCheckpoints({ sql: mx.sql, signersOf: () => signers, now: () => at, onDamage: () => undefined })
    const common = { sql: mx.sql, keystore: mx.keystore, logId: mx.out.logId, origin: outName, link, now: () => at, pass: () => undefined }
    const sender = createSender({
      ...{ ...common, logKeys: signers.map(vkeyOf), receiptKeys: receiptSigners.map(vkeyOf), sign: checkpoints.sign, isHeld: () => false },
      ...{ onReceipt: () => undefined, onAlarm: () => undefined, files: filesOf(mx) },
    })
    const recovery = createRecovery({
      ...{ ...common, writer: mx.writer, journalId: mx.journal.logId, partner: 'us', logKeys: signers.map(vkeyOf) },
      ...{
        signRelease: async () => utf8('signed anew'),
        agencies: ['sspc', 'uif'],
        onRecovered: () => undefined,
        onProgress: () => undefined,
      },
    })
    const fileRecovery = createFileRecovery({
      ...{ ...common, files: filesOf(mx), ownParty: 'mx', isHeld: () => false, onRecovered: () => undefined },
    })
    return { sender, recovery, fileRecovery, checkpoints }
  }
  const receiverStartsAnew = () => {
    receiver = startReceiver()
  }
  return { start, receiverStartsAnew }
}

const release = canonicalBytes({
  agreement: 'demo-mx-us/1',
  by: { agency: 'uif', mode: 'standing' },
  decided_at: at.toISOString(),
  removed: [],
  to: { agency: 'dhs', party: 'us' },
  v: 1,
})

async function append(names: readonly string[], further: readonly Uint8Array[] = []): Promise<void> {
  await mx.writer.transact((writing) =>
    writing.append(
      mx.out.logId,
      names.map((name) => {
        const { items } = exampleRecord('mirror-alert', name, { envelope: { author_agency: 'uif' } })
        return { type: 'offer', at, body: { agency: 'uif', items: [...items, ...further], release } }
      }),
    ),
  )
}

const out = () => readLog(mx.sql, mx.out.logId)
const hashesOf = async (store: TestStore, log: Log) =>
  (await readEntries(store.sql, log.logId, 0, 10_000)).map((entry) => Buffer.from(entry.hash).toString('hex'))
const names = (word: string, count: number) => Array.from({ length: count }, (_, i) => `${word} ${i}`)

/** Takes the outbound log of mx back to what it was at `log`, as an older copy of its database would be. */
async function putBack(log: Log): Promise<void> {
  await mx.sql`delete from entry where log_id = ${log.logId} and seq >= ${log.size}`
  await mx.sql`delete from body where log_id = ${log.logId} and seq >= ${log.size}`
  await mx.sql`delete from tile where log_id = ${log.logId} and (index + 1) * 256 > ${log.size}`
  await mx.sql`delete from receipt where log_id = ${log.logId} and size > ${log.receiptedSize}`
  await mx.sql`update log set size = ${log.size}, frontier = ${log.frontier as Buffer}, checkpoint = ${log.checkpoint},
    checkpoint_size = ${log.checkpointSize}, receipt = ${log.receipt}, receipted_size = ${log.receiptedSize} where log_id = ${log.logId}`
}

async function faultOf(work: Promise<unknown>): Promise<LinkFault> {
  const cause = await work.then(
    () => assert.fail('it went through'),
    (thrown: unknown) => thrown,
  )
  assert.ok(cause instanceof LinkFault, String(cause))
  return cause
}

/** A log of which the partner holds `lost` entries more than the copy that the store was put back to; `written` entries were added since. */
async function lose(
  world: Awaited<ReturnType<typeof ends>>,
  kept: number,
  lost: number,
  written: number,
  further: readonly Uint8Array[] = [],
) {
  await append(names('kept', kept))
  const first = world.start()
  await first.sender.step()
  const copy = await out()
  await append(names('lost', lost), further)
  while (await first.sender.step());
  const held = await hashesOf(us, await readLog(us.sql, us.incoming.logId))
  assert.equal(held.length, kept + lost)
  await putBack(copy)
  if (written > 0) await append(names('since', written))
  return { ...world.start(), held }
}

for (const [kept, lost, written] of [
  [3, 4, 0],
  [3, 4, 2],
  [250, 300, 9],
] as const) {
  test(`a log of ${kept} entries that lost ${lost} and wrote ${written} since gets every lost one back in its place, and goes on`, async () => {
    const world = await ends()
    const { sender, recovery, held } = await lose(world, kept, lost, written)
    assert.equal((await faultOf(sender.meet(held.length))).code, 'own_log_shorter')
    assert.equal(await recovery.step(), true)
    const log = await out()
    assert.deepEqual([log.frozen, log.size, log.checkpointSize], [null, kept + lost + written, kept + lost])
    assert.deepEqual((await hashesOf(mx, log)).slice(0, kept + lost), held)
    while (await sender.step());
    const [mine, theirs] = [await out(), await readLog(us.sql, us.incoming.logId)]
    assert.deepEqual([mine.receiptedSize, theirs.size, theirs.frozen], [mine.size, mine.size, null])
    const bodies = await readBodies(mx.sql, log.logId, 0, log.size)
    assert.ok(bodies.every((body) => typeof openBody(mx.keystore, outName, body) !== 'string'))
    assert.deepEqual(
      (await listRecoveries(mx.sql)).map(({ from, to, moved }) => [from, to, moved]),
      [[kept, kept + lost, written]],
    )
    assert.ok(openCheckpoint(mine.receipt ?? '', [...signers, ...receiptSigners].map(vkeyOf)).ok)
    assert.equal(await recovery.step(), false)
  })
}

/** Makes records of what came back. */
async function applyRecovered(): Promise<void> {
  const apply = createApplyRecovered({
    ...{ sql: mx.sql, writer: mx.writer, keystore: mx.keystore, searchKey: mx.searchKey, journalId: mx.journal.logId },
    ...{ outLogId: mx.out.logId, outOrigin: outName, ownParty: 'mx', partner: 'us', agencies: ['sspc', 'uif'] },
    ...{ now: () => at, pass: () => undefined },
  })
  while (await apply.step());
}

test('what came back becomes own records again, once, flagged and decided; a version that the store still has keeps its bytes', async () => {
  const world = await ends()
  const { sender, recovery, held } = await lose(world, 2, 3, 0)
  await faultOf(sender.meet(held.length))
  await recovery.step()
  await applyRecovered()
  const versions = await mx.sql<{ seq: number; flags: string[]; agency: string; latest: boolean }[]>`
    select seq, flags, agency, latest from version order by seq`
  assert.deepEqual(
    versions.map(({ flags, agency, latest }) => [flags, agency, latest]),
    Array.from({ length: 3 }, () => [['recovered'], 'uif', true]),
  )
  const records = await readStoredRecords(
    mx.sql,
    mx.keystore,
    versions.map(({ seq }) => seq),
  )
  const wanted = names('lost', 3).map((name) => exampleRecord('mirror-alert', name, { envelope: { author_agency: 'uif' } }).items[0]!)
  assert.deepEqual(
    records.map((record) => Buffer.from(record.objectBytes).toString()),
    wanted.map((bytes) => Buffer.from(bytes).toString()),
  )
  const decisions = await mx.sql`select version_seq, outcome, reason, out_seq from decision order by decision_id`
  assert.deepEqual(
    decisions.map((row) => [row.version_seq, row.outcome, row.reason, row.out_seq]),
    versions.map(({ seq }, i) => [seq, 'release', 'release_recovered', 2 + i]),
  )
  const [recovery1] = await listRecoveries(mx.sql)
  assert.deepEqual([recovery1?.applied, recovery1?.records], [5, 3])
  const leaves = (await readEntries(mx.sql, mx.journal.logId, 0, 100)).map((entry) => parseLeaf(entry.leaf))
  assert.deepEqual(
    leaves.map((leaf) => (leaf.ok ? leaf.value.t : '')),
    ['admin', 'recovered', 'recovered', 'recovered', 'decision', 'decision', 'decision'],
  )
})

test('a copy that was passed on with its author’s consent comes back to its place in the log, and is no record of ours', async () => {
  const world = await ends()
  const first = world.start()
  const copy = await out()
  const consent = encodeConsentItem({
    ...{ origin: 'node.ca.sig.example/out/mx/1', seq: 3, leaf: utf8('leaf'), logProof: 'proof', policy: 'policy', object: utf8('{}') },
    ...{ salt: new Uint8Array(32), commitments: [], release: { bytes: utf8('{}'), salt: new Uint8Array(32), signature: utf8('a..b') } },
  })
  await append(['of a third party'], [consent])
  await append(['ours'])
  while (await first.sender.step());
  const held = await hashesOf(us, await readLog(us.sql, us.incoming.logId))
  await putBack(copy)
  const { sender, recovery } = world.start()
  await faultOf(sender.meet(held.length))
  await recovery.step()
  await applyRecovered()
  const log = await out()
  assert.deepEqual(await hashesOf(mx, log), held, 'both entries are back')
  const versions = await mx.sql<
    { fromParty: string; bodySeq: number }[]
  >`select from_party as "fromParty", body_seq as "bodySeq" from version`
  assert.deepEqual(
    versions.map(({ fromParty, bodySeq }) => [fromParty, bodySeq]),
    [['mx', 1]],
  )
  const decisions = await mx.sql`select out_seq from decision`
  assert.deepEqual(
    decisions.map((row) => row.out_seq),
    [1],
  )
  const [recovered] = await listRecoveries(mx.sql)
  assert.deepEqual([recovered?.applied, recovered?.records], [2, 1])
})

/** A record with files lost at mx and held by us; `bytes` of each come from `theirs`, so that nothing of them is in the copy. */
async function loseFiles(change?: (resource: string, reply: Reply) => Reply, ...contents: readonly Uint8Array[]) {
  const world = await ends(change)
  const owner = { agency: 'dhs', fromParty: 'mx' }
  const listed = contents.map((bytes, i) => ({
    name: `${i}.bin`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    type: 'application/octet-stream',
  }))
  for (const [i, { sha256, sizeBytes: size, type }] of listed.entries()) {
    const source = (async function* () {
      yield contents[i] as Uint8Array
    })()
    const added = await filesOf(us).add({ ...owner, type, size, sha256, start: 0, checkType: false, source })
    assert.ok(added.ok && added.value.whole)
  }
  const { sender, recovery, fileRecovery, held } = await lose(world, 1, 1, 0, [attachedFilesBytes(listed)])
  await faultOf(sender.meet(held.length))
  await recovery.step()
  await applyRecovered()
  return { fileRecovery, hashes: listed.map((file) => file.sha256), theirs: owner, ours: { agency: 'uif', fromParty: 'mx' } }
}

test("files of what came back come back too, in parts, by the hash that the entry commits to; the partner's erased ones do not", async () => {
  const contents = [Buffer.from('one'), Buffer.from('two'), randomBytes(5 * 1_048_576)]
  const { fileRecovery, hashes, theirs, ours } = await loseFiles(undefined, ...contents)
  await filesOf(us).erase([...(await filesOf(us).want(theirs, [hashes[1]!])).values()])
  let steps = 0
  while (await fileRecovery.step()) steps++
  assert.equal(steps, 4, 'one for each small file and two for the large one')
  const back = await filesOf(mx).want(ours, hashes)
  assert.deepEqual([...back.keys()].toSorted(), [hashes[0]!, hashes[2]!].toSorted())
  const read = await Array.fromAsync(filesOf(mx).read(back.get(hashes[2]!)!) ?? [])
  assert.deepEqual(Buffer.concat(read), contents[2])
})

test('a file that this store erased does not come back, and one that the partner alters is thrown away', async () => {
  const { fileRecovery, hashes, ours } = await loseFiles(undefined, Buffer.from('erased here'))
  assert.equal(await fileRecovery.step(), true)
  await filesOf(mx).erase([...(await filesOf(mx).want(ours, hashes)).values()])
  assert.equal(await fileRecovery.step(), false)
  assert.equal(await filesOf(mx).find(ours, hashes[0]!), undefined)

  const lying = await loseFiles((resource, reply) => (resource.startsWith('files') ? flip(reply, 1) : reply), Buffer.from('altered'))
  assert.equal((await faultOf(lying.fileRecovery.step())).values.reason, 'file_hash_differs')
  assert.equal(await filesOf(mx).find(lying.ours, lying.hashes[0]!), undefined)
  assert.equal(await lying.fileRecovery.step(), false, 'it is not asked for again')
})

test('a log that signed something else in the place of what it lost is forked: it stays stopped, with both checkpoints', async () => {
  const world = await ends()
  const { sender, recovery, checkpoints } = await lose(world, 3, 4, 2)
  await checkpoints.sign(mx.out.logId)
  assert.equal((await faultOf(sender.meet(7))).code, 'own_log_shorter')
  assert.equal((await faultOf(recovery.step())).code, 'own_log_forked')
  const log = await out()
  assert.deepEqual([log.frozen, log.size], ['own_log_forked', 5])
  const evidence = JSON.parse(log.evidence ?? '') as { ours: string; checkpoint: string }
  assert.deepEqual([evidence.ours.split('\n')[1], evidence.checkpoint.split('\n')[1]], ['5', '7'])
})

for (const [name, change] of [
  ['another leaf', (resource: string, reply: Reply) => (resource.startsWith('tile/entries') ? flip(reply, 1700) : reply)],
  ['another hash', (resource: string, reply: Reply) => (resource.startsWith('tile/0') ? flip(reply, 100) : reply)],
  ['another body', (resource: string, reply: Reply) => (resource.startsWith('bodies') ? flip(reply, 400) : reply)],
  ['no bodies', (resource: string, reply: Reply) => (resource.startsWith('bodies') ? { status: 404 } : reply)],
  ['a checkpoint that we never signed', (resource: string, reply: Reply) => (resource === 'checkpoint' ? flip(reply, 40) : reply)],
] as const) {
  test(`a partner that serves ${name} changes nothing: the log stays stopped and takes the truth later`, async () => {
    let lies = false
    const world = await ends((resource, reply) => (lies ? change(resource, reply) : reply))
    const { sender, recovery, held } = await lose(world, 3, 4, 2)
    await faultOf(sender.meet(held.length))
    lies = true
    assert.ok(['recovery_refused', 'recovery_incomplete', 'answer_malformed'].includes((await faultOf(recovery.step())).code))
    assert.equal((await out()).frozen, 'own_log_shorter')
    lies = false
    assert.equal(await recovery.step(), true)
    assert.deepEqual((await hashesOf(mx, await out())).slice(0, 7), held)
    assert.equal((await out()).size, 9)
  })
}

function flip(reply: Reply, place: number): Reply {
  const bytes = Uint8Array.from(typeof reply.body === 'string' ? utf8(reply.body) : (reply.body ?? new Uint8Array(0)))
  bytes[place] = (bytes[place] ?? 0) ^ 1
  return { ...reply, body: bytes }
}

test('a partner that lost what it had receipted gets it again although nothing new waits, and nothing comes twice', async () => {
  const world = await ends()
  await append(names('sent', 5))
  const { sender } = world.start()
  await sender.step()
  assert.equal(await sender.step(), false, 'it does not know yet')
  await us.sql`update log set size = 0, frontier = '', checkpoint = null, checkpoint_size = 0, pending = null, pending_size = 0
    where log_id = ${us.incoming.logId}`
  await us.sql`delete from entry where log_id = ${us.incoming.logId}`
  await us.sql`delete from body where log_id = ${us.incoming.logId}`
  world.receiverStartsAnew()
  await sender.meet(0)
  await sender.step()
  const theirs = await readLog(us.sql, us.incoming.logId)
  assert.deepEqual([theirs.size, theirs.checkpointSize, (await out()).receiptedSize], [5, 5, 5])
})
