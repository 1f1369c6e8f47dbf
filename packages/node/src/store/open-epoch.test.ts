import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault, utf8 } from '@enlace/core'
import { cosignCheckpoint, generateSigner, parseBody, parseLeaf } from '@enlace/proof/node'
import { createCheckpoints } from '../log/checkpoints.ts'
import { LogFrozen } from './append-entries.ts'
import { beginEpoch } from './begin-epoch.ts'
import { openBodyBytes } from './bodies.ts'
import { freezeLog, readBodies, readEntries, readLog, saveReceipt } from './logs.ts'
import { acceptTheirEpoch, openOwnEpoch } from './open-epoch.ts'
import { insertAwaiting, listKeysOwed } from './sealed-entries.ts'
import { type TestStore, testStore } from './test-store.ts'

const at = new Date('2026-11-21T10:00:00.000Z')
const next = 'node.mx.sig.example/out/us/2'
const signers = [generateSigner('node.mx.sig.example/out/us/1', 0x01).signer]
const receiptSigner = generateSigner('node.us.sig.example/in/mx', 0x04).signer

/** A log of `count` entries of which the partner has receipted `receipted`. */
async function written(store: TestStore, count: number, receipted: number): Promise<void> {
  const { sql, writer, out } = store
  await writer.transact((writing) =>
    writing.append(
      out.logId,
      Array.from({ length: count }, (_, i) => ({
        type: 'offer',
        at,
        members: { code: `n${i}` },
        body: { agency: 'sspc', items: [utf8(`{"n":${i}}`), utf8('{}')], release: utf8('{"by":{"agency":"sspc"},"v":1}') },
      })),
    ),
  )
  const checkpoints = createCheckpoints({ sql, signersOf: () => signers, now: () => at, onDamage: () => undefined })
  const signed = await checkpoints.sign(out.logId, receipted)
  assert.ok(signed?.checkpoint)
  await saveReceipt(sql, out.logId, receipted, cosignCheckpoint(signed.checkpoint, [receiptSigner], 1), signed.text, at)
}

async function begin(store: TestStore, code: string) {
  return await store.writer.transact((writing) =>
    openOwnEpoch(writing, {
      ...{ keystore: store.keystore, logId: store.out.logId, origin: next, code, at, journalSeq: 0, seen: 4 },
      signRelease: async () => utf8('signed anew'),
    }),
  )
}

async function leavesOf(store: TestStore, logId: number) {
  return (await readEntries(store.sql, logId, 0, 10_000)).map((entry) => {
    const leaf = parseLeaf(entry.leaf)
    assert.ok(leaf.ok)
    return leaf.value
  })
}

test('a sound log ends with epoch-end, what waits in it stays, and the next one begins with its final size and root', async () => {
  await using store = await testStore()
  await written(store, 5, 3)
  const opened = await begin(store, 'yearly')
  assert.deepEqual([opened.size, opened.moved, opened.log.epoch, opened.log.origin], [6, 0, 2, next])
  const old = await leavesOf(store, store.out.logId)
  assert.deepEqual([old.at(-1)?.t, old.at(-1)?.next_origin], ['epoch-end', next])
  const [first, ...rest] = await leavesOf(store, opened.log.logId)
  assert.deepEqual(
    [first?.t, first?.prev_origin, first?.prev_size, first?.prev_root, first?.seen, rest.length],
    ['epoch-start', store.out.origin, 6, Buffer.from(opened.root).toString('base64url'), 4, 0],
  )
  await assert.rejects(
    store.writer.transact((writing) => writing.append(store.out.logId, [{ type: 'note', at }])),
    (cause: unknown) => cause instanceof LogFrozen && cause.reason === 'epoch_ended',
  )
  await assert.rejects(begin(store, 'yearly'), (cause: unknown) => cause instanceof Fault && cause.code === 'epoch_unknown')
})

test('of a log that stands still what no receipt covers goes again, once, in order, and what names its place follows', async () => {
  await using store = await testStore()
  await written(store, 300, 3)
  const { sql, out, keystore } = store
  await sql`insert into position (seq, log_id, log_seq) values (7, ${out.logId}, 2), (8, ${out.logId}, 3), (9, ${out.logId}, 299)`
  await sql`insert into decision (seq, version_seq, partner, agency, outcome, decided_at, out_log, out_seq)
    values (1, 8, 'us', 'sspc', 'release', ${at}, ${out.logId}, 3)`
  await freezeLog(sql, out.logId, 'own_log_forked', '{}', at)
  const opened = await begin(store, 'forked')
  assert.deepEqual([opened.size, opened.moved, opened.unreadable], [3, 297, 0])
  const again = await leavesOf(store, opened.log.logId)
  assert.deepEqual(
    again.map((leaf) => [leaf.t, leaf.code]),
    [['epoch-start', 'forked'], ...Array.from({ length: 297 }, (_, i) => ['offer', `n${i + 3}`])],
  )
  const bodies = await readBodies(sql, opened.log.logId, 0, 1000)
  const [firstBody] = bodies
  const opening = firstBody === undefined ? 'erased' : openBodyBytes(keystore, next, firstBody)
  const body = typeof opening === 'string' ? undefined : parseBody(opening)
  assert.ok(body?.ok)
  assert.equal(Buffer.from(body.value.items[0]?.bytes ?? '').toString(), '{"n":3}')
  const places = await sql<
    { seq: number; logId: number; logSeq: number }[]
  >`select seq, log_id as "logId", log_seq as "logSeq" from position order by seq`
  assert.deepEqual(
    places.map((place) => [place.seq, place.logId === opened.log.logId, place.logSeq]),
    [
      [7, false, 2],
      [8, true, 1],
      [9, true, 297],
    ],
  )
  const [decision] = await sql`select out_log, out_seq from decision`
  assert.deepEqual([decision?.out_log, decision?.out_seq], [opened.log.logId, 1])
  const kept = await readLog(sql, out.logId)
  assert.deepEqual([kept.frozen, kept.receiptedSize, kept.size], ['own_log_forked', 3, 300])
})

test('an entry that the disk altered is not said again: a note keeps its place, and it is counted', async () => {
  await using store = await testStore()
  await written(store, 4, 1)
  await store.sql`update body set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where log_id = ${store.out.logId} and seq = 2`
  await freezeLog(store.sql, store.out.logId, 'damaged_body', '{}', at)
  const opened = await begin(store, 'damaged')
  assert.deepEqual([opened.moved, opened.unreadable], [3, 1])
  assert.deepEqual(
    (await leavesOf(store, opened.log.logId)).map((leaf) => leaf.t),
    ['epoch-start', 'offer', 'note', 'offer'],
  )
})

test('a new epoch of a partner is taken only when its first leaf names an end of the old log that was receipted', async () => {
  await using mx = await testStore()
  await written(mx, 5, 3)
  // The same entries as the mirror of us.
  await using us = await testStore('us', 'mx', ['dhs'])
  const [log, entries] = [await readLog(mx.sql, mx.out.logId), await readEntries(mx.sql, mx.out.logId, 0, 3)]
  for (const { seq, leaf, hash } of entries) {
    await us.sql`insert into entry (log_id, seq, leaf, hash) values (${us.incoming.logId}, ${seq}, ${leaf as Buffer}, ${hash as Buffer})`
  }
  await us.sql`update log set size = 3, checkpoint = ${log.receipt}, checkpoint_size = 3 where log_id = ${us.incoming.logId}`
  await freezeLog(mx.sql, mx.out.logId, 'own_log_forked', '{}', at)
  const opened = await begin(mx, 'forked')
  const [first] = await leavesOf(mx, opened.log.logId)
  assert.ok(first)
  const accept = () =>
    us.writer.transact((writing) =>
      acceptTheirEpoch(writing, { logId: us.incoming.logId, origin: next, code: 'forked', at, journalSeq: 0 }),
    )
  const accepted = await accept()
  assert.deepEqual([accepted.epoch, accepted.role, accepted.origin], [2, 'in', next])
  await assert.rejects(accept(), (cause: unknown) => cause instanceof Fault && cause.code === 'epoch_unknown')
  for (const change of [
    { prev_size: 2 },
    { prev_size: 4 },
    { prev_size: -1 },
    { prev_origin: 'node.mx.sig.example/out/ca/1' },
    { prev_root: Buffer.alloc(32).toString('base64url') },
    { prev_root: 'no root' },
    { t: 'offer' },
  ]) {
    assert.equal(await beginEpoch(us.sql, accepted.logId, { ...first, ...change }, at), false, JSON.stringify(change))
  }
  assert.equal((await readLog(us.sql, us.incoming.logId)).endedAt, null, 'the old one is still filled')
  assert.equal(await beginEpoch(us.sql, accepted.logId, first, at), true)
  const old = await readLog(us.sql, us.incoming.logId)
  assert.deepEqual([old.frozen, old.endedAt], ['epoch_ended', at])
})

test('a sealed entry whose key the partner does not have goes again, though it is receipted, and its old place never gets a key', async () => {
  await using store = await testStore()
  await written(store, 2, 2)
  const { sql, out, writer } = store
  const body = { agency: 'sspc', items: [utf8('{"sealed":1}'), utf8('{}')], release: utf8('{"by":{"agency":"sspc"},"v":1}') }
  await writer.transact((writing) => writing.append(out.logId, [{ type: 'offer', at, body: { ...body, receiptFirst: true } }]))
  await sql`update log set receipted_size = 3 where log_id = ${out.logId}`
  const opened = await begin(store, 'yearly')
  assert.deepEqual([opened.moved, opened.unreadable], [1, 0])
  assert.deepEqual(
    (await leavesOf(store, opened.log.logId)).map((leaf) => leaf.t),
    ['epoch-start', 'offer'],
  )
  const rows = await sql<
    { logId: number; seq: number; state: string }[]
  >`select log_id as "logId", seq, state from sealed_entry order by log_id`
  assert.deepEqual(
    rows.map((row) => [row.logId === out.logId, row.seq, row.state]),
    [
      [true, 2, 'never'],
      [false, 1, 'awaiting'],
    ],
  )
})

test('of a partner’s log that ended no key is owed any more: what it left sealed comes again in the next one', async () => {
  await using store = await testStore()
  const { sql, incoming } = store
  await sql.begin((tx) => insertAwaiting(tx, incoming.logId, [0], { at, dueAt: at }))
  await sql`update log set checkpoint_size = 1 where log_id = ${incoming.logId}`
  assert.equal((await listKeysOwed(sql, 10)).count, 1)
  await sql`update log set ended_at = ${at} where log_id = ${incoming.logId}`
  assert.deepEqual(await listKeysOwed(sql, 10), { listed: [], count: 0 })
})
