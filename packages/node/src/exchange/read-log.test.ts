import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { leafHash, parseEntryBundle, rootOfHashes, splitHashes } from '@enlace/proof/node'
import { type Keystore, openKeystore } from '../store/keystore.ts'
import { createLogWriter } from '../store/log-writer.ts'
import { openLog, saveCheckpoint } from '../store/logs.ts'
import { type TestDatabase, testDatabase } from '../store/test-database.ts'
import { readLogResource } from './read-log.ts'

let db: TestDatabase
let keystore: Keystore
let folder: string
let logId: number
const size = 600

before(async () => {
  db = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'enlace-read-'))
  keystore = await openKeystore({ file: join(folder, 'keystore'), agencies: new Map() })
  const log = await openLog(db.sql, { origin: 'node.mx.sig.example/out/us/1', role: 'out', partner: 'us', epoch: 1 })
  logId = log.logId
  const drafts = Array.from({ length: size + 10 }, () => ({ type: 'note', at: new Date('2026-11-21T10:00:00.000Z') }))
  await createLogWriter(db.sql, keystore).transact(({ append }) => append(logId, drafts))
  await saveCheckpoint(db.sql, logId, size, 'a note\n')
})
after(async () => {
  await keystore.close()
  await db.dispose()
  await rm(folder, { recursive: true, force: true })
})

async function bytesOf(path: string): Promise<Uint8Array> {
  const reply = await readLogResource(db.sql, logId, path)
  assert.equal(reply.status, 200, path)
  return Buffer.from(reply.body ?? '')
}

test('bundles hash to the tiles beside them, full and partial, and tiles of one level to those above', async () => {
  const roots: Uint8Array[] = []
  for (const name of ['000', '001', `002.p/${size % 256}`]) {
    const bundle = parseEntryBundle(await bytesOf(`tile/entries/${name}`))
    const hashes = splitHashes(await bytesOf(`tile/0/${name}`))
    assert.ok(bundle.ok)
    assert.deepEqual(
      bundle.value.map((leaf) => Buffer.from(leafHash(leaf)).toString('hex')),
      hashes.map((hash) => Buffer.from(hash).toString('hex')),
    )
    roots.push(rootOfHashes(hashes))
  }
  assert.deepEqual(Buffer.from(await bytesOf('tile/1/000.p/2')), Buffer.concat(roots.slice(0, 2)))
})

test('nothing beyond the checkpoint is served, and no other spelling of a path', async () => {
  assert.equal(Buffer.from(await bytesOf('checkpoint')).toString(), 'a note\n')
  for (const path of ['tile/0/003', 'tile/0/002', 'tile/0/002.p/98', 'tile/0/0', 'tile/entries/002', 'tile/2/000', 'tile/0/../1', '']) {
    assert.equal((await readLogResource(db.sql, logId, path)).status, 404, path)
  }
})
