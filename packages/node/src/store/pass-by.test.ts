import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPosition, savePosition } from './followers.ts'
import { passBy } from './pass-by.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

const wants = (...wanted: readonly string[]) => ({ version: 1, wants: ({ kind }: { readonly kind: string }) => wanted.includes(kind) })

/** Versions by position and kind: what a follower looks at, without a text. */
async function write({ sql }: TestDatabase, kinds: readonly (readonly [number, string])[]): Promise<void> {
  for (const [seq, kind] of kinds) {
    const digest = Buffer.alloc(16, seq)
    await sql`insert into version (seq, rid, from_party, agency, kind, modified, digest, body_log, body_seq, tlp, retention, personal, latest,
        revoked, flags, added_at)
      values (${seq}, ${digest}, 'mx', 'sspc', ${kind}, now(), ${digest}, 1, ${seq}, 'green', 'alert', false, true, false, '{}', now())`
  }
}

test('followers go together past what does not concern them, and stay before what does', async () => {
  await using db = await testDatabase()
  const { sql } = db
  const followers = [
    { name: 'notes', ...wants('note') },
    { name: 'calls', ...wants('call-record') },
    { name: 'new', ...wants() },
  ]
  await savePosition(sql, 'notes', 1, -1, 4)
  await savePosition(sql, 'calls', 1, -1, 2)
  await write(db, [
    [3, 'note'],
    [5, 'call-record'],
    [9, 'figure'],
  ])
  const places = async () => await Promise.all(followers.map(({ name }) => readPosition(sql, name, 1)))
  const first = await passBy(sql, followers)
  assert.deepEqual([...first.concerned], ['calls', 'new'])
  assert.deepEqual([await places(), first.more], [[9, 2, -1], false])
  await savePosition(sql, 'calls', 1, 2, 5)
  await savePosition(sql, 'new', 1, -1, 9)
  assert.deepEqual([...(await passBy(sql, followers)).concerned], [])
  assert.deepEqual(await places(), [9, 9, 9])
  assert.deepEqual([...(await passBy(sql, followers)).concerned], [])
})

test('a follower of another version begins anew by its own step', async () => {
  await using db = await testDatabase()
  await savePosition(db.sql, 'notes', 1, -1, 4)
  await write(db, [[5, 'figure']])
  const { concerned } = await passBy(db.sql, [{ name: 'notes', ...wants('note'), version: 2 }])
  assert.deepEqual([...concerned], ['notes'])
  assert.equal(await readPosition(db.sql, 'notes', 1), 4)
})
