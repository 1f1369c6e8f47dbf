import { retryDelayMs } from '../loop.ts'
import { type PostgresConnection, type RunningPostgres, type ServerLog, startPostgres } from './start-postgres.ts'

/** The node's own PostgreSQL, started again whenever it dies: the connection stays valid, since the socket's folder is kept. */
export type KeptPostgres = {
  readonly connection: PostgresConnection
  readonly pid: () => number | undefined
  readonly stop: () => Promise<void>
}

/** Starts the embedded server and keeps it running until `stop`. What it had acknowledged is there again after each restart. */
export async function keepPostgres(options: {
  readonly dataDir: string
  readonly log: ServerLog
  /** Told when a server that died was replaced: whoever waits after an error may try again. */
  readonly onBack?: () => void
}): Promise<KeptPostgres> {
  let stopped = false
  let failures = 0
  let current: RunningPostgres | undefined = await startPostgres(options)
  let restarting: Promise<void> = Promise.resolve()
  const { connection } = current
  watch(current)

  function watch(server: RunningPostgres): void {
    server.onExit((exit) => {
      current = undefined
      if (stopped || exit.expected) return
      options.log.warn({ code: exit.code, signal: exit.signal }, 'postgres ended, starting it again')
      restarting = restart()
    })
  }

  async function restart(): Promise<void> {
    while (!stopped && current === undefined) {
      try {
        current = await startPostgres({ ...options, socketFolder: connection.host })
        failures = 0
        watch(current)
        options.onBack?.()
      } catch {
        failures++
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs(failures, 5_000, Math.random())))
      }
    }
  }

  return {
    connection,
    pid: () => current?.pid,
    stop: async () => {
      stopped = true
      await restarting
      await current?.stop()
    },
  }
}
