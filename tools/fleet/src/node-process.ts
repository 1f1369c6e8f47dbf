import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inheritedEnvironment } from './config.ts'
import { waitUntil } from './wait-until.ts'

/** A busy machine starts a node in many times what an idle one needs. */
const startLimitMs = 60_000
const stopLimitMs = 30_000

const root = join(import.meta.dirname, '../../..')
/** The launcher that people use. */
export const launcher = join(root, 'bin/enlace.js')

/** A real node: its own process, folder, keys and database. */
export type NodeProcess = {
  readonly party: string
  readonly dataDir: string
  readonly api: string
  readonly pid: () => number
  /** Process of its database server; undefined between its death and its next start. */
  readonly findDatabasePid: () => number | undefined
  /** Process of its database server, which must run. */
  readonly databasePid: () => number
  readonly isRunning: () => boolean
  /** Starts it (again) and waits until it serves. Throws when it ends before. */
  readonly start: (environment?: Record<string, string>) => Promise<void>
  /** Starts it with drills (`kill:send.signed`, `stop:receive.durable:3`); false when one of them ended or stopped it before it served. */
  readonly startDrilled: (...drills: readonly string[]) => Promise<boolean>
  /** Whether a drill has stopped it, until it gets SIGCONT. */
  readonly isStopped: () => boolean
  readonly signal: (signal: NodeJS.Signals) => void
  /** Waits for the process to be gone. */
  readonly ended: () => Promise<void>
  /** Asks it to end, and waits. */
  readonly stop: () => Promise<void>
}

/** Prepares a node process over an initialised data folder; nothing runs until `start`. */
export function nodeProcess(options: { readonly party: string; readonly dataDir: string; readonly httpPort: number }): NodeProcess {
  const { party, dataDir } = options
  const api = `http://127.0.0.1:${options.httpPort}`
  let child: ChildProcess | undefined
  let gone: Promise<void> = Promise.resolve()

  async function launch(environment: Record<string, string>): Promise<void> {
    const output = await open(join(dataDir, 'node.log'), 'a', 0o600)
    // A small nursery costs a few hundredths more work, and an idle node holds a third less.
    const started = spawn(process.execPath, ['--max-semi-space-size=8', launcher, 'serve', '--data-dir', dataDir], {
      env: { ...inheritedEnvironment(), ENLACE_LOG_LEVEL: 'warn', ...environment },
      stdio: ['ignore', output.fd, output.fd],
    })
    child = started
    gone = new Promise((resolve) => started.once('exit', () => resolve()))
    await output.close()
  }

  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null
  // Field 3 of /proc/PID/stat, after the command name in parentheses: T is stopped by a signal.
  const isStopped = (): boolean => isRunning() && /^.*\) T/s.test(readFileSync(`/proc/${pid()}/stat`, 'latin1'))
  const serves = async (): Promise<boolean> =>
    (await fetch(`${api}/healthz`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined))?.ok ?? false

  async function start(environment: Record<string, string> = {}): Promise<void> {
    await launch(environment)
    const look = async (): Promise<boolean> => {
      if (isRunning()) return await serves()
      throw new Error(`${party} ended while starting:\n${readFileSync(join(dataDir, 'node.log'), 'utf8').slice(-4000)}`)
    }
    await waitUntil(`${party} serves`, look, startLimitMs)
  }

  async function startDrilled(...drills: readonly string[]): Promise<boolean> {
    await launch({ ENLACE_DRILL: drills.join(',') })
    await waitUntil(`${party} serves or is drilled`, async () => !isRunning() || isStopped() || (await serves()), startLimitMs)
    return isRunning() && !isStopped()
  }

  function pid(): number {
    if (child?.pid === undefined) throw new Error(`${party} does not run`)
    return child.pid
  }

  function findDatabasePid(): number | undefined {
    const file = join(dataDir, 'postgres/data/postmaster.pid')
    const found = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN
    return Number.isInteger(found) ? found : undefined
  }

  return {
    party,
    dataDir,
    api,
    pid,
    findDatabasePid,
    databasePid: () => {
      const found = findDatabasePid()
      if (found === undefined) throw new Error(`the database of ${party} does not run`)
      return found
    },
    isRunning,
    isStopped,
    start,
    startDrilled,
    signal: (signal) => process.kill(pid(), signal),
    ended: () => gone,
    stop: async () => {
      if (!isRunning()) return
      process.kill(pid(), 'SIGCONT')
      process.kill(pid(), 'SIGTERM')
      const timely = await Promise.race([gone.then(() => true), pause(stopLimitMs, false, { ref: false })])
      if (timely) return
      process.kill(pid(), 'SIGKILL')
      await gone
      throw new Error(`${party} did not stop within ${stopLimitMs} ms`)
    },
  }
}
