import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { findOrMakeSecret, findSecret, writeFileDurably, writeSecret } from './node-keys.ts'
import { openSearchKey } from './search-key.ts'

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp('/tmp/enlace-keys-')
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('a file is replaced whole and nothing is left beside it', async (t) => {
  const folder = await newFolder(t)
  await writeFileDurably(join(folder, 'a'), 'one')
  await writeFileDurably(join(folder, 'a'), 'two')
  assert.equal(await readFile(join(folder, 'a'), 'utf8'), 'two')
  assert.deepEqual(await readdir(folder), ['a'])
})

test('a write that fails keeps the old file and leaves nothing', async (t) => {
  const folder = await newFolder(t)
  await writeFileDurably(join(folder, 'a', '..', 'b'), 'one').catch(() => undefined)
  await assert.rejects(writeFileDurably(folder, 'two'))
  assert.deepEqual(
    (await readdir(join(folder, '..'))).filter((name) => name.endsWith('.draft')),
    [],
  )
})

test('a secret is made once, for its owner only, in a folder for its owner only', async (t) => {
  const file = join(await newFolder(t), 'keys', 'secret')
  assert.equal(await findSecret(file), undefined)
  const made = await findOrMakeSecret(file, () => new Uint8Array([1, 2]))
  assert.deepEqual(made, new Uint8Array([1, 2]))
  assert.deepEqual([...(await findOrMakeSecret(file, () => new Uint8Array([3])))], [1, 2])
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.equal((await stat(join(file, '..'))).mode & 0o777, 0o700)
})

for (const mode of [0o640, 0o604, 0o620]) {
  test(`a secret with mode ${mode.toString(8)} is refused`, async (t) => {
    const file = join(await newFolder(t), 'keys', 'secret')
    await writeSecret(file, new Uint8Array([1]))
    await chmod(file, mode)
    await assert.rejects(findSecret(file), { code: 'secret_file_unsafe' })
  })
}

test('a folder that others may enter is refused for secrets', async (t) => {
  const folder = await newFolder(t)
  await chmod(folder, 0o755)
  await assert.rejects(writeSecret(join(folder, 'secret'), new Uint8Array([1])), { code: 'secret_file_unsafe' })
})

test('the search key is 32 bytes and stays the same', async (t) => {
  const file = join(await newFolder(t), 'keys', 'search')
  const key = await openSearchKey(file)
  assert.equal(key.length, 32)
  assert.deepEqual(await openSearchKey(file), key)
  await writeSecret(file, new Uint8Array(31))
  await assert.rejects(openSearchKey(file), { code: 'keystore_damaged' })
})
