import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { generateSigner, type NoteSigner, openCheckpoint, vkeyOf } from '@enlace/proof/node'
import { type Keystore, openKeystore } from '../store/keystore.ts'
import { createLogWriter, type LogWriter } from '../store/log-writer.ts'
import { openLog, readLog } from '../store/logs.ts'
import { type TestDatabase, testDatabase } from '../store/test-database.ts'
import { createCheckpoints } from './checkpoints.ts'

let db: TestDatabase
let folder: string
let keystore: Keystore
let writer: LogWriter
const at = new Date('2026-11-21T10:00:00.000Z')

before(async () => {
  db = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'enlace-checkpoints-'))
  keystore = await openKeystore({ file: join(folder, 'keystore'), agencies: new Map() })
  writer = createLogWriter(db.sql, keystore)
})
after(async () => {
  await keystore.close()
  await db.dispose()
  await rm(folder, { recursive: true, force: true })
})

async function logOf(name: string, entries: number) {
  const origin = `node.mx.sig.example/${name}/1`
  const log = await openLog(db.sql, { origin, role: 'journal', partner: null, epoch: 1 })
  if (entries > 0) await append(log.logId, entries)
  const signers: NoteSigner[] = [generateSigner(origin, 0x01).signer, generateSigner(origin, 0x06).signer]
  const damage: { origin: string; seq: number }[] = []
  const start = () =>
    createCheckpoints({
      sql: db.sql,
      signersOf: () => signers,
      now: () => at,
      onDamage: (where, seq) => damage.push({ origin: where, seq }),
    })
  return { log, signers, damage, start }
}

async function append(logId: number, count: number): Promise<void> {
  await writer.transact((writing) =>
    writing.append(
      logId,
      Array.from({ length: count }, () => ({ type: 'admin', at })),
    ),
  )
}

async function flip(logId: number, seq: number): Promise<void> {
  await db.sql`update entry set leaf = set_byte(leaf, 40, (get_byte(leaf, 40) # 1)) where log_id = ${logId} and seq = ${seq}`
}

test('a checkpoint carries both signatures and never goes back', async () => {
  const { log, signers, start } = await logOf('both', 10)
  const checkpoints = start()
  const first = await checkpoints.sign(log.logId, 4)
  const second = await checkpoints.sign(log.logId)
  const again = await checkpoints.sign(log.logId, 4)
  assert.deepEqual([first?.size, second?.size, again?.size], [4, 10, 10])
  const opened = openCheckpoint(second?.text ?? '', signers.map(vkeyOf))
  assert.ok(opened.ok)
  assert.deepEqual(
    opened.value.verified.map((line) => line.type),
    [0x01, 0x06],
  )
})

test('an empty log has nothing to sign', async () => {
  const { log, start } = await logOf('empty', 0)
  assert.equal(await start().sign(log.logId), undefined)
})

test('a flipped byte in a new entry yields no signature and freezes the log', async () => {
  const { log, damage, start } = await logOf('new', 5)
  await flip(log.logId, 3)
  assert.equal(await start().sign(log.logId), undefined)
  assert.deepEqual(damage, [{ origin: log.origin, seq: 3 }])
  assert.equal((await readLog(db.sql, log.logId)).frozen, 'damaged_entry')
  await assert.rejects(append(log.logId, 1), { name: 'LogFrozen' })
})

test('a flipped byte under an older checkpoint is found before the next signature', async () => {
  const { log, damage, start } = await logOf('old', 50)
  const checkpoints = start()
  assert.ok(await checkpoints.sign(log.logId))
  await flip(log.logId, 7)
  await append(log.logId, 1)
  assert.equal(await checkpoints.sign(log.logId), undefined)
  assert.deepEqual(damage, [{ origin: log.origin, seq: 7 }])
})

test('after a start the whole log is read again, so a leaf that was altered together with its hash is found too', async () => {
  const { log, damage, start } = await logOf('restart', 600)
  assert.ok(await start().sign(log.logId))
  await db.sql`update entry set leaf = replaced.leaf, hash = replaced.hash from entry as replaced
    where entry.log_id = ${log.logId} and entry.seq = 20 and replaced.log_id = ${log.logId} and replaced.seq = 21`
  await append(log.logId, 1)
  assert.equal(await start().sign(log.logId), undefined)
  assert.equal(damage[0]?.seq, 20)
})
