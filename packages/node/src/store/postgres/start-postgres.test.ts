import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import files, { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@enlace/core'
import { checkDurability, connect } from '../connect.ts'
import { prepareBinaries } from './binaries.ts'
import { findServerProcesses } from './server-processes.ts'
import { type RunningPostgres, startPostgres } from './start-postgres.ts'

// A folder that only its owner may enter, with a space in its name and a path longer than a socket's may be.
async function closedFolder(t: TestContext): Promise<string> {
  const root = await mkdtemp('/tmp/enlace test ')
  await chmod(root, 0o700)
  t.after(() => rm(root, { recursive: true, force: true }))
  return join(root, 'a folder of a node'.repeat(5), 'ñandú')
}

async function withRows<T>(postgres: RunningPostgres, act: (sql: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const sql = connect(postgres.connection, { max: 1 })
  try {
    return await act(sql)
  } finally {
    await sql.end()
  }
}

const addRow = (postgres: RunningPostgres): Promise<unknown> =>
  withRows(postgres, (sql) =>
    sql.begin(async (tx) => [await tx`create table if not exists kept (a text)`, await tx`insert into kept values ('x')`]),
  )
const countRows = (postgres: RunningPostgres): Promise<number> =>
  withRows(postgres, async (sql) => (await sql<[{ count: number }]>`select count(*) from kept`)[0].count)

test('data outlives a stop, under a closed long path with spaces, whoever runs the node', async (t) => {
  const dataDir = await closedFolder(t)
  {
    await using first = await startPostgres({ dataDir })
    await addRow(first)
  }
  await using second = await startPostgres({ dataDir })
  assert.equal(await countRows(second), 1)
  assert.equal(second.major, 18)
})

test('the server is durable, checks its pages, compares text by code point and listens nowhere but on its socket', async (t) => {
  await using postgres = await startPostgres({ dataDir: await closedFolder(t) })
  await withRows(postgres, async (sql) => {
    await checkDurability(sql)
    const [found] = await sql`select current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses,
      current_setting('log_min_messages') as log, datlocprovider as provider, datlocale as locale from pg_database where datname = 'postgres'`
    assert.deepEqual({ ...found }, { checksums: 'on', addresses: '', log: 'fatal', provider: 'b', locale: 'C.UTF-8' })
  })
  assert.ok(Buffer.byteLength(`${postgres.connection.host}/.s.PGSQL.5432`) <= 107)
  assert.equal((await stat(postgres.connection.host)).mode & 0o777, 0o700)
})

test('the server has a session of its own, so Ctrl-C at the node’s terminal does not reach it', async (t) => {
  await using postgres = await startPostgres({ dataDir: await closedFolder(t) })
  const fields = (await readFile(`/proc/${postgres.pid}/stat`, 'utf8')).split(') ')[1]!.split(' ')
  assert.equal(Number(fields[3]), postgres.pid)
})

test('a folder in use by a living node is refused', async (t) => {
  const dataDir = await closedFolder(t)
  await using _first = await startPostgres({ dataDir })
  await assert.rejects(startPostgres({ dataDir }), new Fault('store_in_use', { pid: process.pid }))
})

test('the server that a killed node left behind is ended and its data kept', async (t) => {
  const dataDir = await closedFolder(t)
  const orphan = await startInKilledNode(dataDir)
  const find = (): Promise<readonly number[]> => findServerProcesses(join(dataDir, 'postgres/data'), join(dataDir, 'postgres/socket'))
  assert.ok((await find()).includes(orphan.pid))
  await using next = await startPostgres({ dataDir })
  const running = await find()
  assert.ok(running.includes(next.pid) && !running.includes(orphan.pid))
  assert.equal(await countRows(next), 1)
})

// Another process starts the server, writes one acknowledged row and is killed at once.
async function startInKilledNode(dataDir: string): Promise<{ readonly pid: number }> {
  const script = `
    const [{ startPostgres }, { connect }] = await Promise.all(${JSON.stringify(['./start-postgres.ts', '../connect.ts'].map((file) => import.meta.resolve(file)))}.map((url) => import(url)))
    const postgres = await startPostgres({ dataDir: process.argv[1] })
    const sql = connect(postgres.connection, { max: 1 })
    await sql\`create table kept (a text)\`
    await sql\`insert into kept values ('x')\`
    process.stdout.write(String(postgres.pid) + '\\n')
    setInterval(() => {}, 1000)`
  const node = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(node.stdout.setEncoding('utf8'), 'data')) as [string]
  node.kill('SIGKILL')
  await once(node, 'exit')
  return { pid: Number(said) }
}

test('a start looks after its own folder only: the server of another node is not touched', async (t) => {
  await using one = await startPostgres({ dataDir: await closedFolder(t) })
  const folder = await closedFolder(t)
  await using _two = await startPostgres({ dataDir: folder })
  const running = await findServerProcesses(join(folder, 'postgres/data'), join(folder, 'postgres/socket'))
  assert.ok(running.length > 1 && !running.includes(one.pid))
})

test('a killed server is reported once it can be started again, and what it acknowledged is there', async (t) => {
  const dataDir = await closedFolder(t)
  const first = await startPostgres({ dataDir })
  await addRow(first)
  const exit = new Promise((resolve) => first.onExit(resolve))
  process.kill(first.pid, 'SIGKILL')
  assert.deepEqual(await exit, { expected: false, code: null, signal: 'SIGKILL' })
  await using second = await startPostgres({ dataDir })
  assert.equal(await countRows(second), 1)
})

test('a pid file that names a stranger’s process neither blocks the start nor harms the stranger', async (t) => {
  const dataDir = await closedFolder(t)
  await (await startPostgres({ dataDir })).stop()
  // Of the same account, for the server would not mind the pid of another's process.
  const { uid, gid } = await stat(join(dataDir, 'postgres/data'))
  const stranger = spawn('sleep', ['60'], { uid, gid, cwd: '/' })
  t.after(() => stranger.kill())
  await writeFile(join(dataDir, 'postgres/data/postmaster.pid'), `${stranger.pid}\n/proc/self/cwd\n1\n5432\n\n\n\nready\n`)
  await using _postgres = await startPostgres({ dataDir })
  assert.ok(process.kill(stranger.pid!, 0))
})

test('data of another major version is refused, untouched', async (t) => {
  const dataDir = await closedFolder(t)
  await (await startPostgres({ dataDir })).stop()
  await writeFile(join(dataDir, 'postgres/data/PG_VERSION'), '17\n')
  await assert.rejects(startPostgres({ dataDir }), new Fault('store_version_wrong', { found: 17, needed: 18 }))
})

test('a server that cannot start says why', async (t) => {
  const dataDir = await closedFolder(t)
  await (await startPostgres({ dataDir })).stop()
  await rm(join(dataDir, 'postgres/data/global/pg_control'))
  await assert.rejects(
    startPostgres({ dataDir }),
    (error: Fault) => error.code === 'store_unavailable' && /pg_control/.test(String(error.cause)),
  )
})

test('a server that ended before its output was closed here is heard all the same', async (t) => {
  const dataDir = await closedFolder(t)
  await (await startPostgres({ dataDir })).stop()
  const folder = await serverThatOnlySays(t, 'no room left')
  closeOutputLate(t)
  await assert.rejects(startPostgres({ dataDir, binaries: { folder, version: '18' } }), (error: Fault) =>
    /no room left/.test(String(error.cause)),
  )
})

async function serverThatOnlySays(t: TestContext, words: string): Promise<string> {
  const folder = await mkdtemp('/tmp/enlace-broken-')
  t.after(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin/postgres'), `#!/bin/sh\necho "$$ ${words}"\nexit 1\n`, { mode: 0o755 })
  for (const path of [folder, join(folder, 'bin'), join(folder, 'bin/postgres')]) await chmod(path, 0o755)
  return folder
}

// As on a machine so busy that the server's whole life fits between its start and the closing of the file that it writes to.
function closeOutputLate(t: TestContext): void {
  const { open } = files
  const late = t.mock.method(files, 'open', async (path: string, flags?: string, mode?: number) => {
    const handle = await open(path, flags, mode)
    const close = handle.close
    handle.close = async () => {
      while (path.endsWith('/server.log') && mayStillRun(readFileSync(path, 'utf8'))) await pause(5)
      await close()
    }
    return handle
  })
  syncBuiltinESMExports()
  t.after(() => {
    late.mock.restore()
    syncBuiltinESMExports()
  })
}

function mayStillRun(said: string): boolean {
  try {
    return said === '' || process.kill(Number.parseInt(said, 10), 0)
  } catch {
    return false
  }
}

test('a node that is not root runs the server as itself', async (t) => {
  const folder = await mkdtemp('/tmp/enlace-plain-')
  t.after(() => rm(folder, { recursive: true, force: true }))
  const cache = join(folder, 'programs')
  const binaries = await prepareBinaries(undefined, [cache], true)
  const dataDir = await mkdtemp(join(folder, 'node-'))
  const uid = process.getuid!() === 0 ? 65534 : process.getuid!()
  if (process.getuid!() === 0) {
    await chmod(folder, 0o755)
    await chown(dataDir, uid, uid)
  }
  // Modules are loaded first: the checkout may lie where this account cannot read.
  const script = `
    const { startPostgres } = await import(${JSON.stringify(import.meta.resolve('./start-postgres.ts'))})
    if (process.getuid() === 0) { process.setgid(${uid}); process.setuid(${uid}) }
    const postgres = await startPostgres({ dataDir: process.argv[1], binaries: ${JSON.stringify(binaries)} })
    const { readFileSync } = await import('node:fs')
    console.log(/^Uid:\\t(\\d+)/m.exec(readFileSync('/proc/' + postgres.pid + '/status', 'utf8'))[1])
    await postgres.stop()`
  const node = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' })
  let said = ''
  node.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await once(node, 'close')
  assert.equal(said.trim(), String(uid))
})

test('started again under the address of a killed server, it is found there by pools that were open', async (t) => {
  const dataDir = await closedFolder(t)
  const first = await startPostgres({ dataDir })
  const sql = connect(first.connection, { max: 1 })
  t.after(() => sql.end({ timeout: 1 }))
  await sql`create table kept as select 7 as a`
  const exit = new Promise((resolve) => first.onExit(resolve))
  process.kill(first.pid, 'SIGKILL')
  await exit
  await using _second = await startPostgres({ dataDir, socketFolder: first.connection.host })
  assert.equal((await sql`select a from kept`.catch(() => sql`select a from kept`))[0]!.a, 7)
})

test('a socket folder that somebody else made under our old name is not used', async (t) => {
  const dataDir = await closedFolder(t)
  const folder = await mkdtemp('/tmp/enlace-')
  t.after(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  await assert.rejects(startPostgres({ dataDir, socketFolder: folder }), { code: 'EEXIST' })
})
