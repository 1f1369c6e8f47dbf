import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { inheritedEnvironment } from './config.ts'
import { waitUntil } from './wait-until.ts'

const root = join(import.meta.dirname, '../../..')
/** The launcher that people use. */
export const launcher = join(root, 'bin/enlace.js')

/** A real node: its own process, folder, keys and database. */
export type NodeProcess = {
  readonly party: string
  readonly dataDir: string
  readonly api: string
  readonly pid: () => number
  /** Process of its database server. */
  readonly databasePid: () => number
  readonly isRunning: () => boolean
  /** Starts it (again) and waits until it serves; `environment` may ask for a drill. */
  readonly start: (environment?: Record<string, string>) => Promise<void>
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

  async function start(environment: Record<string, string> = {}): Promise<void> {
    const output = await open(join(dataDir, 'node.log'), 'a', 0o600)
    const started = spawn(process.execPath, [launcher, 'serve', '--data-dir', dataDir], {
      env: { ...inheritedEnvironment(), ENLACE_LOG_LEVEL: 'warn', ...environment },
      stdio: ['ignore', output.fd, output.fd],
    })
    child = started
    gone = new Promise((resolve) => started.once('exit', () => resolve()))
    await output.close()
    await waitUntil(
      `${party} serves`,
      async () => {
        if (started.exitCode !== null || started.signalCode !== null) {
          throw new Error(`${party} ended while starting:\n${readFileSync(join(dataDir, 'node.log'), 'utf8').slice(-4000)}`)
        }
        return (await fetch(`${api}/healthz`).catch(() => undefined))?.ok
      },
      60_000,
    )
  }

  function pid(): number {
    if (child?.pid === undefined) throw new Error(`${party} does not run`)
    return child.pid
  }

  return {
    party,
    dataDir,
    api,
    pid,
    databasePid: () => {
      const file = join(dataDir, 'postgres/data/postmaster.pid')
      if (!existsSync(file)) throw new Error(`the database of ${party} does not run`)
      return Number.parseInt(readFileSync(file, 'utf8'), 10)
    },
    isRunning: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    start,
    signal: (signal) => process.kill(pid(), signal),
    ended: () => gone,
    stop: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await gone
    },
  }
}
