import type { Actor } from '@enlace/policy'
import type { Sql } from 'postgres'
import { saveAccount } from '../store/accounts.ts'
import { issueToken } from '../store/issue-token.ts'
import { hashPassword } from '../store/password.ts'

const dayMs = 86_400_000

/**
 * Adds an account, or gives an existing one a new password, agency and role (its sessions end). With `tokenDays` above 0 it also gets a bearer token,
 * which is returned and kept nowhere else.
 */
export async function addAccount(
  sql: Sql,
  account: Actor,
  password: string,
  tokenDays = 0,
  now: Date = new Date(),
): Promise<string | undefined> {
  await saveAccount(sql, { name: account.user, agency: account.agency, role: account.role, secret: await hashPassword(password) })
  if (tokenDays <= 0) return undefined
  const { token } = await issueToken(sql, account.user, { bearer: true, now, lifeMs: tokenDays * dayMs })
  return token
}
