import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { connect } from '../connect.ts'
import { keepPostgres } from './keep-postgres.ts'

test('a killed server comes back by itself under the same address, with what it acknowledged, and stops when told', async (t) => {
  const dataDir = await mkdtemp('/tmp/enlace-kept-')
  const warned: string[] = []
  const postgres = await keepPostgres({ dataDir, log: { info: () => undefined, warn: (_values, message) => warned.push(message) } })
  const sql = connect(postgres.connection, { max: 1 })
  t.after(async () => {
    await sql.end()
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
  await sql`create table kept as select 7 as a`
  const before = postgres.pid()!
  process.kill(before, 'SIGKILL')
  let found: unknown
  // A session of the killed server may answer once more; queries under way then fail with the connection; the pool connects again once the server is there.
  while (found === undefined || postgres.pid() === before || postgres.pid() === undefined) {
    found = (await sql`select a from kept`.catch(() => []))[0]?.a
    await nextTurn()
  }
  assert.equal(found, 7)
  assert.notEqual(postgres.pid(), before)
  assert.ok(warned.length > 0)
  await sql.end({ timeout: 5 })
  await postgres.stop()
  assert.equal(postgres.pid(), undefined)
})
