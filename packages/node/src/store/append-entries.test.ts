import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  appendLeafHashes,
  commitItem,
  commitmentRoot,
  emptyFrontier,
  frontierRoot,
  leafHash,
  parseLeaf,
  verifyConsistency,
  verifyInclusion,
} from '@enlace/proof/node'
import { LogFrozen, type LogWrite, lockForAppend, writeEntriesAtOnce } from './append-entries.ts'
import { openBody } from './bodies.ts'
import { positionPart, readPosition } from './followers.ts'
import { type Keystore, openKeystore } from './keystore.ts'
import { createLogWriter, type LogWriter } from './log-writer.ts'
import { freezeLog, type Log, openLog, readBodies, readEntries, readEntriesAndBodies, readLog } from './logs.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'
import { consistencyProof, inclusionProof } from './tree.ts'

let db: TestDatabase
let folder: string
let keystore: Keystore
let writer: LogWriter
let log: Log

before(async () => {
  db = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'enlace-log-'))
  keystore = await openKeystore({ file: join(folder, 'keystore'), agencies: new Map([['sspc', new Uint8Array(32).fill(7)]]) })
  writer = createLogWriter(db.sql, keystore)
  log = await openLog(db.sql, { origin: 'node.mx.sig.example/journal/1', role: 'journal', partner: null, epoch: 1 })
})
after(async () => {
  await keystore.close()
  await db.dispose()
  await rm(folder, { recursive: true, force: true })
})

const at = new Date('2026-11-21T10:00:00.000Z')
const text = (value: string) => new TextEncoder().encode(value)
const bare = (count: number) => Array.from({ length: count }, () => ({ type: 'admin', at }))

test('an entry names its place, commits to its items, and its body opens only there', async () => {
  const items = [text('{"type":"note"}'), text('{"tlp":"green"}')]
  const [seq] = await writer.transact(({ append }) => append(log.logId, [{ type: 'record', at, body: { agency: 'sspc', items } }]))
  const [entry] = await readEntries(db.sql, log.logId, seq as number, (seq as number) + 1)
  const [stored] = await readBodies(db.sql, log.logId, seq as number, (seq as number) + 1)
  assert.ok(entry && stored)
  const leaf = parseLeaf(entry.leaf)
  assert.ok(leaf.ok)
  assert.deepEqual([leaf.value.seq, leaf.value.n, leaf.value.t], [seq, 2, 'record'])
  const body = openBody(keystore, log.origin, stored)
  assert.ok(typeof body !== 'string')
  assert.deepEqual(
    body.items.map((item) => Buffer.from(item.bytes).toString()),
    items.map((item) => Buffer.from(item).toString()),
  )
  const root = commitmentRoot(body.items.map((item) => commitItem(item.salt, item.bytes)))
  assert.equal(Buffer.from(root).toString('base64url'), leaf.value.c)
  assert.equal(openBody(keystore, 'another/log', stored), 'unreadable')
  assert.equal(openBody(keystore, log.origin, { ...stored, seq: 99 }), 'unreadable')
})

test('after many appends of odd sizes every root, inclusion and consistency proof comes out of the tiles', async () => {
  for (const count of [1, 254, 3, 256, 511, 1, 700]) await writer.transact(({ append }) => append(log.logId, bare(count)))
  const { size, frontier } = await readLog(db.sql, log.logId)
  const entries = await readEntries(db.sql, log.logId, 0, size)
  assert.equal(entries.length, size)
  const hashes = entries.map((entry) => leafHash(entry.leaf))
  const naive = (n: number) => frontierRoot(appendLeafHashes(emptyFrontier, hashes.slice(0, n)))
  const root = naive(size)
  assert.ok(frontier.length > 0)
  for (const index of [0, 1, 255, 256, 257, 511, 512, size - 2, size - 1]) {
    const proof = await inclusionProof(db.sql, log.logId, index, size)
    assert.ok(verifyInclusion({ leafHash: hashes[index] as Uint8Array, index, size, proof, root }), `inclusion of ${index}`)
  }
  for (const oldSize of [1, 2, 255, 256, 257, 512, 1000, size - 1]) {
    const proof = await consistencyProof(db.sql, log.logId, oldSize, size)
    assert.ok(verifyConsistency({ oldSize, oldRoot: naive(oldSize), size, root, proof }), `consistency from ${oldSize}`)
  }
  const [tiles] = await db.sql<{ count: number }[]>`select count(*)::int as count from tile where log_id = ${log.logId} and level = 0`
  assert.equal(tiles?.count, Math.floor(size / 256))
})

test('work that fails leaves nothing behind, and the next append continues without a gap', async () => {
  const { size } = await readLog(db.sql, log.logId)
  await assert.rejects(
    writer.transact(async ({ append }) => {
      await append(log.logId, bare(3))
      throw new Error('changed my mind')
    }),
  )
  assert.equal((await readLog(db.sql, log.logId)).size, size)
  assert.deepEqual(await writer.transact(({ append }) => append(log.logId, bare(2))), [size, size + 1])
})

test('what somebody waits for goes ahead of what else waits for the writer, in turns with it', async () => {
  const done: string[] = []
  const gate = Promise.withResolvers<void>()
  const piece = (name: string, place?: 'first', until?: Promise<void>) =>
    writer.transact(async () => {
      await until
      done.push(name)
    }, place)
  const pieces = [piece('under way', undefined, gate.promise), piece('a'), piece('b'), piece('x', 'first'), piece('y', 'first')]
  pieces.push(piece('z', 'first'))
  gate.resolve()
  await Promise.all(pieces)
  assert.deepEqual(done, ['under way', 'x', 'a', 'y', 'b', 'z'])
})

test('two writers of one log never write the same place', async () => {
  const other = createLogWriter(db.sql, keystore)
  const { size } = await readLog(db.sql, log.logId)
  const rounds = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? writer : other).transact(({ append }) => append(log.logId, bare(2))))
  const positions = (await Promise.all(rounds)).flat().sort((a, b) => a - b)
  assert.deepEqual(
    positions,
    Array.from({ length: 40 }, (_, i) => size + i),
  )
})

test('what is left to the end of a piece of work is written there, to each log in order and with its tiles', async () => {
  const other = await openLog(db.sql, { origin: 'node.mx.sig.example/out/us/1', role: 'out', partner: 'us', epoch: 1 })
  const { size } = await readLog(db.sql, log.logId)
  const body = { agency: 'sspc', items: [text('{}')] }
  const placed = await writer.transact(
    async ({ append, sql }) => {
      const first = await append(log.logId, [{ type: 'record', at, body }])
      const there = await append(other.logId, bare(300))
      const second = await append(log.logId, bare(300))
      assert.equal((await readLog(sql, log.logId)).size, size)
      return [...first, ...second, ...there]
    },
    'first',
    'at_end',
  )
  assert.deepEqual(placed, [...Array.from({ length: 301 }, (_, i) => size + i), ...Array.from({ length: 300 }, (_, i) => i)])
  const { entries, bodies } = await readEntriesAndBodies(db.sql, log.logId, size, size + 400)
  assert.deepEqual(
    entries.map(({ leaf }) => parseLeaf(leaf)).map((leaf) => leaf.ok && leaf.value.seq),
    placed.slice(0, 301),
  )
  assert.deepEqual([bodies.length, bodies[0]?.seq, typeof openBody(keystore, log.origin, bodies[0]!)], [1, size, 'object'])
  for (const { logId } of [log, other]) {
    const now = await readLog(db.sql, logId)
    const leaves = await readEntries(db.sql, logId, 0, now.size)
    const root = frontierRoot(
      appendLeafHashes(
        emptyFrontier,
        leaves.map(({ leaf }) => leafHash(leaf)),
      ),
    )
    const proof = await inclusionProof(db.sql, logId, 7, now.size)
    assert.ok(verifyInclusion({ leafHash: leafHash(leaves[7]!.leaf), index: 7, size: now.size, proof, root }))
  }
})

test('a remembered end is written behind only where the log still ends there; where somebody else wrote, the store is asked', async () => {
  const own = await openLog(db.sql, { origin: 'node.mx.sig.example/out/ca/1', role: 'out', partner: 'ca', epoch: 1 })
  const [one, other] = [createLogWriter(db.sql, keystore), createLogWriter(db.sql, keystore)]
  let tries = 0
  const write = async (by: LogWriter, position: number, from: number) =>
    await by.transact(
      async ({ append, beside, sql }) => {
        tries++
        beside(positionPart(sql, 0, { name: 'follows', version: 1, from, position }))
        return await append(own.logId, bare(2))
      },
      'first',
      'at_end',
    )
  assert.deepEqual(await write(one, 1, -1), [0, 1])
  assert.deepEqual(await write(one, 3, 1), [2, 3])
  assert.deepEqual(await write(other, 5, 3), [4, 5])
  assert.equal(tries, 3)
  assert.deepEqual(await write(one, 7, 5), [6, 7])
  assert.equal(tries, 5)
  await assert.rejects(write(one, 9, 5), /moved by somebody else/)
  assert.deepEqual([(await readLog(db.sql, own.logId)).size, await readPosition(db.sql, 'follows', 1)], [8, 7])
  assert.deepEqual(await write(one, 9, 7), [8, 9])
  await freezeLog(db.sql, own.logId, 'drill', '{}', at)
  await assert.rejects(write(one, 11, 9), LogFrozen)
  const entries = await readEntries(db.sql, own.logId, 0, 20)
  assert.deepEqual(
    entries.map(({ leaf }) => parseLeaf(leaf)).map((leaf) => leaf.ok && leaf.value.seq),
    Array.from({ length: 10 }, (_, i) => i),
  )
})

test('one statement writes behind a known end, once, and nothing where the end moved, the log is frozen, or a tile becomes full', async () => {
  const mirror = await openLog(db.sql, { origin: 'node.us.sig.example/out/mx/1', role: 'in', partner: 'us', epoch: 1 })
  const end = async () => await db.sql.begin(async (tx) => await lockForAppend(tx, mirror.logId))
  const entriesBehind = async (count: number): Promise<LogWrite> => {
    const from = await end()
    const entries = Array.from({ length: count }, (_, i) => {
      const leaf = text(`leaf ${from.size + i}`)
      return { leaf, hash: leafHash(leaf), seq: from.size + i, slot: 1, sealed: text('sealed') }
    })
    const frontier = appendLeafHashes(
      from.frontier,
      entries.map(({ hash }) => hash),
    )
    return { logId: mirror.logId, from, built: { entries, end: { ...from, size: frontier.size, frontier } } }
  }
  const write = await entriesBehind(3)
  const both = await Promise.all([writeEntriesAtOnce(db.sql, write), writeEntriesAtOnce(db.sql, write)])
  assert.deepEqual(both.toSorted(), [false, true])
  assert.deepEqual((await end()).frontier, write.built.end.frontier)
  assert.equal(await writeEntriesAtOnce(db.sql, write), false)
  assert.equal(await writeEntriesAtOnce(db.sql, await entriesBehind(253)), false)
  const next = await entriesBehind(1)
  await freezeLog(db.sql, mirror.logId, 'drill', '{}', at)
  assert.equal(await writeEntriesAtOnce(db.sql, next), false)
  const { entries, bodies } = await readEntriesAndBodies(db.sql, mirror.logId, 0, 300)
  assert.deepEqual([entries.map(({ seq }) => seq), bodies.length], [[0, 1, 2], 3])
})
