import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { printSchema } from './schema-dump.ts'
import { testDatabase } from './test-database.ts'

const schemaFile = join(import.meta.dirname, '../../../../docs/schema.sql')

/** Whether docs/schema.sql says what the migrations make. */
export async function isSchemaFileCurrent(): Promise<boolean> {
  return (await readFile(schemaFile, 'utf8').catch(() => '')) === (await printMigratedSchema())
}

/** Writes docs/schema.sql anew. */
export async function writeSchemaFile(): Promise<void> {
  await writeFile(schemaFile, await printMigratedSchema())
}

async function printMigratedSchema(): Promise<string> {
  await using db = await testDatabase()
  return await printSchema(db.sql)
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) await writeSchemaFile()
  else if (!(await isSchemaFileCurrent())) {
    console.error('docs/schema.sql is not current: run node packages/node/src/store/schema-file.ts')
    process.exitCode = 1
  }
}
