import { spawn } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault } from '@enlace/core'
import { flushFolder } from '../node-keys.ts'
import type { Binaries } from './binaries.ts'
import { chooseInitAccount, giveFolder, type ServerAccount } from './server-account.ts'

/** What every program of the server is given as environment; nothing of the node's own. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * How the server's programs name their data folder: it is their working folder, entered before they give up root. So data may lie under
 * folders that the server's account cannot pass (a 0700 home), and under any name, spaces included.
 */
export const workingFolder = '/proc/self/cwd'

/** Makes the data folder with initdb unless it exists. It is built beside its place and moved there whole, so a cut leaves no half folder. */
export async function initialiseData(dataFolder: string, binaries: Binaries, account: ServerAccount | undefined): Promise<void> {
  if ((await findDataVersion(dataFolder)) !== undefined) return
  const draft = `${dataFolder}.draft`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  const initAccount = await chooseInitAccount()
  if (initAccount !== undefined) await chown(draft, initAccount.uid, initAccount.gid)
  await runInitdb(draft, binaries, initAccount)
  // The socket lies in a folder that only the server and the node can enter; there is no other way in.
  await writeFile(join(draft, 'pg_hba.conf'), 'local all all trust\n')
  if (account !== undefined) await giveFolder(draft, account)
  await rename(draft, dataFolder)
  await flushFolder(dirname(dataFolder))
}

/** The major version that made the data folder, or undefined when there is none. */
export async function findDataVersion(dataFolder: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(dataFolder, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function runInitdb(folder: string, binaries: Binaries, account: ServerAccount | undefined): Promise<void> {
  const options = ['--data-checksums', '--no-instructions', '--auth=trust', '--username=enlace', '--encoding=UTF8']
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const child = spawn(join(binaries.folder, 'bin', 'initdb'), ['-D', workingFolder, ...options, ...locale], {
    cwd: folder,
    env: serverEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Fault('store_unavailable', { reason: 'initdb_failed' }, { cause: new Error(said.trim()) })
}
