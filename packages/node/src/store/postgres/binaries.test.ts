import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { prepareBinaries } from './binaries.ts'

// The package as npm leaves it when install scripts are blocked: no links, under a folder with a space.
async function installWithoutLinks(t: TestContext): Promise<{ readonly native: string; readonly cache: string }> {
  const root = await mkdtemp('/tmp/enlace binaries ')
  t.after(() => rm(root, { recursive: true, force: true }))
  const { folder } = await prepareBinaries()
  const native = join(root, 'package', 'native')
  await cp(folder, native, { recursive: true, verbatimSymlinks: true, filter: async (path) => !(await lstat(path)).isSymbolicLink() })
  await cp(join(folder, '..', 'package.json'), join(native, '..', 'package.json'))
  return { native, cache: join(root, 'cache') }
}

function runs(folder: string): string {
  return execFileSync(join(folder, 'bin', 'postgres'), ['--version'], { env: {}, encoding: 'utf8' })
}

test('an install whose script never ran gets its links from us and runs in place', async (t) => {
  const { native, cache } = await installWithoutLinks(t)
  await chmod(join(native, '../..'), 0o755)
  const { folder, version } = await prepareBinaries(native, [cache])
  assert.equal(folder, native)
  assert.match(runs(folder), new RegExp(`PostgreSQL\\) ${version.split('.')[0]}\\.`))
})

test('an install that the server cannot use where it lies is copied once, whole, and readable to any account', async (t) => {
  const { native, cache } = await installWithoutLinks(t)
  const { folder } = await prepareBinaries(native, [cache], true)
  assert.ok(folder.startsWith(cache))
  assert.match(runs(folder), /PostgreSQL/)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const { mode } = await lstat(join(entry.parentPath, entry.name))
    if (!entry.isSymbolicLink()) assert.equal(mode & 0o022, 0, entry.name)
    if (!entry.isSymbolicLink()) assert.equal(mode & 0o004, 0o004, entry.name)
  }
  const made = (await lstat(folder)).ino
  assert.equal((await lstat((await prepareBinaries(native, [cache], true)).folder)).ino, made)
  assert.deepEqual(await readdir(cache), [basename(dirname(folder))])
})

test('a cached copy that others could have written is not run', async (t) => {
  const { native, cache } = await installWithoutLinks(t)
  const { folder } = await prepareBinaries(native, [cache], true)
  await chmod(folder, 0o777)
  await assert.rejects(prepareBinaries(native, [cache], true), { code: 'store_unavailable' })
  assert.ok((await readFile(join(folder, 'bin', 'postgres'))).length > 0)
})
