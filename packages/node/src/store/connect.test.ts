import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@enlace/core'
import { checkDurability, type Durability, parseDatabaseUrl, whatIsNotDurable } from './connect.ts'
import { testDatabase } from './test-database.ts'

const at = (host: string, port: number, database: string, username: string, more: object = {}): object => ({
  host,
  port,
  database,
  username,
  ssl: false,
  ...more,
})
const addresses: readonly [string, object][] = [
  ['postgres://ana@db.example/enlace', at('db.example', 5432, 'enlace', 'ana')],
  ['postgresql://ana:p%40ss%2F@db.example:6000/enlace', at('db.example', 6000, 'enlace', 'ana', { password: 'p@ss/' })],
  ['postgres:///enlace?host=/run/postgresql&user=ana', at('/run/postgresql', 5432, 'enlace', 'ana')],
  ['postgres://ana@%2Frun%2Fpostgresql/enlace', at('/run/postgresql', 5432, 'enlace', 'ana')],
  ['postgres://ana@[::1]:6000/enlace', at('::1', 6000, 'enlace', 'ana')],
  ['postgres://ana@db.example', at('db.example', 5432, 'ana', 'ana')],
  ['postgres://ana@db.example/enlace?sslmode=verify-full', at('db.example', 5432, 'enlace', 'ana', { ssl: 'verify-full' })],
]
for (const [address, expected] of addresses) {
  test(`${address} is read as libpq reads it`, () => assert.deepEqual(parseDatabaseUrl(address), expected))
}

for (const address of ['mysql://a/b', 'postgres://a/b?options=-cfsync=off', 'postgres://a/b?sslmode=maybe', 'postgres://%zz/b', '']) {
  test(`${address || 'an empty address'} is refused and not repeated`, () => {
    assert.throws(
      () => parseDatabaseUrl(address),
      (error: Fault) => error.code === 'parameter_invalid' && !JSON.stringify(error.values).includes('//'),
    )
  })
}

const safe: Durability = {
  version: 150_000,
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  server_encoding: 'UTF8',
  standby: false,
}
const judged: readonly [string, Partial<Durability>, string | undefined][] = [
  ['everything on', {}, undefined],
  ['a remote flush as well', { synchronous_commit: 'remote_apply' }, undefined],
  ['fsync off', { fsync: 'off' }, 'fsync'],
  ['full_page_writes off', { full_page_writes: 'off' }, 'full_page_writes'],
  ['synchronous_commit off', { synchronous_commit: 'off' }, 'synchronous_commit'],
  ['another encoding', { server_encoding: 'LATIN1' }, 'server_encoding'],
  ['a standby', { standby: true }, 'standby'],
]
for (const [what, change, expected] of judged) {
  test(`a database with ${what} is ${expected === undefined ? 'accepted' : 'refused'}`, () =>
    assert.equal(whatIsNotDurable({ ...safe, ...change }), expected))
}

test('a session that would not wait for the disk is refused', async () => {
  await using db = await testDatabase()
  await checkDurability(db.sql)
  await db.sql.begin(async (tx) => {
    await tx`set local synchronous_commit = off`
    await assert.rejects(checkDurability(tx as unknown as typeof db.sql), new Fault('store_not_durable', { setting: 'synchronous_commit' }))
  })
})

test('values arrive as the types the store works with', async () => {
  await using db = await testDatabase()
  const [row] = await db.sql`select 9007199254740991::bigint as number, ${db.sql.array([1, 2], 20)} as numbers,
    '\\x0102'::bytea as bytes, ${db.sql.array([Buffer.from([3])], 17)} as list, timestamptz '2026-11-21 12:00:00.5Z' as instant`
  assert.deepEqual(
    { ...row },
    {
      number: 9007199254740991,
      numbers: [1, 2],
      bytes: Buffer.from([1, 2]),
      list: [Buffer.from([3])],
      instant: new Date('2026-11-21T12:00:00.500Z'),
    },
  )
  await assert.rejects(db.sql`select 9007199254740993::bigint`, RangeError)
})

test('the plan that a statement keeps from when its table was small does not read the whole table', async () => {
  await using db = await testDatabase()
  await db.sql`insert into receipt (log_id, size, lines, at) select 1, n, '', now() from generate_series(1, 5) as n`
  await db.sql`analyze receipt`
  const plan = await db.sql.unsafe('explain (generic_plan) select at from receipt where log_id = $1 and size = any($2::bigint[])')
  assert.doesNotMatch(JSON.stringify(plan), /Seq Scan/)
})
