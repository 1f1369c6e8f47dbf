import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openBody } from '../store/bodies.ts'
import type { LogWriter } from '../store/log-writer.ts'
import { readBodies, readEntries, readLog } from '../store/logs.ts'
import { type TestStore, testStore } from '../store/test-store.ts'
import { createReadJournal } from './journal-reads.ts'

let store: TestStore
before(async () => {
  store = await testStore()
})
after(async () => {
  await store[Symbol.asyncDispose]()
})

const at = new Date('2026-11-21T10:00:00.000Z')
const ana = { user: 'ana', agency: 'sspc' }
const luis = { user: 'luis', agency: 'uif' }

/** A journal of reads whose timer never fires in a test; what it wrote is read back from the log. */
async function journal(options: { readonly everyMs?: number; readonly writer?: LogWriter } = {}) {
  const { sql, keystore, journal: log } = store
  const from = (await readLog(sql, log.logId)).size
  const errors: string[] = []
  const reads = createReadJournal({
    writer: options.writer ?? store.writer,
    journalId: log.logId,
    everyMs: options.everyMs ?? 3_600_000,
    now: () => at,
    onError: (cause) => errors.push(String(cause)),
  })
  const written = async () => {
    const { size } = await readLog(sql, log.logId)
    const [entries, bodies] = await Promise.all([readEntries(sql, log.logId, from, size), readBodies(sql, log.logId, from, size)])
    assert.ok(entries.every((entry) => Buffer.from(entry.leaf).includes('"t":"read"')))
    return bodies.map((stored) => {
      const body = openBody(keystore, log.origin, stored)
      assert.ok(typeof body === 'object')
      const { agency } = keystore.read(stored.slot ?? -1) ?? {}
      return {
        agency,
        ...(JSON.parse(Buffer.from(body.items[0]!.bytes).toString()) as { reads: { by: string; rid: string; at: string }[] }),
      }
    })
  }
  return { reads, written, errors }
}

test('who read what and when is journaled under the key of the reader’s agency, by keyed digest', async () => {
  const { reads, written, errors } = await journal()
  reads.note(ana, [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)])
  reads.note(luis, [new Uint8Array(16).fill(1)])
  await reads.flush()
  const rid = (value: number) => Buffer.alloc(16, value).toString('base64url')
  const when = at.toISOString()
  assert.deepEqual(await written(), [
    {
      agency: 'sspc',
      reads: [
        { at: when, by: 'ana', rid: rid(1) },
        { at: when, by: 'ana', rid: rid(2) },
      ],
    },
    { agency: 'uif', reads: [{ at: when, by: 'luis', rid: rid(1) }] },
  ])
  await reads.stop()
  assert.deepEqual(errors, [])
})

test('nothing read is nothing written', async () => {
  const { reads, written } = await journal()
  reads.note(ana, [])
  await reads.flush()
  await reads.stop()
  assert.deepEqual(await written(), [])
})

test('what waits is written by itself, and in parts that can be read back when it is much', async () => {
  const { reads, written } = await journal({ everyMs: 1 })
  for (let i = 0; i < 50; i++)
    reads.note(
      ana,
      Array.from({ length: 50 }, () => new Uint8Array(16)),
    )
  for (let total = 0; total < 2500; ) {
    total = (await written()).reduce((sum, entry) => sum + entry.reads.length, 0)
  }
  assert.ok((await written()).every((entry) => entry.reads.length <= 1000))
  await reads.stop()
})

test('what could not be written is told and tried again, and nothing is written twice', async () => {
  let down = true
  const writer: LogWriter = {
    ...store.writer,
    transact: (work) => (down ? Promise.reject(new Error('down')) : store.writer.transact(work)),
  }
  const { reads, written, errors } = await journal({ writer })
  reads.note(ana, [new Uint8Array(16)])
  await reads.flush()
  reads.note(luis, [new Uint8Array(16)])
  await reads.flush()
  assert.deepEqual(errors, ['Error: down', 'Error: down'])
  down = false
  await reads.flush()
  assert.equal((await written()).length, 2)
  await reads.stop()
  assert.equal((await written()).length, 2)
})

test('memory stays bounded while the store is away, and how many reads were lost is told', async () => {
  let down = true
  const writer: LogWriter = {
    ...store.writer,
    transact: (work) => (down ? Promise.reject(new Error('down')) : store.writer.transact(work)),
  }
  const { reads, written, errors } = await journal({ writer })
  for (let i = 0; i < 12; i++) {
    reads.note(
      ana,
      Array.from({ length: 1000 }, () => new Uint8Array(16)),
    )
    await reads.flush()
  }
  down = false
  await reads.flush()
  assert.equal(
    (await written()).reduce((sum, entry) => sum + entry.reads.length, 0),
    10_000,
  )
  assert.equal(errors.at(-1), 'Error: 2000 reads were not journaled while the store could not be written')
  await reads.stop()
})

test('stopping waits for what is being written, writes the rest, and leaves no timer behind', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const blocking = store.writer.transact(() => held)
  const { reads, written, errors } = await journal()
  reads.note(ana, [new Uint8Array(16)])
  const flushing = reads.flush()
  reads.note(luis, [new Uint8Array(16)])
  const stopping = reads.stop()
  letGo()
  await Promise.all([blocking, flushing, stopping])
  assert.equal((await written()).length, 2)
  assert.deepEqual(errors, [])
})

test('what cannot be written at the stop is told', async () => {
  const writer: LogWriter = { ...store.writer, transact: () => Promise.reject(new Error('down')) }
  const { reads, errors } = await journal({ writer })
  reads.note(ana, [new Uint8Array(16)])
  await reads.stop()
  assert.equal(errors.at(-1), 'Error: 1 reads were not journaled before the stop')
})
