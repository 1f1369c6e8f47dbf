import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Fault } from '@enlace/core'
import { holdProcessLock } from './process-lock.ts'

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp('/tmp/enlace-lock-')
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('a held lock is refused until it is released', async (t) => {
  const file = join(await newFolder(t), 'lock')
  const held = await holdProcessLock(file)
  await assert.rejects(holdProcessLock(file), new Fault('store_in_use', { pid: process.pid }))
  await held.release()
  await (await holdProcessLock(file)).release()
})

const left: readonly [string, (mine: { pid: number; start: string; boot: string }) => unknown][] = [
  ['an earlier process with the same pid', (mine) => ({ ...mine, start: '1' })],
  ['a process of an earlier boot', (mine) => ({ ...mine, boot: 'another' })],
  ['a process that is gone', (mine) => ({ ...mine, pid: 2 ** 22 + 1 })],
  ['nobody: the bytes are not a claim', () => 7],
]
for (const [holder, change] of left) {
  test(`a lock left by ${holder} is taken over`, async (t) => {
    const folder = await newFolder(t)
    const held = await holdProcessLock(join(folder, 'lock'))
    const claim = join(folder, (await readdir(folder))[0]!)
    await writeFile(claim, JSON.stringify(change(JSON.parse(await readFile(claim, 'utf8')))))
    await (await holdProcessLock(join(folder, 'lock'))).release()
    await held.release()
    assert.deepEqual(await readdir(folder), [])
  })
}

test('however many ask together, never two hold it', async (t) => {
  const file = join(await newFolder(t), 'lock')
  let holding = 0
  const tries = Array.from({ length: 20 }, async () => {
    const held = await holdProcessLock(file).catch(() => undefined)
    if (held === undefined) return
    assert.equal(++holding, 1)
    await new Promise(setImmediate)
    holding--
    await held.release()
  })
  await Promise.all(tries)
})

test('a lock of another name in the same folder is another lock', async (t) => {
  const folder = await newFolder(t)
  const one = await holdProcessLock(join(folder, 'lock'))
  const two = await holdProcessLock(join(folder, 'lock.too'))
  await Promise.all([one.release(), two.release()])
})
