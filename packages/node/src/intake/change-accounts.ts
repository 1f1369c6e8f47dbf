import { randomInt } from 'node:crypto'
import { canonicalBytes, Fault, type JsonObject } from '@enlace/core'
import { type Change, type ChangeFacts, type Role, roles } from '@enlace/policy'
import { countRoles, findAgencyAccount, insertAccount, setDisabled, setRole, setSecret } from '../store/account-rows.ts'
import type { Writing } from '../store/log-writer.ts'
import type { Querier } from '../store/logs.ts'
import { hashPassword } from '../store/password.ts'

export type AccountChange = Extract<Change, { readonly user: string }>

/** A new secret that is ready before the transaction begins: hashing takes long, and a log waits for nobody's hash. */
export type FreshPassword = { readonly password: string; readonly secret: string }

/** What an account is now, for `needsSecond`. Throws Fault `account_unknown` or `account_exists` when the change cannot be made at all. */
export async function readAccountFacts(sql: Querier, change: AccountChange, now: Date): Promise<ChangeFacts & { readonly open: boolean }> {
  const account = await findAgencyAccount(sql, change.user, now)
  if (change.what === 'account_create') {
    if (account !== undefined) throw new Fault('account_exists', {}, { problems: [{ field: '/user', code: 'account_exists' }] })
    return { open: false }
  }
  // An account of another agency is as unknown as one that does not exist.
  if (account === undefined || account.agency !== change.agency) throw new Fault('account_unknown', {})
  const open = account.disabledAt === null
  if (open === (change.what === 'account_enable')) throw new Fault(open ? 'account_open' : 'account_closed', {})
  const role = roles.find((known) => known === account.role)
  const counts = await countRoles(sql)
  const withThatRole = counts.find((row) => row.agency === account.agency && row.role === account.role)?.count ?? 0
  return { role, withThatRole, open }
}

/** Whether a change gives somebody a new password. */
export function givesPassword(change: Change): boolean {
  return change.what === 'account_create' || change.what === 'account_password' || change.what === 'account_enable'
}

/** A password of 97 random bits in groups that can be read aloud, and its hash. It is shown once and must be changed at the first sign-in. */
export async function makePassword(): Promise<FreshPassword> {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  const password = Array.from({ length: 5 }, group).join('-')
  return { password, secret: await hashPassword(password) }
}

// No letter or digit that is taken for another when it is read from paper.
const letters = 'abcdefghjkmnpqrstuvwxyz3456789'

/** Makes the change and its journal entry in one transaction; answers the entry's position. */
export async function applyAccountChange(
  writing: Writing,
  journalId: number,
  change: AccountChange,
  by: { readonly user: string; readonly agency: string; readonly at: Date; readonly more: JsonObject },
  fresh: FreshPassword | undefined,
): Promise<number> {
  const { sql } = writing
  const { user } = change
  const done = await makeChange(sql, change, by.at, fresh)
  if (!done) throw new Fault(change.what === 'account_create' ? 'account_exists' : 'account_unknown', {})
  const role: JsonObject = 'role' in change ? { role: change.role satisfies Role } : {}
  const document = canonicalBytes({ at: by.at.toISOString(), by: by.user, account: user, what: change.what, ...role, ...by.more })
  const body = { agency: change.agency, key: 'day' as const, items: [document] }
  const [seq] = await writing.append(journalId, [{ type: 'admin', at: by.at, body }])
  return seq as number
}

async function makeChange(sql: Querier, change: AccountChange, at: Date, fresh: FreshPassword | undefined): Promise<boolean> {
  const { user, agency } = change
  switch (change.what) {
    case 'account_create':
      return fresh !== undefined && (await insertAccount(sql, { name: user, agency, role: change.role, secret: fresh.secret, at }))
    case 'account_role':
      return await setRole(sql, user, change.role)
    case 'account_disable':
      return await setDisabled(sql, user, at)
    case 'account_enable':
      return (await setDisabled(sql, user, null)) && fresh !== undefined && (await setSecret(sql, user, fresh.secret, { temporary: true }))
    case 'account_password':
      return fresh !== undefined && (await setSecret(sql, user, fresh.secret, { temporary: true }))
  }
}
