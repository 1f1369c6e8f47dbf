import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { utf8 } from '@enlace/core'
import {
  type Checkpoint,
  consistencyRanges,
  encodeAddCheckpoint,
  formatVkey,
  generateSigner,
  leafHash,
  type NoteSigner,
  rootOfHashes,
  signCheckpoint,
  verifyCosignatures,
  vkeyOf,
} from '@enlace/proof/node'
import { openWitness, type Witness } from './witness.ts'
import { addLogs, initWitness, WitnessRefusal } from './witness-folder.ts'
import { startWitnessServer } from './witness-server.ts'

let root: string
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'enlace-witness-'))
})
after(() => rm(root, { recursive: true, force: true }))

const at = new Date('2026-11-21T10:00:00.000Z')
const name = 'witness.example/w1'

/** A log of numbered leaves with real keys; `salt` makes another history of it. */
function makeLog(origin: string, salt = '') {
  const signers = [generateSigner(origin, 0x01).signer, generateSigner(origin, 0x06).signer]
  const hashes = Array.from({ length: 64 }, (_, i) => leafHash(utf8(`${salt}${i}`)))
  const rootOf = (start: number, end: number) => rootOfHashes(hashes.slice(start, end))
  const head = (size: number): Checkpoint => ({ origin, size, root: rootOf(0, size) })
  const note = (size: number, by: readonly NoteSigner[] = signers) => signCheckpoint(head(size), by, 1_790_000_000)
  const request = (oldSize: number, size: number, change: { checkpoint?: string; proof?: Uint8Array[] } = {}) => {
    const proof = oldSize === 0 || oldSize >= size ? [] : consistencyRanges(oldSize, size).map(({ start, end }) => rootOf(start, end))
    return utf8(encodeAddCheckpoint({ oldSize, proof, checkpoint: note(size), ...change }))
  }
  return { origin, signers, head, note, request, keys: signers.map((signer) => formatVkey(vkeyOf(signer))) }
}

async function makeWitness(logs: readonly { readonly keys: readonly string[] }[]) {
  const folder = await mkdtemp(join(root, 'w-'))
  const signers = await initWitness(folder, name)
  for (const log of logs) await addLogs(folder, log.keys)
  return { folder, keys: signers.map(vkeyOf) }
}

async function using<T>(folder: string, work: (witness: Witness) => Promise<T>): Promise<T> {
  const witness = await openWitness(folder, () => at)
  try {
    return await work(witness)
  } finally {
    await witness.close()
  }
}

test('a checkpoint that grows is cosigned by both keys with the time, and the size it knows is told to whoever assumes another', async () => {
  const log = makeLog('node.mx.sig.example/out/us/1')
  const { folder, keys } = await makeWitness([log])
  await using(folder, async (witness) => {
    const first = await witness.addCheckpoint(log.request(0, 5))
    assert.equal(first.status, 200)
    const verified = verifyCosignatures(log.head(5), first.body, keys)
    assert.ok(verified.ok)
    assert.deepEqual(
      verified.value.map(({ type, time }) => [type, time]),
      [
        [0x04, at.getTime() / 1000],
        [0x06, at.getTime() / 1000],
      ],
    )
    assert.deepEqual(await witness.addCheckpoint(log.request(0, 9)), { status: 409, contentType: 'text/x.tlog.size', body: '5\n' })
    assert.equal((await witness.addCheckpoint(log.request(5, 9))).status, 200)
    assert.equal((await witness.addCheckpoint(log.request(9, 9))).status, 200)
    assert.equal((await witness.addCheckpoint(log.request(9, 7))).status, 400)
    assert.equal((await witness.addCheckpoint(log.request(9, 12, { proof: [new Uint8Array(32)] }))).status, 422)
    const stranger = makeLog('node.us.sig.example/out/mx/1')
    assert.equal((await witness.addCheckpoint(stranger.request(0, 3))).status, 404)
    const forged = log.note(12, makeLog(log.origin).signers)
    assert.equal((await witness.addCheckpoint(log.request(9, 12, { checkpoint: forged }))).status, 403)
    assert.equal((await witness.addCheckpoint(utf8('rubbish'))).status, 400)
  })
})

test('what was cosigned outlives the process, so that no second history is ever signed', async () => {
  const log = makeLog('node.mx.sig.example/out/us/1')
  const other = { ...makeLog(log.origin, 'other '), signers: log.signers }
  const { folder } = await makeWitness([log])
  await using(folder, async (witness) => assert.equal((await witness.addCheckpoint(log.request(0, 20))).status, 200))
  await using(folder, async (witness) => {
    assert.equal((await witness.addCheckpoint(log.request(0, 8))).status, 409)
    const forked = signCheckpoint(other.head(20), log.signers, 1_790_000_000)
    assert.deepEqual(await witness.addCheckpoint(log.request(20, 20, { checkpoint: forked })), {
      ...{ status: 409, contentType: 'text/x.tlog.size', body: '20\n' },
    })
    assert.equal((await readdir(join(folder, 'evidence'))).length, 2, 'both heads are kept')
    const longer = signCheckpoint(other.head(30), log.signers, 1_790_000_000)
    assert.equal((await witness.addCheckpoint(log.request(20, 30, { checkpoint: longer }))).status, 422)
    assert.deepEqual(
      (await witness.seen()).map(({ size }) => size),
      [20],
    )
  })
})

test('requests that race are decided one after the other: the smaller one never comes out behind the larger', async () => {
  const log = makeLog('node.mx.sig.example/out/us/1')
  const { folder } = await makeWitness([log])
  await using(folder, async (witness) => {
    const answers = await Promise.all([witness.addCheckpoint(log.request(0, 10)), witness.addCheckpoint(log.request(0, 40))])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    assert.equal((await witness.seen())[0]?.size, 10)
  })
})

test('what cannot be kept is not signed', async () => {
  const log = makeLog('node.mx.sig.example/out/us/1')
  const { folder } = await makeWitness([log])
  await using(folder, async (witness) => {
    assert.equal((await witness.addCheckpoint(log.request(0, 4))).status, 200)
    // A folder where the file must go: nothing can be renamed onto it, whoever runs this.
    const [state = ''] = await readdir(join(folder, 'state'))
    await rm(join(folder, 'state', state))
    await mkdir(join(folder, 'state', state, 'in the way'), { recursive: true })
    await assert.rejects(witness.addCheckpoint(log.request(4, 8)))
  })
})

test('a folder belongs to one process at a time', async () => {
  const { folder } = await makeWitness([])
  await using(folder, async () => {
    await assert.rejects(
      openWitness(folder, () => at),
      (thrown) => thrown instanceof WitnessRefusal && thrown.code === 'in_use',
    )
  })
  await using(folder, async (witness) => assert.deepEqual(await witness.seen(), []))
})

test('over HTTP it answers add-checkpoint below any prefix, bounds what it reads, and nothing else', async () => {
  const log = makeLog('node.mx.sig.example/out/us/1')
  const { folder } = await makeWitness([log])
  await using(folder, async (witness) => {
    const server = await startWitnessServer({ witness, host: '127.0.0.1', port: 0, onError: () => undefined })
    const post = (path: string, body: Uint8Array) =>
      fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', body: Buffer.from(body) })
    assert.equal((await post('/w/add-checkpoint', log.request(0, 5))).status, 200)
    const conflict = await post('/add-checkpoint', log.request(0, 6))
    assert.equal(conflict.status, 409)
    assert.equal(conflict.headers.get('content-type'), 'text/x.tlog.size')
    assert.equal(await conflict.text(), '5\n')
    assert.equal((await post('/add-checkpoint', new Uint8Array(300_000))).status, 413)
    assert.equal((await post('/other', new Uint8Array(1))).status, 404)
    assert.equal((await fetch(`http://127.0.0.1:${server.port}/add-checkpoint`)).status, 405)
    await server.close()
  })
})
