import type { Sql } from 'postgres'
import { createBatcher } from './batcher.ts'

/** An account of this party: one agency, one role. `secret` is a PHC string of its password. */
export type Account = { readonly name: string; readonly agency: string; readonly role: string; readonly secret: string }

/** The same as the store keeps it: also whether somebody else made the password. */
export type StoredAccount = Account & { readonly passwordTemporary: boolean }

export type Session = {
  readonly account: string
  readonly agency: string
  readonly role: string
  readonly bearer: boolean
  readonly expiresAt: Date
  readonly passwordTemporary: boolean
}

/** Adds an account, or gives an existing one a new secret, agency and role; its sessions end. */
export async function saveAccount(sql: Sql, account: Account): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`insert into account (name, agency, role, secret, created_at)
      values (${account.name}, ${account.agency}, ${account.role}, ${account.secret}, now())
      on conflict (name) do update set agency = excluded.agency, role = excluded.role, secret = excluded.secret, disabled_at = null,
        password_temporary = false`
    await tx`delete from session where account = ${account.name}`
  })
}

/** The account of that name that may sign in. */
export async function findAccount(sql: Sql, name: string): Promise<StoredAccount | undefined> {
  const [row] = await sql<StoredAccount[]>`
    select name, agency, role, secret, password_temporary as "passwordTemporary" from account where name = ${name} and disabled_at is null`
  return row
}

/** The name of every account that there ever was. */
export async function listEveryAccountName(sql: Sql): Promise<string[]> {
  return (await sql<{ name: string }[]>`select name from account order by name`).map(({ name }) => name)
}

/** Every account that may sign in, without secrets. */
export async function listAccounts(sql: Sql): Promise<Omit<Account, 'secret'>[]> {
  return await sql<Omit<Account, 'secret'>[]>`select name, agency, role from account where disabled_at is null order by agency, role, name`
}

/** Closes an account and ends its sessions. False: there is none. */
export async function disableAccount(sql: Sql, name: string, at: Date): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const done = await tx`update account set disabled_at = ${at} where name = ${name} and disabled_at is null`
    await tx`delete from session where account = ${name}`
    return done.count === 1
  })
}

/** Opens a session under the SHA-256 of its token; the oldest beyond 50 of an account end. */
export async function openSession(
  sql: Sql,
  session: {
    readonly tokenHash: Uint8Array
    readonly account: string
    readonly bearer: boolean
    readonly at: Date
    readonly expiresAt: Date
  },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`insert into session (token, account, bearer, created_at, expires_at)
      values (${session.tokenHash}, ${session.account}, ${session.bearer}, ${session.at}, ${session.expiresAt})
      on conflict (token) do update set expires_at = excluded.expires_at`
    await tx`delete from session where token in
      (select token from session where account = ${session.account} order by created_at desc offset 50)`
  })
}

/**
 * Finds the session of a token, ended ones included (so that the answer can say «expired»). Closed accounts have none. Each request asks, so what is
 * asked while an answer is under way goes together in the next question: none is answered from before it was asked.
 */
export function openSessionFinder(sql: Sql): (tokenHash: Uint8Array) => Promise<Session | undefined> {
  return createBatcher<Uint8Array, Session | undefined>(256, async (hashes) => {
    const texts = hashes.map((hash) => Buffer.from(hash).toString('hex'))
    const rows = await sql<(Session & { token: Buffer })[]>`
      select token, account, agency, role, bearer, expires_at as "expiresAt", password_temporary as "passwordTemporary"
      from session join account on account.name = session.account
      where token = any(${sql.array(
        [...new Set(texts)].map((text) => Buffer.from(text, 'hex')),
        17,
      )}::bytea[]) and disabled_at is null`
    const found = new Map(rows.map(({ token, ...session }) => [token.toString('hex'), session]))
    return texts.map((text) => found.get(text))
  })
}

/** Ends one session at once. */
export async function endSession(sql: Sql, tokenHash: Uint8Array): Promise<void> {
  await sql`delete from session where token = ${tokenHash}`
}

/** Forgets sessions that ended before `before`. */
export async function deleteEndedSessions(sql: Sql, before: Date): Promise<number> {
  const done = await sql`delete from session where expires_at < ${before}`
  return done.count
}
