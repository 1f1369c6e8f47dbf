import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import { openSession } from './accounts.ts'

/** A token as its holder keeps it: 32 random bytes in URL-safe Base 64. The database keeps only its SHA-256. */
export type IssuedToken = { readonly token: string; readonly expiresAt: Date }

/** Opens a session for an account: of a browser (cookie) or of a program (bearer). */
export async function issueToken(
  sql: Sql,
  account: string,
  options: { readonly bearer: boolean; readonly now: Date; readonly lifeMs: number },
): Promise<IssuedToken> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(options.now.getTime() + options.lifeMs)
  await openSession(sql, { tokenHash: tokenHashOf(token), account, bearer: options.bearer, at: options.now, expiresAt })
  return { token, expiresAt }
}

/** What the database knows a token by. */
export function tokenHashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}
