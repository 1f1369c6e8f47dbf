import { copyFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, toHex } from '@enlace/core'
import { readConfig } from '../config.ts'
import { type BackupManifest, readBackup, restoreDatabase, restoreFiles } from '../store/backup.ts'
import { dataFolder } from '../store/data-folder.ts'
import { openKeystore } from '../store/keystore.ts'
import { slotBytes, slotsStart } from '../store/keystore-format.ts'
import { readMasterKeys } from '../store/master-keys.ts'
import { makeSecretFolder } from '../store/node-keys.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { rotateSearchKey } from '../store/rotate-search-key.ts'
import { checkOfSearchKey, openSearchKey } from '../store/search-key.ts'

/**
 * Restores a backup and a copy of the keystore into a data folder that has the node's keys and neither database nor keystore. Every key in the
 * copy that the restored database does not name is overwritten: it belonged to what was erased before the backup. A backup under a search key
 * that is gone gets new digests. What fails leaves a folder in which it can be tried again.
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
  await makeSecretFolder(dataDir)
  const manifest = await readBackup(backup)
  const slots = Math.floor(((await stat(options.keystore)).size - slotsStart) / slotBytes)
  if (slots < manifest.keystore.slots) throw new Fault('keystore_behind', { slots, expected: manifest.keystore.slots })
  try {
    return { at: manifest.at, erased: await restoreFrom(options, manifest) }
  } catch (cause) {
    // So that it can be tried again: nothing of it was ever served.
    for (const path of [own.keystore, `${own.keystore}.mark`, own.postgres]) await rm(path, { recursive: true, force: true })
    throw cause
  }
}

async function restoreFrom(
  options: { readonly dataDir: string; readonly backup: string; readonly keystore: string },
  manifest: BackupManifest,
) {
  const { dataDir, backup } = options
  const own = dataFolder(dataDir)
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
  await using keystore = await openKeystore({ file: own.keystore, agencies, restored: true })
  const named = await sql<
    { slot: number }[]
  >`select slot from body where slot is not null union select slot from file where slot is not null
    union select slot from draft union select slot from displaced where slot is not null union select slot from sealed_events`
  const erased = await keystore.eraseAllBut(new Set(named.map((row) => row.slot)))
  const searchKey = await openSearchKey(own.searchKey)
  if (toHex(checkOfSearchKey(searchKey)) !== manifest.search_key) {
    // The backup is from before a rotation, and nobody has its key any more: what still opens gets its digests anew.
    await sql`delete from search_key`
    await rotateSearchKey({ sql, keystore, keyFile: own.searchKey, files: own.files, at: new Date(), lost: true })
  }
  return erased
}
