import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { dataFolder, reachDatabase } from '@enlace/node'
import { makeAccounts } from './make-accounts.ts'

const root = join(import.meta.dirname, '../../..')
const cache = join(root, 'node_modules/.cache/fleet-database')
const run = promisify(execFile)

/**
 * Gives a new data folder the database that its node's first start would make, with the accounts of its party. That takes two seconds of processor
 * time, half of it for passwords, and the tests start scores of nodes: it is made once for each party and state of the code, and copied.
 */
export async function placeDatabase(dataDir: string, party: string): Promise<void> {
  const made = join(cache, `${party}-${await stateOf()}`)
  const { postgres } = dataFolder(dataDir)
  const data = join(postgres, 'data')
  await mkdir(postgres, { recursive: true, mode: 0o700 })
  if (existsSync(made)) return await copy(made, data)
  {
    await using _running = await reachDatabase(dataDir, undefined)
    await makeAccounts(dataDir, 1)
  }
  await keep(data, made)
}

// Whatever decides what the database holds at first.
async function stateOf(): Promise<string> {
  const migrations = join(root, 'packages/node/src/store/migrations')
  const files = (await readdir(migrations)).sort().map((file) => join(migrations, file))
  const hash = createHash('sha256')
  for (const file of [...files, join(root, 'package-lock.json'), join(import.meta.dirname, 'make-accounts.ts')])
    hash.update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

// Copied beside its place and moved there whole: of two that were made at once the first stays.
async function keep(data: string, place: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(join(cache, 'draft-'))
  try {
    await copy(data, join(draft, 'data'))
    await rename(join(draft, 'data'), place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Owners and modes go along: the server insists on them. */
async function copy(from: string, to: string): Promise<void> {
  await run('cp', ['-a', from, to])
}
