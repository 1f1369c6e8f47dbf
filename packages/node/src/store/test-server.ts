import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { connect } from './connect.ts'
import { startPostgres } from './postgres/start-postgres.ts'

// One PostgreSQL for all test processes of a checkout. A test process holds a connection to this process while it needs the server; the
// kernel closes it however that process ends. When the last is gone for a while, the server stops and this process leaves.

const lingerMs = 3_000

/** An abstract socket name (unix(7)): binding it decides which of several starters serves, and it vanishes with its process. */
export function testServerAddress(): string {
  return `\0${serverName()}`
}

/** Serves until nobody is connected any more; returns at once when another process serves already. */
export async function serveTestDatabases(): Promise<void> {
  const server = createServer()
  if (!(await bind(server))) return
  let leases = 0
  let leaving: NodeJS.Timeout | undefined
  const idle = Promise.withResolvers<void>()
  const leaveSoon = (): void => {
    if (leases === 0) leaving = setTimeout(() => idle.resolve(), lingerMs)
  }
  const started = startServer()
  server.on('connection', (socket) => {
    leases++
    clearTimeout(leaving)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      leases--
      leaveSoon()
    })
    started.then(
      (postgres) => socket.write(`${JSON.stringify(postgres.connection)}\n`),
      (error: unknown) => socket.end(`${JSON.stringify({ failed: String(error), cause: String((error as Error).cause) })}\n`),
    )
  })
  leaveSoon()
  const postgres = await started
  postgres.onExit(() => idle.resolve())
  await idle.promise
  server.close()
  await postgres.stop()
}

async function startServer() {
  const dataDir = join('/tmp', serverName())
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const postgres = await startPostgres({ dataDir, maxConnections: 100 })
  const sql = connect(postgres.connection, { max: 1 })
  // What interrupted runs left; no test is connected yet.
  const left = await sql<
    { datname: string }[]
  >`select datname from pg_database where datname like 'test\\_%' or datname like 'template\\_%'`
  for (const { datname } of left) await sql`drop database ${sql(datname)} with (force)`
  await sql.end()
  return postgres
}

function serverName(): string {
  const place = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 12)
  return `enlace-tests-${process.geteuid?.() ?? 0}-${place}`
}

function bind(server: Server): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)))
    server.listen(testServerAddress(), () => resolve(true))
  })
}

if (import.meta.main) await serveTestDatabases()
