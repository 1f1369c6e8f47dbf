import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@enlace/core'
import { decideMigrations, type Migration, migrate, readMigrations } from './migrate.ts'
import { testDatabase } from './test-database.ts'

const later = (number: number, text: string): Migration => ({ number, name: 'later', text, hash: `hash of ${text}` })

test('a migrated database needs nothing more', async () => {
  await using db = await testDatabase()
  assert.deepEqual(await migrate(db.sql), [])
})

test('yesterday’s database gains what is new, once, when two nodes start together', async () => {
  await using db = await testDatabase()
  const shipped = await readMigrations()
  const all = [...shipped, later(9001, 'select pg_sleep(0.3); create table later (a integer)')]
  const applied = await Promise.all([migrate(db.sql, all), migrate(db.sql, all)])
  assert.deepEqual(applied.flat(), [9001])
})

test('a migration that fails leaves nothing of itself or of those before it in the same run', async () => {
  await using db = await testDatabase()
  const shipped = await readMigrations()
  const all = [...shipped, later(9001, 'create table later (a integer)'), later(9002, 'create nonsense')]
  await assert.rejects(migrate(db.sql, all))
  const [found] = await db.sql`select to_regclass('later') as later`
  assert.equal(found!.later, null)
})

test('a migration whose number lies before one that landed earlier is still applied', () => {
  assert.deepEqual(decideMigrations([later(1, 'a'), later(3, 'c')], [later(1, 'a'), later(2, 'b'), later(3, 'c')]), [later(2, 'b')])
})

test('a database that a newer node has migrated is refused', () => {
  const one = later(1, 'a')
  assert.throws(() => decideMigrations([one, later(2, 'b')], [one]), new Fault('store_newer_than_node', { migration: 2 }))
})

test('an applied migration that was edited since is refused', () => {
  assert.throws(() => decideMigrations([later(1, 'a')], [later(1, 'b')]), new Fault('store_migration_changed', { migration: 1 }))
})
