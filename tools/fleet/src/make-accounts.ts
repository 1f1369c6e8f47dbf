import { addAccount, issueToken, reachDatabase, readConfig } from '@enlace/node'

export type FleetAccount = {
  readonly role: string
  readonly agency: string
  readonly user: string
  readonly password: string
  /** Bearer token for programs. */
  readonly token: string
}

const roles = [
  'duty-officer',
  'analyst',
  'releasing-officer',
  'secretariat',
  'inspector',
  'administrator',
  'legal-adviser',
  'minister',
] as const

/** Who has an account: each role once, and a second releasing officer, since the highest markings leave by two persons. */
const people = [...roles.map((role) => ({ role, name: role })), { role: 'releasing-officer', name: 'second-releasing-officer' }] as const

/** One account for each role in each agency, and the second releasing officer, of a running demonstration node, with a fresh token; existing ones keep their password. */
export async function makeAccounts(dataDir: string, tokenDays: number): Promise<readonly FleetAccount[]> {
  const { authority, databaseUrl } = readConfig(dataDir, {})
  await using database = await reachDatabase(dataDir, databaseUrl)
  const known = new Set((await database.sql<{ name: string }[]>`select name from account`).map((row) => row.name))
  const life = { bearer: true, now: new Date(), lifeMs: tokenDays * 86_400_000 }
  const accounts: FleetAccount[] = []
  for (const { id: agency } of authority.agencies) {
    for (const { role, name } of people) {
      const user = `${name}.${agency}`
      const password = `demo-${name}-${agency}`
      const made = known.has(user)
        ? undefined
        : await addAccount(database.sql, { party: authority.party, agency, role, user }, password, tokenDays)
      accounts.push({ role, agency, user, password, token: made ?? (await issueToken(database.sql, user, life)).token })
    }
  }
  return accounts
}
