import type { Sql } from 'postgres'
import { type Connection, checkDurability, connect } from './connect.ts'
import { dataFolder } from './data-folder.ts'
import { type FileStore, openFileStore } from './files.ts'
import { type Keystore, openKeystore } from './keystore.ts'
import { readMasterKeys } from './master-keys.ts'
import { migrate } from './migrate.ts'
import { keepPostgres } from './postgres/keep-postgres.ts'
import type { ServerLog } from './postgres/start-postgres.ts'
import { openSearchKey, settleSearchKey } from './search-key.ts'

/** Everything a node keeps, opened: database, keystore, search key. */
export type Store = {
  readonly sql: Sql
  readonly keystore: Keystore
  readonly searchKey: Uint8Array
  readonly files: FileStore
  /** Process of the embedded server; undefined when an existing PostgreSQL is used. */
  readonly databasePid: () => number | undefined
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Opens a node's store: its own PostgreSQL unless a URL is given, migrated; refuses one that could lose what it acknowledged. */
export async function openStore(options: {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly agencies: readonly string[]
  readonly log: ServerLog
  /** Told when the embedded server is there again after it died. */
  readonly onBack: () => void
}): Promise<Store> {
  const folder = dataFolder(options.dataDir)
  const postgres = options.databaseUrl === undefined ? await keepPostgres(options) : undefined
  const connection: Connection = postgres?.connection ?? { url: options.databaseUrl as string }
  const sql = connect(connection, { applicationName: 'enlace' })
  try {
    await checkDurability(sql)
    await migrate(sql)
    await settleSearchKey(folder.searchKey, sql)
    const searchKey = await openSearchKey(folder.searchKey)
    const [slots] = await sql<{ used: number }[]>`select greatest(
      (select coalesce(max(slot) + 1, 0) from body), (select coalesce(max(slot) + 1, 0) from file)) as used`
    const agencies = await readMasterKeys(options.dataDir, options.agencies)
    const keystore = await openKeystore({ file: folder.keystore, agencies, atLeast: slots?.used ?? 0 })
    return {
      sql,
      keystore,
      searchKey,
      files: openFileStore({ sql, keystore, searchKey, folder: folder.files, now: () => new Date() }),
      databasePid: () => postgres?.pid(),
      [Symbol.asyncDispose]: async () => {
        await sql.end({ timeout: 5 })
        await keystore.close()
        await postgres?.stop()
      },
    }
  } catch (cause) {
    await sql.end({ timeout: 1 })
    await postgres?.stop()
    throw cause
  }
}
