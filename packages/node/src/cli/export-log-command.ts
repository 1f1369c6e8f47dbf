import { dataDirOf, readConfig } from '../config.ts'
import { listLogs } from '../store/logs.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { type Command, misused, textOf } from './command.ts'
import { exportLog } from './export-log.ts'

/** `enlace export-log ORIGIN FOLDER`: a log for the verifier; without arguments it lists the origins. */
export const exportLogCommand: Command = {
  options: { 'data-dir': { type: 'string' } },
  run: async (given) => {
    const [origin, folder] = given.positionals
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    await using database = await reachDatabase(config.dataDir, config.databaseUrl)
    if (origin === undefined) {
      for (const log of await listLogs(database.sql)) given.terminal.print(`${log.origin}\t${log.size}\n`)
      return 0
    }
    if (folder === undefined) return misused(given, 'export-log')
    const exported = await exportLog(config, database.sql, origin, folder, new Date())
    if (exported === undefined) {
      given.terminal.say('export-log.nothing', { origin })
      return 1
    }
    given.terminal.say('export-log.done', { origin, size: exported.size, folder })
    return 0
  },
}
