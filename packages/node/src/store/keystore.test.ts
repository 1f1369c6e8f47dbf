import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { copyFile, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Fault } from '@enlace/core'
import { type Keystore, openKeystore } from './keystore.ts'
import { headerBytes, parseHeader, slotBytes, slotsStart } from './keystore-format.ts'

const masters = new Map([
  ['sspc', randomBytes(32)],
  ['uif', randomBytes(32)],
])

async function newFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp('/tmp/enlace-keystore-')
  t.after(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'keys', 'keystore')
}

const openFile = (file: string): Promise<Keystore> => openKeystore({ file, agencies: masters })
const bytesOfSlot = async (file: string, slot: number): Promise<Buffer> =>
  (await readFile(file)).subarray(slotsStart + slot * slotBytes, slotsStart + (slot + 1) * slotBytes)

async function overwrite(file: string, at: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.write(bytes, 0, bytes.length, at)
  await handle.close()
}

test('keys come back after the keystore is opened anew, one by one and many at once', async (t) => {
  const file = await newFile(t)
  const first = await openFile(file)
  const keys = [...(await first.allocate('sspc', 300)), ...(await first.allocate('uif', 5))]
  await first.close()
  await using again = await openFile(file)
  assert.deepEqual(again.read(7), { agency: 'sspc', key: keys[7]!.key })
  const asked = [304, 0, 299, 0]
  assert.deepEqual(
    again.readMany(asked),
    asked.map((slot) => ({ agency: slot < 300 ? 'sspc' : 'uif', key: keys[slot]!.key })),
  )
  assert.equal(again.size, 305)
})

test('concurrent callers get different slots and all of them are on disk', async (t) => {
  const file = await newFile(t)
  await using keystore = await openFile(file)
  const given = (
    await Promise.all(Array.from({ length: 200 }, (_, i) => keystore.allocate(i % 2 === 0 ? 'sspc' : 'uif', 1 + (i % 3))))
  ).flat()
  assert.deepEqual(
    given.map(({ slot }) => slot).sort((a, b) => a - b),
    given.map((_, i) => i),
  )
  assert.equal(new Set(given.map(({ key }) => Buffer.from(key).toString('hex'))).size, given.length)
  for (const { slot, key } of given) assert.deepEqual(keystore.read(slot)?.key, key)
  assert.equal((await stat(file)).size, slotsStart + given.length * slotBytes)
})

test('a key is durable when it is handed out: a process killed at that moment loses none', async (t) => {
  const file = await newFile(t)
  const script = `
    const { openKeystore } = await import(${JSON.stringify(import.meta.resolve('./keystore.ts'))})
    const keystore = await openKeystore({ file: process.argv[1], agencies: new Map([['sspc', Buffer.from(process.argv[2], 'hex')]]) })
    const [{ slot, key }] = await keystore.allocate('sspc', 1)
    process.stdout.write(slot + ' ' + Buffer.from(key).toString('hex'))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, file, masters.get('sspc')!.toString('hex')])
  const [said] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  await assert.rejects(openFile(file), { code: 'store_in_use' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await using keystore = await openFile(file)
  const key = keystore.read(0)?.key
  assert.equal(`0 ${Buffer.from(key ?? []).toString('hex')}`, said)
})

test('from the call of erase no reader gets the key, and once it resolves no byte of it is left in the file', async (t) => {
  const file = await newFile(t)
  await using keystore = await openFile(file)
  const keys = await keystore.allocate('sspc', 3)
  const before = await bytesOfSlot(file, 1)
  assert.ok(keystore.read(1) !== undefined)
  const erasing = keystore.erase([1])
  assert.equal(keystore.read(1), undefined)
  assert.deepEqual(keystore.readMany([0, 1])[1], undefined)
  await erasing
  assert.equal(keystore.stateOf(1), 'erased')
  assert.deepEqual(keystore.read(2)?.key, keys[2]!.key)
  const whole = await readFile(file)
  for (let at = 4; at < slotBytes; at += 15) assert.equal(whole.indexOf(before.subarray(at, at + 15)), -1)
})

test('a key that a reader holds is the reader’s own: erasing and closing do not change it under them', async (t) => {
  const keystore = await openFile(await newFile(t))
  const [allocated] = await keystore.allocate('sspc', 1)
  const held = keystore.read(0)!.key
  await keystore.erase([0])
  await keystore.close()
  assert.deepEqual(held, allocated!.key)
})

test('an erased slot is not handed out again and stays erased after opening anew', async (t) => {
  const file = await newFile(t)
  const first = await openFile(file)
  await first.allocate('sspc', 2)
  await first.erase([1])
  await first.close()
  await using again = await openFile(file)
  assert.equal((await again.allocate('sspc', 1))[0]!.slot, 2)
  assert.equal(again.stateOf(1), 'erased')
})

test('a power cut inside the last slot costs that slot, which nobody was given, and no other', async (t) => {
  for (const kept of [1, 31, 63]) {
    const file = await newFile(t)
    const first = await openFile(file)
    const keys = await first.allocate('sspc', 2)
    await first.close()
    await overwrite(file, slotsStart + 2 * slotBytes, randomBytes(kept))
    await using again = await openFile(file)
    assert.deepEqual(again.read(1)?.key, keys[1]!.key)
    assert.equal(again.read(2), undefined)
    assert.equal((await again.allocate('sspc', 1))[0]!.slot, 3)
  }
})

test('zeros that a power cut left where slots were to be are void', async (t) => {
  const file = await newFile(t)
  await (await openFile(file)).close()
  await truncate(file, slotsStart + 4 * slotBytes)
  await using again = await openFile(file)
  assert.equal(again.stateOf(3), 'void')
  assert.equal((await again.allocate('sspc', 1))[0]!.slot, 4)
})

test('another master key is refused at opening', async (t) => {
  const file = await newFile(t)
  await (await openFile(file)).close()
  const agencies = new Map(masters).set('uif', randomBytes(32))
  await assert.rejects(openKeystore({ file, agencies }), new Fault('keystore_key_wrong', { agency: 'uif' }))
})

test('without an agency’s master key its slots are unreadable and the others are not', async (t) => {
  const file = await newFile(t)
  const first = await openFile(file)
  await first.allocate('uif', 1)
  await first.allocate('sspc', 1)
  await first.close()
  await using again = await openKeystore({ file, agencies: new Map([['sspc', masters.get('sspc')!]]) })
  assert.equal(again.stateOf(0), 'unreadable')
  assert.equal(again.stateOf(1), 'live')
  await assert.rejects(again.allocate('uif', 1), new Fault('keystore_key_wrong', { agency: 'uif' }))
})

test('an agency that joins later gets its own slots', async (t) => {
  const file = await newFile(t)
  await (await openKeystore({ file, agencies: new Map([['sspc', masters.get('sspc')!]]) })).close()
  await using again = await openFile(file)
  const [key] = await again.allocate('uif', 1)
  assert.deepEqual(again.read(0), { agency: 'uif', key: key!.key })
})

test('a slot moved to another place, or given to another agency, is unreadable', async (t) => {
  const file = await newFile(t)
  const first = await openFile(file)
  await first.allocate('sspc', 2)
  await first.close()
  await overwrite(file, slotsStart + slotBytes, await bytesOfSlot(file, 0))
  await overwrite(file, slotsStart + 3, Buffer.from([1]))
  await using again = await openFile(file)
  assert.deepEqual([again.stateOf(0), again.stateOf(1)], ['unreadable', 'unreadable'])
})

test('a torn header copy is survived by the other', async (t) => {
  for (const copy of [0, 1]) {
    const file = await newFile(t)
    const first = await openFile(file)
    const [key] = await first.allocate('sspc', 1)
    await first.close()
    await overwrite(file, copy * headerBytes + 40, randomBytes(64))
    await using again = await openFile(file)
    assert.deepEqual(again.read(0)?.key, key!.key)
  }
})

test('a change of the header is written over the older copy, so that a cut in it leaves the newer', async (t) => {
  const file = await newFile(t)
  for (const count of [1, 2]) await (await openKeystore({ file, agencies: new Map([...masters].slice(0, count)) })).close()
  const copies = [0, 1].map(async (copy) => parseHeader((await readFile(file)).subarray(copy * headerBytes, (copy + 1) * headerBytes)))
  assert.deepEqual(
    (await Promise.all(copies)).map((header) => header.ok && header.value.generation),
    [2, 3],
  )
})

test('a file that is no keystore is refused and left alone', async (t) => {
  const file = await newFile(t)
  await (await openFile(file)).close()
  await writeFile(file, 'nothing of ours')
  await assert.rejects(openFile(file), { code: 'keystore_damaged' })
  assert.equal(await readFile(file, 'utf8'), 'nothing of ours')
})

test('an older copy put back is noticed, by its length and by what was erased since', async (t) => {
  for (const since of ['allocate', 'erase'] as const) {
    const file = await newFile(t)
    const first = await openFile(file)
    await first.allocate('sspc', 3)
    await first.close()
    await copyFile(file, `${file}.backup`)
    const second = await openFile(file)
    if (since === 'erase') await second.erase([1])
    else await second.allocate('sspc', 2)
    await second.close()
    await copyFile(`${file}.backup`, file)
    await assert.rejects(openFile(file), { code: 'keystore_behind' })
  }
})

test('a keystore that holds fewer slots than the database names is refused', async (t) => {
  const file = await newFile(t)
  const first = await openFile(file)
  await first.allocate('sspc', 3)
  await first.close()
  await assert.rejects(openKeystore({ file, agencies: masters, atLeast: 4 }), new Fault('keystore_behind', { slots: 3, expected: 4 }))
  await (await openKeystore({ file, agencies: masters, atLeast: 3 })).close()
})

test('an older copy restored on purpose gives up what was erased since, and hands out no number twice', async (t) => {
  const file = await newFile(t)
  const first = await openFile(file)
  await first.allocate('sspc', 3)
  await first.close()
  await copyFile(file, `${file}.backup`)
  const second = await openFile(file)
  await second.allocate('sspc', 2)
  await second.erase([1])
  await second.close()
  await copyFile(`${file}.backup`, file)
  await using restored = await openKeystore({ file, agencies: masters, restored: true })
  assert.equal(await restored.eraseAllBut(new Set([0, 2, 3, 4])), 1)
  assert.deepEqual([0, 1, 2, 3].map(restored.stateOf), ['live', 'erased', 'live', 'void'])
  assert.equal((await restored.allocate('sspc', 1))[0]!.slot, 5)
})

test('the file and its folder are for their owner only', async (t) => {
  const file = await newFile(t)
  await using _keystore = await openFile(file)
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.equal((await stat(join(file, '..'))).mode & 0o777, 0o700)
})
