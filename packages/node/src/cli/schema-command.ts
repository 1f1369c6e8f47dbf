import { dataDirOf, readConfig } from '../config.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { printSchema } from '../store/schema-dump.ts'
import { type Command, textOf } from './command.ts'

/** `enlace schema`: prints the database's schema from its own catalogues. */
export const schemaCommand: Command = {
  options: { 'data-dir': { type: 'string' } },
  run: async (given) => {
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    await using database = await reachDatabase(config.dataDir, config.databaseUrl)
    given.terminal.print(await printSchema(database.sql))
    return 0
  },
}
