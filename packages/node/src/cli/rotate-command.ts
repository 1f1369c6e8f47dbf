import { dataDirOf, readConfig } from '../config.ts'
import { dataFolder } from '../store/data-folder.ts'
import { openKeystore } from '../store/keystore.ts'
import { readMasterKeys } from '../store/master-keys.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { rotateSearchKey } from '../store/rotate-search-key.ts'
import { type Command, misused, textOf } from './command.ts'

/** `enlace rotate search-key`: gives a stopped node another search key, so that what is left of erased records means nothing to anybody. */
export const rotateCommand: Command = {
  options: { 'data-dir': { type: 'string' } },
  run: async (given) => {
    if (given.positionals[0] !== 'search-key' || given.positionals.length !== 1) return misused(given, 'rotate')
    const { terminal } = given
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    const own = dataFolder(config.dataDir)
    const agencies = await readMasterKeys(
      config.dataDir,
      config.authority.agencies.map(({ id }) => id),
    )
    // The keystore's lock says that no node runs.
    await using keystore = await openKeystore({ file: own.keystore, agencies })
    await using database = await reachDatabase(config.dataDir, config.databaseUrl)
    const done = await rotateSearchKey({
      ...{ sql: database.sql, keystore, keyFile: own.searchKey, files: own.files, at: new Date() },
      onProgress: (count, total) => terminal.say('rotate.progress', { done: count, total }),
    })
    terminal.say('rotate.done', done)
    return 0
  },
}
