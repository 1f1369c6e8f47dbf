import { dataDirOf, readConfig } from '../config.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { forgetWork } from '../store/rebuild.ts'
import { type Command, misused, textOf } from './command.ts'

/** `enlace rebuild work`: forgets what was projected from the log; a running node, or the next start, projects it anew. */
export const rebuildCommand: Command = {
  options: { 'data-dir': { type: 'string' } },
  run: async (given) => {
    if (given.positionals[0] !== 'work') return misused(given, 'rebuild')
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    await using database = await reachDatabase(config.dataDir, config.databaseUrl)
    await forgetWork(database.sql)
    given.terminal.say('rebuild.started')
    return 0
  },
}
