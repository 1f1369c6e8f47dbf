import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSession, openSessionFinder, saveAccount } from './accounts.ts'
import { testDatabase } from './test-database.ts'

const at = new Date('2026-11-22T12:00:00Z')
const hash = (fill: number) => new Uint8Array(32).fill(fill)

test('sessions that are asked for together are each found by their own token, and an unknown one by none', async () => {
  await using db = await testDatabase()
  const { sql } = db
  for (const [name, fill] of [
    ['one@sspc', 1],
    ['two@uif', 2],
  ] as const) {
    await saveAccount(sql, { name, agency: name.slice(4), role: 'analyst', secret: 'none' })
    await openSession(sql, { tokenHash: hash(fill), account: name, bearer: true, at, expiresAt: at })
  }
  const find = openSessionFinder(sql)
  const found = await Promise.all([1, 2, 3, 2, 1].map((fill) => find(hash(fill))))
  assert.deepEqual(
    found.map((session) => session?.agency),
    ['sspc', 'uif', undefined, 'uif', 'sspc'],
  )
  assert.equal(found[0] !== undefined && 'token' in found[0], false)
})

test('a session that ended is not found by who asks after its end, though another question is under way', async () => {
  await using db = await testDatabase()
  const { sql } = db
  await saveAccount(sql, { name: 'one@sspc', agency: 'sspc', role: 'analyst', secret: 'none' })
  await openSession(sql, { tokenHash: hash(1), account: 'one@sspc', bearer: true, at, expiresAt: at })
  const find = openSessionFinder(sql)
  const before = find(hash(1))
  await sql`delete from session`
  assert.equal(await find(hash(1)), undefined)
  await before
})
