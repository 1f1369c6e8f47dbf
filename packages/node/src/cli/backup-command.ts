import { copyFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { dataDirOf, readConfig } from '../config.ts'
import { writeBackup } from '../store/backup.ts'
import { dataFolder } from '../store/data-folder.ts'
import { copyHours, endOldCopies, mostCopyHours, nameOfCopy, noteCopyFolder, readCopyFolders } from '../store/keystore-copies.ts'
import { flushFolder, makeSecretFolder } from '../store/node-keys.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { type Command, misused, textOf } from './command.ts'

/**
 * `enlace backup FOLDER [--keystore FOLDER] [--keystore-hours N]`: writes a backup while the node runs or is stopped, then, into another folder, a
 * copy of the keystore that lives for a day unless told otherwise.
 */
export const backupCommand: Command = {
  options: { 'data-dir': { type: 'string' }, keystore: { type: 'string' }, 'keystore-hours': { type: 'string' } },
  run: async (given) => {
    const { terminal } = given
    const [target] = given.positionals
    const hours = Number(textOf(given, 'keystore-hours') ?? copyHours)
    if (target === undefined || !Number.isInteger(hours) || hours < 1 || hours > mostCopyHours) return misused(given, 'backup')
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    const own = dataFolder(config.dataDir)
    const folder = resolve(target)
    const copies = textOf(given, 'keystore')
    const copyFolder = copies === undefined ? undefined : resolve(copies)
    // A copy that lies within the backup would be kept as long as the backup is.
    if (copyFolder !== undefined && `${copyFolder}/`.startsWith(`${folder}/`)) return misused(given, 'backup')
    const at = new Date()
    await using database = await reachDatabase(config.dataDir, config.databaseUrl)
    const manifest = await writeBackup({ sql: database.sql, dataDir: config.dataDir, party: config.authority.party, folder, at })
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    terminal.say('backup.done', { folder, rows, files: manifest.files.length })
    if (copyFolder !== undefined) {
      await makeSecretFolder(copyFolder)
      await noteCopyFolder(own.backups, { folder: copyFolder, hours })
      const file = join(copyFolder, nameOfCopy(at))
      await copyFile(own.keystore, file)
      await flushFolder(copyFolder)
      terminal.say('backup.keystore', { file, hours })
    }
    const left = await endOldCopies(await readCopyFolders(own.backups), at)
    if (left.length > 0) terminal.say('backup.copies', { count: left.length, oldest: (left[0] as { at: Date }).at.toISOString() })
    return 0
  },
}
