import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { type Keystore, openKeystore } from './keystore.ts'
import { createLogWriter, type LogWriter } from './log-writer.ts'
import { type Log, openLog } from './logs.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

/** What a stage stands on, for tests: a database, a keystore in a folder of its own, a writer, and the three logs of mx with its partner us. */
export type TestStore = {
  readonly db: TestDatabase
  readonly sql: Sql
  readonly folder: string
  readonly keystore: Keystore
  readonly writer: LogWriter
  readonly searchKey: Uint8Array
  readonly journal: Log
  readonly out: Log
  readonly incoming: Log
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Makes the store of a party as production does, with real keys and files. `await using store = await testStore()`. */
export async function testStore(party = 'mx', partner = 'us', agencies: readonly string[] = ['sspc', 'uif']): Promise<TestStore> {
  const db = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'enlace-store-'))
  const keys = new Map(agencies.map((agency, i) => [agency, new Uint8Array(32).fill(i + 1)]))
  const keystore = await openKeystore({ file: join(folder, 'keystore'), agencies: keys })
  const open = (origin: string, role: Log['role']) =>
    openLog(db.sql, { origin, role, partner: role === 'journal' ? null : partner, epoch: 1 })
  const node = (one: string) => `node.${one}.sig.example`
  const writer = createLogWriter(db.sql, keystore)
  return {
    db,
    sql: db.sql,
    folder,
    keystore,
    writer,
    searchKey: new Uint8Array(32).fill(9),
    journal: await open(`${node(party)}/journal/1`, 'journal'),
    out: await open(`${node(party)}/out/${partner}/1`, 'out'),
    incoming: await open(`${node(partner)}/out/${party}/1`, 'in'),
    [Symbol.asyncDispose]: async () => {
      await writer.idle()
      await keystore.close()
      await db.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
