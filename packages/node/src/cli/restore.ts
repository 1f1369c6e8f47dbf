import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@enlace/core'
import { readConfig } from '../config.ts'
import { readBackup, restoreDatabase, restoreFiles } from '../store/backup.ts'
import { dataFolder } from '../store/data-folder.ts'
import { openKeystore } from '../store/keystore.ts'
import { readMasterKeys } from '../store/master-keys.ts'
import { reachDatabase } from '../store/reach-database.ts'

/**
 * Restores a backup and a copy of the keystore into a data folder that has the node's keys and neither database nor keystore. Every key in the
 * copy that the restored database does not name is overwritten: it belonged to what was erased before the backup.
 * Throws Fault `restore_not_empty`, `backup_unknown`, `backup_damaged`, `backup_of_other_version`, `keystore_behind` or `keystore_key_wrong`.
 */
export async function restoreNode(options: {
  readonly dataDir: string
  readonly backup: string
  readonly keystore: string
}): Promise<{ readonly at: string; readonly erased: number }> {
  const { dataDir, backup } = options
  const own = dataFolder(dataDir)
  for (const path of [own.keystore, `${own.keystore}.mark`, join(own.postgres, 'data')]) {
    if ((await stat(path).catch(() => undefined)) !== undefined) throw new Fault('restore_not_empty', { file: path })
  }
  const manifest = await readBackup(backup)
  await restoreFiles(dataDir, backup, manifest)
  const config = readConfig(dataDir)
  const agencies = await readMasterKeys(
    dataDir,
    config.authority.agencies.map(({ id }) => id),
  )
  await using database = await reachDatabase(dataDir, config.databaseUrl)
  const { sql } = database
  await restoreDatabase(sql, backup, manifest)
  await copyFile(options.keystore, own.keystore)
  await using keystore = await openKeystore({ file: own.keystore, agencies, atLeast: manifest.keystore.slots, restored: true })
  if (keystore.size < manifest.keystore.slots)
    throw new Fault('keystore_behind', { slots: keystore.size, expected: manifest.keystore.slots })
  const named = await sql<
    { slot: number }[]
  >`select slot from body where slot is not null union select slot from file where slot is not null
    union select slot from draft union select slot from displaced where slot is not null`
  return { at: manifest.at, erased: await keystore.eraseAllBut(new Set(named.map((row) => row.slot))) }
}
