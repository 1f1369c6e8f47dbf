import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, chown, lstat, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@enlace/core'
import { writeFileDurably } from '../node-keys.ts'
import { holdProcessLock } from '../process-lock.ts'
import { type Binaries, prepareBinaries } from './binaries.ts'
import { findDataVersion, initialiseData, serverEnvironment, workingFolder } from './initialise-data.ts'
import { chooseServerAccount, type ServerAccount } from './server-account.ts'
import { endServerProcesses } from './server-processes.ts'
import { serverArguments } from './server-settings.ts'

/** How to reach the server; `host` is the folder of its socket. */
export type PostgresConnection = { readonly host: string; readonly port: number; readonly database: string; readonly username: string }

/** How the server ended: `expected` after `stop`, otherwise somebody killed it or it crashed. */
export type PostgresExit = { readonly expected: boolean; readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A server of ours that accepts connections. */
export type RunningPostgres = {
  readonly connection: PostgresConnection
  readonly pid: number
  readonly major: number
  /** Fast shutdown with a checkpoint; open sessions are cut. Returns when the process is gone. Calling it again waits for the same end. */
  readonly stop: () => Promise<void>
  /** Tells once when the server has ended and all that it held is free again, so that it can be started anew. */
  readonly onExit: (listener: (exit: PostgresExit) => void) => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type StartPostgresOptions = {
  /** The node's data folder; the server keeps everything in `postgres/` inside it. */
  readonly dataDir: string
  readonly log?: ServerLog
  /** Programs to run instead of those that npm installed. */
  readonly binaries?: Binaries
  /** Connections the server accepts; 20 unless told. */
  readonly maxConnections?: number
  /** The socket's folder of an earlier start, so that open pools find the server again. */
  readonly socketFolder?: string
}

export type ServerLog = {
  readonly info: (values: object, message: string) => void
  readonly warn: (values: object, message: string) => void
}

const readyLimitMs = 300_000

/**
 * Starts the node's own PostgreSQL and waits until it accepts connections: makes its data on first use, ends a server that a killed
 * node left behind, and gives it an account of its own when the node is root. It runs in a session of its own, so Ctrl-C at the terminal
 * reaches the node only. Throws Fault `store_in_use` when a living node has it, `store_version_wrong` when another major version
 * made the data, `store_unavailable` when it does not start.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(options)
    } catch (error) {
      // Children of a killed server that we may not see are still leaving; PostgreSQL itself noticed them.
      if (attempt === 20 || !(error instanceof Fault) || !/pre-existing shared memory/.test(String(error.cause))) throw error
      await pause(250)
    }
  }
}

async function startOnce(options: StartPostgresOptions): Promise<RunningPostgres> {
  const { dataDir, log, binaries, maxConnections = 20, socketFolder: wanted } = options
  const folder = join(dataDir, 'postgres')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = await holdProcessLock(join(folder, 'lock'))
  try {
    const dataFolder = join(folder, 'data')
    const programs = binaries ?? (await prepareBinaries())
    await clearRemains(folder, dataFolder, wanted, log)
    const account = await chooseServerAccount(dataFolder)
    await initialiseData(dataFolder, programs, account)
    const major = await checkMajor(dataFolder, programs)
    const socketFolder = await makeSocketFolder(folder, account, wanted)
    const spawned = await spawnServer(folder, programs, serverArguments(socketFolder, maxConnections), account)
    const leave = async (expected: boolean): Promise<void> => {
      // After a crash the folder stays ours, for whoever starts the server again under the same address.
      if (expected) await rm(socketFolder, { recursive: true, force: true })
      await lock.release()
    }
    const running = superviseServer(spawned, { host: socketFolder, port: 5432, database: 'postgres', username: 'enlace' }, major, leave)
    await waitUntilReady(folder, dataFolder, running)
    log?.info({ pid: running.pid, version: programs.version }, 'postgres ready')
    return running
  } catch (error) {
    await lock.release()
    throw error
  }
}

// Only what provably works in this data folder is ended. A pid file that names anything else is a leftover: after a restart of the
// machine or container its number may belong to a stranger, and PostgreSQL would refuse to start.
async function clearRemains(folder: string, dataFolder: string, wanted: string | undefined, log: ServerLog | undefined): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid')
  const text = await readIfThere(pidFile)
  await endServerProcesses(dataFolder, text === undefined ? undefined : Number.parseInt(text, 10), join(folder, 'socket'))
  if (text !== undefined) {
    await rm(pidFile, { force: true })
    log?.warn({ pid: Number.parseInt(text, 10) }, 'cleared what an interrupted postgres left')
  }
  const socketFolder = await readIfThere(join(folder, 'socket'))
  const dead = socketFolder !== undefined && socketFolder !== wanted && socketPattern.test(socketFolder)
  if (dead) await rm(socketFolder, { recursive: true, force: true })
}

async function checkMajor(dataFolder: string, programs: Binaries): Promise<number> {
  const found = await findDataVersion(dataFolder)
  const needed = Number.parseInt(programs.version, 10)
  if (found !== needed) throw new Fault('store_version_wrong', { found: found ?? 0, needed })
  return needed
}

const socketPattern = /^\/tmp\/enlace-[A-Za-z0-9]{6}$/

// A socket's path is at most 107 bytes (unix(7)), which a data folder may exceed: it gets a short private folder, remembered beside the data.
async function makeSocketFolder(folder: string, account: ServerAccount | undefined, wanted: string | undefined): Promise<string> {
  // Anybody may make a folder in /tmp under a name that we gave up: one that is not ours is never used.
  if (wanted !== undefined && !(await isPrivateFolder(wanted, account))) await mkdir(wanted, { mode: 0o700 })
  const socketFolder = wanted ?? (await mkdtemp('/tmp/enlace-'))
  await writeFileDurably(join(folder, 'socket'), socketFolder)
  await chmod(socketFolder, 0o700)
  if (account !== undefined) await chown(socketFolder, account.uid, account.gid)
  return socketFolder
}

async function isPrivateFolder(folder: string, account: ServerAccount | undefined): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === (account?.uid ?? process.geteuid?.()) && (found.mode & 0o077) === 0
}

type Spawned = {
  readonly child: ChildProcess
  readonly exit: Promise<Pick<PostgresExit, 'code' | 'signal'>>
}

async function spawnServer(
  folder: string,
  programs: Binaries,
  settings: readonly string[],
  account: ServerAccount | undefined,
): Promise<Spawned> {
  // A file, not a pipe: the server may outlive the node. Cut at each start, it stays small, for the server says only why it failed.
  const output = await open(join(folder, 'server.log'), 'w', 0o600)
  try {
    const child = spawn(join(programs.folder, 'bin', 'postgres'), ['-D', workingFolder, ...settings], {
      cwd: join(folder, 'data'),
      env: serverEnvironment,
      stdio: ['ignore', output.fd, output.fd],
      detached: true,
      ...account,
    })
    // Heard from the first instant: a server that fails at once may end before its output is closed here, and says so only once.
    const exit: Spawned['exit'] = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    child.unref()
    return { child, exit }
  } catch (cause) {
    throw new Fault('store_unavailable', { reason: 'not_spawned' }, { cause })
  } finally {
    await output.close()
  }
}

function superviseServer(
  { child, exit }: Spawned,
  connection: PostgresConnection,
  major: number,
  leave: (expected: boolean) => Promise<void>,
): RunningPostgres {
  const listeners: ((exit: PostgresExit) => void)[] = []
  let stopping = false
  let ended: PostgresExit | undefined
  const end = exit.then(async (how) => {
    const expected = stopping
    await leave(expected)
    ended = { expected, ...how }
    for (const listener of listeners) listener(ended)
  })
  const stop = async (): Promise<void> => {
    if (!stopping) {
      stopping = true
      child.ref()
      child.kill('SIGINT')
      const harder = setTimeout(() => child.kill('SIGQUIT'), 30_000)
      const hardest = setTimeout(() => child.kill('SIGKILL'), 40_000)
      await end.finally(() => [harder, hardest].forEach(clearTimeout))
    }
    await end
  }
  const onExit = (listener: (exit: PostgresExit) => void): void => {
    if (ended === undefined) listeners.push(listener)
    else listener(ended)
  }
  return { connection, pid: child.pid!, major, stop, onExit, [Symbol.asyncDispose]: stop }
}

// The eighth line of postmaster.pid says `ready` once the server accepts connections (src/include/utils/pidfile.h).
async function waitUntilReady(folder: string, dataFolder: string, running: RunningPostgres): Promise<void> {
  let exited = false
  running.onExit(() => {
    exited = true
  })
  const deadline = Date.now() + readyLimitMs
  while (!exited && Date.now() < deadline) {
    const lines = (await readIfThere(join(dataFolder, 'postmaster.pid')))?.split('\n')
    if (lines?.[0] === String(running.pid) && lines[7]?.trim() === 'ready') return
    await pause(10)
  }
  await running.stop()
  const said = (await readIfThere(join(folder, 'server.log'))) ?? ''
  throw new Fault('store_unavailable', { reason: 'server_ended' }, { cause: new Error(said.slice(-2000).trim()) })
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
