import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { connect } from './connect.ts'
import { dataFolder } from './data-folder.ts'
import { migrate } from './migrate.ts'
import { startPostgres } from './postgres/start-postgres.ts'

/** A node's database for a command beside the node: the running server where there is one, else started for as long as it is needed. */
export type ReachedDatabase = { readonly sql: Sql; readonly [Symbol.asyncDispose]: () => Promise<void> }

/** Reaches the database of a data folder, or the one that an address names. Throws Fault `store_unavailable` when neither answers. */
export async function reachDatabase(dataDir: string, databaseUrl: string | undefined): Promise<ReachedDatabase> {
  if (databaseUrl !== undefined) return hold(connect({ url: databaseUrl }, { max: 2 }))
  const running = await findRunning(dataDir)
  if (running !== undefined) return hold(running)
  const postgres = await startPostgres({ dataDir })
  const sql = connect(postgres.connection, { max: 2 })
  await migrate(sql)
  return hold(sql, postgres.stop)
}

function hold(sql: Sql, stop: () => Promise<void> = async () => undefined): ReachedDatabase {
  return {
    sql,
    [Symbol.asyncDispose]: async () => {
      await sql.end({ timeout: 5 })
      await stop()
    },
  }
}

async function findRunning(dataDir: string): Promise<Sql | undefined> {
  const host = await readFile(join(dataFolder(dataDir).postgres, 'socket'), 'utf8').catch(() => undefined)
  if (host === undefined) return undefined
  const sql = connect({ host, port: 5432, database: 'postgres', username: 'enlace' }, { max: 2 })
  try {
    await sql`select 1`
    return sql
  } catch {
    await sql.end({ timeout: 1 })
    return undefined
  }
}
