import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Erased, RecordDetail } from '@enlace/api'
import { dataFolder, findTokens } from '@enlace/node'
import { exampleRecord } from '@enlace/node/test-partner'
import { encodeAddBlob } from '@enlace/proof/node'
import { attachedFilesBytes } from '@enlace/records'
import { fakePeer } from './fake-peer.ts'
import { makeAlert, type Submission } from './make-record.ts'
import { type Fleet, type FleetNode, startFleet } from './start-fleet.ts'
import { downloadFile, uploadFile } from './upload-file.ts'
import { waitUntil } from './wait-until.ts'

const megabyte = 1_048_576
const word = `zq${randomBytes(9).toString('hex')}`
const pdf = (size: number) => Buffer.concat([Buffer.from(`%PDF-1.7\n% ${word}\n`.repeat(50)), randomBytes(size)])

let fleet: Fleet
let mx: FleetNode
let us: FleetNode
before(async () => {
  fleet = await startFleet()
  mx = fleet.node('mx')
  us = fleet.node('us')
})
after(async () => {
  await fleet[Symbol.asyncDispose]()
})

/** One asks, another confirms, as the erasure of a record wants it. */
async function eraseByTwo(node: FleetNode, { object }: Submission): Promise<void> {
  const asked = await node.call('POST', `/api/v1/records/${object.id}/erase`, { role: 'analyst', body: { reason: 'drill of the fleet' } })
  const { waits } = asked.body as Erased
  const second = { role: 'releasing-officer', body: { outcome: 'confirmed', reason: 'drill of the fleet' } }
  assert.equal((await node.call('POST', `/api/v1/proposals/${waits?.proposal}`, second)).status, 200)
}

async function store(submission: Submission, files: readonly object[]): Promise<void> {
  const answer = await mx.call('POST', '/api/v1/records', { body: { ...submission, files } })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
}

async function detailAt(node: FleetNode, { object }: Submission): Promise<RecordDetail | undefined> {
  const { status, body } = await node.call('GET', `/api/v1/records/${object.id}`)
  return status === 200 ? (body as RecordDetail) : undefined
}

test('a file crosses the link before its record, byte for byte, and the receipt covers it', async () => {
  const bytes = pdf(3 * megabyte + 5)
  const sha256 = await uploadFile(mx, bytes)
  const alert = makeAlert('with a file')
  await store(alert, [{ sha256, name: `Libro ${word}.pdf` }])
  await waitUntil('the alert is at us', async () => (await detailAt(us, alert)) !== undefined)
  // When the record is there, its file is.
  assert.ok((await downloadFile(us, sha256))?.equals(bytes))
  const files = [{ name: `Libro ${word}.pdf`, sha256, sizeBytes: bytes.length, type: 'application/pdf', state: 'held' as const }]
  assert.deepEqual((await detailAt(us, alert))?.files, files)
  await fleet.settle()
})

test('the same file for another record is not sent again, and erasing one record leaves the other its file', async () => {
  const bytes = pdf(2 * megabyte)
  const sha256 = await uploadFile(mx, bytes)
  const [one, two] = [makeAlert('one with it'), makeAlert('two with it')]
  for (const alert of [one, two]) await store(alert, [{ sha256, name: 'same.pdf' }])
  await waitUntil('both are at us', async () => (await detailAt(us, one)) !== undefined && (await detailAt(us, two)) !== undefined)
  await eraseByTwo(us, one)
  assert.ok((await downloadFile(us, sha256))?.equals(bytes))
  await eraseByTwo(us, two)
  assert.ok((await downloadFile(us, sha256)) === undefined, 'the file is still there')
  assert.ok((await downloadFile(mx, sha256))?.equals(bytes), 'what the author holds is the author’s')
})

test('a receiver that is killed in the middle of a file goes on where it was', async () => {
  const bytes = pdf(60 * megabyte)
  const sha256 = await uploadFile(mx, bytes)
  const folder = dataFolder(us.dataDir).files
  const known = new Set(await readdir(folder))
  const arriving = async () => {
    const name = (await readdir(folder)).find((each) => !known.has(each))
    return name === undefined ? 0 : (await stat(join(folder, name))).size
  }
  const alert = makeAlert('with a long file')
  await store(alert, [{ sha256, name: 'long.pdf' }])
  await waitUntil('some of it is at us', async () => (await arriving()) > 4 * megabyte)
  us.signal('SIGKILL')
  await us.ended()
  const before = await arriving()
  assert.ok(before < bytes.length, 'it was killed in the middle')
  await us.start()
  await waitUntil('the alert is at us', async () => (await detailAt(us, alert)) !== undefined)
  assert.ok((await downloadFile(us, sha256))?.equals(bytes))
  await using database = await us.database()
  const rows = await database.sql<{ slots: number }[]>`select count(*)::int as slots from file where size = ${bytes.length}`
  assert.equal(rows[0]?.slots, 1)
  await fleet.settle()
})

test('a file whose record is erased before the link is back never leaves, and holds up nothing', async () => {
  const hold = (held: boolean) =>
    mx.call('POST', '/api/v1/exchange/us/hold', { role: 'administrator', body: { held, reason: 'drill of the fleet' } })
  assert.equal((await hold(true)).status, 200)
  const bytes = pdf(megabyte)
  const sha256 = await uploadFile(mx, bytes)
  const [erased, next] = [makeAlert('erased before it left'), makeAlert('behind it')]
  await store(erased, [{ sha256, name: 'gone.pdf' }])
  await store(next, [])
  await waitUntil('both are decided', async () => (await detailAt(mx, next))?.releases.length === 1)
  await eraseByTwo(mx, erased)
  assert.equal((await hold(false)).status, 200)
  await waitUntil('what is behind it is at us', async () => (await detailAt(us, next)) !== undefined)
  assert.ok((await downloadFile(us, sha256)) === undefined, 'the file is still there')
})

test('neither data folder holds a word of a file or of its name in clear', async () => {
  await Promise.all([mx.stop(), us.stop()])
  for (const node of [mx, us]) assert.deepEqual(await findTokens(node.dataDir, [word]), [], node.party)
})

test('a partner’s bytes that are not the file it named, or that nobody named, are refused and keep its entry waiting', async () => {
  await using lone = await startFleet({ run: ['mx'] })
  const node = lone.node('mx')
  const peer = fakePeer(lone, 'us', node)
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2 * megabyte + 9)])
  const hash = createHash('sha256').update(bytes).digest()
  const { object, items } = exampleRecord('mirror-alert', 'with a file of us')
  const list = attachedFilesBytes([{ name: 'a.pdf', sha256: hash.toString('hex'), sizeBytes: bytes.length, type: 'application/pdf' }])
  peer.log.append({ items: [...items, list] })
  const blob = (offset: number, part: Uint8Array, of: Uint8Array = hash) =>
    peer.post('add-blob', encodeAddBlob({ origin: peer.log.origin, what: 'bytes', hash: of, size: bytes.length, offset, bytes: part }))
  assert.equal((await blob(0, bytes.subarray(0, megabyte))).status, 404, 'nothing named it yet')
  assert.equal((await peer.post('add-checkpoint', peer.log.addCheckpoint(0))).status, 200)
  assert.equal((await peer.post('add-bodies', peer.log.addBodies(0))).status, 200)
  assert.equal((await blob(0, bytes, randomBytes(32))).status, 404, 'another file')
  const waits = async () => {
    const answer = await peer.post('add-entries', peer.log.addEntries(0))
    assert.deepEqual([answer.status, answer.text.split('\n')[1]], [202, '0'])
  }
  await waits()
  assert.equal((await blob(0, randomBytes(bytes.length))).status, 422, 'other bytes')
  await waits()
  const first = await blob(0, bytes.subarray(0, megabyte + 77))
  assert.deepEqual([first.status, first.text], [202, `${megabyte}\n`])
  const ahead = await blob(2 * megabyte, bytes.subarray(2 * megabyte))
  assert.deepEqual([ahead.status, ahead.text], [202, `${megabyte}\n`])
  assert.equal((await blob(0, new Uint8Array(0))).text, `${megabyte}\n`, 'a question')
  await waits()
  assert.equal((await blob(megabyte, bytes.subarray(megabyte))).status, 200)
  assert.equal((await blob(megabyte, bytes.subarray(megabyte))).status, 200)
  assert.ok(peer.isReceipt(await peer.post('add-entries', peer.log.addEntries(0))))
  await waitUntil('the alert is shown', async () => (await node.call('GET', `/api/v1/records/${object.id}`)).status === 200)
  assert.ok((await downloadFile(node, hash.toString('hex')))?.equals(bytes))
  for (const rubbish of [new Uint8Array(0), randomBytes(80)]) assert.equal((await peer.post('add-blob', rubbish)).status, 400)
})
