import { roles } from '@enlace/policy'
import { dataDirOf, readConfig } from '../config.ts'
import { disableAccount, listAccounts } from '../store/accounts.ts'
import { reachDatabase } from '../store/reach-database.ts'
import { addAccount } from './add-account.ts'
import { type Command, type Given, misused, textOf } from './command.ts'

/** `enlace account add USER --agency A --role R [--token DAYS]` (password on standard input), `account list`, `account close USER`. */
export const accountCommand: Command = {
  options: { 'data-dir': { type: 'string' }, agency: { type: 'string' }, role: { type: 'string' }, token: { type: 'string' } },
  run: async (given) => {
    const [what, user] = given.positionals
    const config = readConfig(dataDirOf(textOf(given, 'data-dir')))
    await using database = await reachDatabase(config.dataDir, config.databaseUrl)
    if (what === 'list') {
      for (const { name, agency, role } of await listAccounts(database.sql)) given.terminal.print(`${agency}\t${role}\t${name}\n`)
      return 0
    }
    if (user === undefined) return misused(given, 'account')
    if (what === 'close') {
      const closed = await disableAccount(database.sql, user, new Date())
      given.terminal.say(closed ? 'account.closed' : 'account.unknown', { user })
      return closed ? 0 : 1
    }
    return what === 'add'
      ? await add(
          given,
          user,
          config.authority.party,
          config.authority.agencies.map(({ id }) => id),
          database.sql,
        )
      : misused(given, 'account')
  },
}

async function add(
  given: Given,
  user: string,
  party: string,
  agencies: readonly string[],
  sql: Parameters<typeof addAccount>[0],
): Promise<number> {
  const agency = textOf(given, 'agency')
  const role = roles.find((known) => known === textOf(given, 'role'))
  const days = textOf(given, 'token')
  if (agency === undefined || !agencies.includes(agency) || role === undefined) return misused(given, 'account')
  const password = await given.terminal.readLine()
  if (password.length < 12) {
    given.terminal.say('account.password_short', { limit: 12 })
    return 1
  }
  const token = await addAccount(sql, { party, agency, role, user }, password, days === undefined ? 0 : Number(days))
  given.terminal.say('account.added', { user, agency, role })
  // The only time it is shown: the database keeps its SHA-256.
  if (token !== undefined) given.terminal.print(`${token}\n`)
  return 0
}
