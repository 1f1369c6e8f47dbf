import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from './connect.ts'
import { testDatabase } from './test-database.ts'

// Sessions are ended one by one by another's order: what a pool sees of a crash, without the crash.
async function openTwo() {
  const db = await testDatabase()
  const sql = connect(db.connection, { max: 3, applicationName: 'victim' })
  const endSessions = (): Promise<unknown> =>
    db.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim' and datname = current_database()`
  const dispose = async (): Promise<void> => {
    await sql.end()
    await db.dispose()
  }
  return { sql, other: db.sql, endSessions, [Symbol.asyncDispose]: dispose }
}

test('a transaction whose connection died gets no further statement in, even once the pool is connected again', async () => {
  await using two = await openTwo()
  const { sql, other, endSessions } = two
  await other`create table kept (a integer)`
  let late: unknown
  const transaction = sql.begin(async (tx) => {
    await tx`insert into kept values (1)`
    await endSessions()
    while ((await sql`select 1`.catch(() => [])).length === 0);
    // Three connections again, so that the old one would have been taken anew; asked until they are there, for the death may be noticed only now.
    const haveThree = async () =>
      await Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.02)`)).then(
        () => true,
        () => false,
      )
    while (!(await haveThree()));
    late = await tx`insert into kept values (2)`.then(
      () => 'stored',
      (error: { code: string }) => error.code,
    )
  })
  await assert.rejects(transaction)
  // The transaction is rejected when its connection dies; its function runs on and finds out by itself.
  while (late === undefined) await sql`select 1`
  assert.match(String(late), /^CONNECTION_/)
  assert.deepEqual([...(await other`select a from kept`)], [])
})

test('when connections die, what ran and what waited is answered, every single one, and the pool serves on', async () => {
  await using two = await openTwo()
  const { sql, endSessions } = two
  const asked = Array.from({ length: 60 }, (_, i) =>
    i % 2 === 0 ? sql`select pg_sleep(0.01)` : sql.begin(async (tx) => [await tx`select pg_sleep(0.01)`, await tx`select ${i}::integer`]),
  )
  const settled = Promise.allSettled(asked)
  await sql`select 1`.catch(() => undefined)
  await endSessions()
  const outcomes = await settled
  assert.equal(outcomes.length, 60)
  assert.ok(outcomes.some(({ status }) => status === 'rejected'))
  assert.equal((await sql`select 1 as a`)[0]!.a, 1)
})

test('a pool ends promptly after its connections died', async () => {
  const { sql, other, endSessions } = await openTwo()
  const running = sql`select pg_sleep(60)`.catch((error: { code: string }) => error.code)
  while ((await other`select 1 from pg_stat_activity where application_name = 'victim' and datname = current_database()`).length === 0);
  await endSessions()
  assert.ok(['57P01', 'CONNECTION_CLOSED', 'ECONNRESET'].includes(String(await running)))
  const began = performance.now()
  await sql.end()
  assert.ok(performance.now() - began < 2000)
  await other.end()
})

test('while nobody listens each statement is refused with the reason', async () => {
  const sql = connect({ host: '/nonexistent/enlace', port: 5432, database: 'a', username: 'a' })
  for (let i = 0; i < 3; i++) await assert.rejects(sql`select 1`, { code: 'ENOENT' })
  await Promise.all(Array.from({ length: 30 }, () => assert.rejects(sql`select 1`)))
  await sql.end()
})
