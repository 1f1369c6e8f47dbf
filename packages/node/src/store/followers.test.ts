import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginAtEnd, readPosition, savePosition } from './followers.ts'
import { testDatabase } from './test-database.ts'

test('a follower moves only from where its work began', async () => {
  await using db = await testDatabase()
  const { sql } = db
  assert.equal(await readPosition(sql, 'work', 1), -1)
  await savePosition(sql, 'work', 1, -1, 10)
  await assert.rejects(savePosition(sql, 'work', 1, -1, 10), /somebody else/)
  await assert.rejects(savePosition(sql, 'work', 1, 9, 20), /somebody else/)
  await savePosition(sql, 'work', 1, 10, 20)
  assert.equal(await readPosition(sql, 'work', 1), 20)
})

test('work that was under way when a rebuild was asked for does not bring the old position back', async () => {
  await using db = await testDatabase()
  const { sql } = db
  await savePosition(sql, 'work', 1, -1, 10)
  await sql`delete from follower where name = 'work'`
  await assert.rejects(savePosition(sql, 'work', 1, 10, 20), /somebody else/)
  assert.equal(await readPosition(sql, 'work', 1), -1)
})

test('a newer version of a follower begins anew', async () => {
  await using db = await testDatabase()
  const { sql } = db
  await savePosition(sql, 'work', 1, -1, 10)
  assert.equal(await readPosition(sql, 'work', 2), -1)
  await savePosition(sql, 'work', 2, -1, 3)
  assert.equal(await readPosition(sql, 'work', 2), 3)
})

test('a follower that begins at the end is placed once', async () => {
  await using db = await testDatabase()
  await beginAtEnd(db.sql, 'release:us', 1)
  assert.equal(await readPosition(db.sql, 'release:us', 1), -1)
  await savePosition(db.sql, 'release:us', 1, -1, 7)
  await beginAtEnd(db.sql, 'release:us', 1)
  assert.equal(await readPosition(db.sql, 'release:us', 1), 7)
})
