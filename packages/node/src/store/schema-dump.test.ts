import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printSchema } from './schema-dump.ts'
import { isSchemaFileCurrent } from './schema-file.ts'
import { testDatabase } from './test-database.ts'

test('docs/schema.sql says what the migrations make', async () => {
  assert.ok(await isSchemaFileCurrent(), 'run node packages/node/src/store/schema-file.ts')
})

test('the printed schema is SQL that makes the same schema again', async () => {
  await using db = await testDatabase()
  const printed = await printSchema(db.sql)
  await db.sql`drop schema public cascade`
  await db.sql`create schema public`
  // Tables refer to each other, and are printed in order of name: constraints wait until all stand.
  const [later, now] = splitForeignKeys(printed)
  await db.sql.unsafe(now)
  for (const statement of later) await db.sql.unsafe(statement)
  assert.equal(await printSchema(db.sql), printed)
})

function splitForeignKeys(printed: string): [string[], string] {
  const later: string[] = []
  let table = ''
  const kept = printed.split('\n').filter((line) => {
    table = /^create table (\S+)/.exec(line)?.[1] ?? table
    if (!line.includes('FOREIGN KEY')) return true
    later.push(`alter table ${table} add ${line.trim().replace(/,$/, '')}`)
    return false
  })
  return [later, kept.join('\n').replace(/,\n\);/g, '\n);')]
}
