import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { mayDo, roles } from '@enlace/policy'
import { importers } from '@enlace/wire'
import type { Sql } from 'postgres'
import { dataDirOf, type NodeConfig, readConfig } from '../config.ts'
import { listAccounts } from '../store/accounts.ts'
import { issueToken } from '../store/issue-token.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { type Command, misused, textOf } from './command.ts'
import { importList } from './import-list.ts'

/** Long enough for the largest list. */
const tokenLifeMs = 12 * 3_600_000

/** `enlace import LIST FILE…` into the running node; without arguments it names the lists. */
export const importCommand: Command = {
  options: { 'data-dir': { type: 'string' }, user: { type: 'string' } },
  run: async (given) => {
    const [list, ...paths] = given.positionals
    if (list === undefined) {
      for (const importer of importers.values())
        given.terminal.print(`${importer.list}\t${importer.party}/${importer.agency}\t${importer.files.join(' ')}\n`)
      return 0
    }
    const importer = importers.get(list)
    if (importer === undefined || paths.length === 0) return misused(given, 'import')
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    await using database = await reachDatabase(config.dataDir, config.databaseUrl)
    const user = await findWriter(config, database.sql, importer.agency, textOf(given, 'user'))
    const api = `http://127.0.0.1:${config.http.port}`
    const alive = await fetch(`${api}/healthz`).catch(() => undefined)
    if (user === undefined || alive?.ok !== true) {
      given.terminal.say(user === undefined ? 'import.nobody' : 'import.not_running', { agency: importer.agency, url: api })
      return 1
    }
    const { token } = await issueToken(database.sql, user, { bearer: true, now: new Date(), lifeMs: tokenLifeMs })
    const files = new Map(await Promise.all(paths.map(async (path) => [basename(path), new Uint8Array(await readFile(path))] as const)))
    const startedAt = Date.now()
    const result = await importList(importer, files, { api, token }, database.sql, {
      now: new Date(),
      onProgress: ({ done, total }) => {
        const seconds = Math.max(0.001, (Date.now() - startedAt) / 1000)
        given.terminal.say('import.progress', {
          done,
          total,
          rate: Math.round(done / seconds),
          left: Math.round(((total - done) * seconds) / done),
        })
      },
    })
    given.terminal.say('import.done', { list, ...result })
    return result.refused > 0 ? 1 : 0
  },
}

/** An account that may write for the agency: the one named, else the first. */
async function findWriter(config: NodeConfig, sql: Sql, agency: string, wanted: string | undefined): Promise<string | undefined> {
  const accounts = await listAccounts(sql)
  return accounts.find(({ name, agency: own, role }) => {
    const known = roles.find((one) => one === role)
    if (known === undefined || own !== agency || (wanted !== undefined && name !== wanted)) return false
    return mayDo({ party: config.authority.party, agency: own, role: known, user: name }, 'record.create_batch', { agency }).allowed
  })?.name
}
