import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseArray, serializeArray } from './array-types.ts'
import { connect } from './connect.ts'
import { testDatabase } from './test-database.ts'

const awkward = ['', 'a', 'a,b', '{}', '"', '\\', '\\"', 'NULL', 'null', ' ', 'a\nb', 'ñ', "'"]

test('every awkward text comes back from what is written for it', () => {
  assert.deepEqual(parseArray(serializeArray(awkward, undefined), undefined), awkward)
  assert.deepEqual(parseArray(serializeArray([1, null, -2.5], undefined), Number), [1, null, -2.5])
  assert.deepEqual(parseArray('{}', Number), [])
})

test('the server reads and writes arrays as we do, from the very first statement on', async () => {
  await using db = await testDatabase()
  const sql = connect(db.connection, { max: 1 })
  const numbers = [1, 2 ** 53 - 1]
  const bytes = [Buffer.from([0, 255]), Buffer.alloc(0)]
  const [row] = await sql`select ${sql.array(awkward, 25)}::text[] as texts, ${sql.array(numbers, 20)}::bigint[] as numbers,
    ${sql.array(bytes, 17)}::bytea[] as bytes, array[true, false] as flags, array[timestamptz '2026-11-21 12:00:00Z'] as instants,
    array[null, 'x'] as gaps, '{}'::text[] as empty, 3 = any(${[1, 2, 3]}::integer[]) as found`
  assert.deepEqual(
    { ...row },
    {
      texts: awkward,
      numbers,
      bytes,
      flags: [true, false],
      instants: [new Date('2026-11-21T12:00:00Z')],
      gaps: [null, 'x'],
      empty: [],
      found: true,
    },
  )
  await sql.end()
})

test('an array of two dimensions or a value that is undefined is refused, not guessed at', () => {
  assert.throws(() => parseArray('{{1},{2}}', Number), RangeError)
  assert.throws(() => serializeArray([undefined], undefined), TypeError)
})
