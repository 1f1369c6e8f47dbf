import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { connect as connectSocket, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { checkDurability, connect } from './connect.ts'
import { migrate, readMigrations } from './migrate.ts'
import type { PostgresConnection } from './postgres/start-postgres.ts'
import { testServerAddress } from './test-server.ts'

/** A database of a test's own, with all migrations applied. */
export type TestDatabase = {
  readonly sql: Sql
  readonly connection: PostgresConnection
  readonly dispose: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * Makes an empty database like production's, cloned from a template, on an embedded server that all test processes share and that stops a
 * few seconds after the last of them. Ignores DATABASE_URL. `await using db = await testDatabase()`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  shared ??= prepareServer()
  const { server, template } = await shared
  const database = `test_${process.pid}_${randomBytes(6).toString('hex')}`
  await onServer(server, (sql) => sql`create database ${sql(database)} template ${sql(template)} strategy file_copy`)
  const connection = { ...server, database }
  const sql = connect(connection, { applicationName: 'enlace test' })
  await checkDurability(sql)
  let disposed: Promise<void> | undefined
  const dispose = (): Promise<void> => {
    disposed ??= (async () => {
      await sql.end({ timeout: 5 })
      await onServer(server, (admin) => admin`drop database if exists ${admin(database)} with (force)`)
    })()
    return disposed
  }
  return { sql, connection, dispose, [Symbol.asyncDispose]: dispose }
}

let shared: ReturnType<typeof prepareServer> | undefined
const joinLimitMs = 60_000

async function prepareServer(): Promise<{ readonly server: PostgresConnection; readonly template: string }> {
  const server = await joinServer()
  return { server, template: await makeTemplate(server) }
}

// Several test processes may find no server at once: each starts one, and the address decides which of them stays.
async function joinServer(): Promise<PostgresConnection> {
  const deadline = Date.now() + joinLimitMs
  for (let attempt = 0; Date.now() < deadline; attempt++) {
    const socket = await tryConnect()
    const connection = socket === undefined ? undefined : await readConnection(socket)
    if (connection !== undefined) return connection
    if (attempt % 50 === 0) startServerProcess()
    await pause(50)
  }
  throw new Error('the shared test database did not start')
}

function startServerProcess(): void {
  spawn(process.execPath, [join(import.meta.dirname, 'test-server.ts')], { detached: true, stdio: 'ignore', env: {} }).unref()
}

function tryConnect(): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connectSocket(testServerAddress(), () => resolve(socket))
    socket.on('error', () => resolve(undefined))
  })
}

// The socket stays open, unreferenced, as this process's claim on the server.
function readConnection(socket: Socket): Promise<PostgresConnection | undefined> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (!text.endsWith('\n')) return
      const said = JSON.parse(text) as PostgresConnection & { readonly failed?: string }
      if (said.failed !== undefined) return reject(new Error(`the shared test database failed: ${text}`))
      socket.unref()
      resolve(said)
    })
    socket.on('close', () => resolve(undefined))
  })
}

async function makeTemplate(server: PostgresConnection): Promise<string> {
  const migrations = await readMigrations()
  const digest = createHash('sha256').update(migrations.map(({ hash }) => hash).join())
  const template = `template_${digest.digest('hex').slice(0, 24)}`
  await onServer(server, async (sql) => {
    await sql`select pg_advisory_lock(7302)`
    const [found] = await sql`select 1 from pg_database where datname = ${template}`
    if (found === undefined) await buildTemplate(server, sql, template)
    await sql`select pg_advisory_unlock(7302)`
  })
  return template
}

// It gets its name when it is whole, so an interrupted build is never cloned.
async function buildTemplate(server: PostgresConnection, admin: Sql, template: string): Promise<void> {
  const draft = `template_draft_${randomBytes(6).toString('hex')}`
  await admin`create database ${admin(draft)}`
  const sql = connect({ ...server, database: draft }, { max: 1 })
  try {
    await migrate(sql)
  } finally {
    await sql.end()
  }
  await admin`alter database ${admin(draft)} rename to ${admin(template)}`
}

async function onServer<T>(server: PostgresConnection, act: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(server, { max: 1 })
  try {
    return await act(sql)
  } finally {
    await sql.end()
  }
}
