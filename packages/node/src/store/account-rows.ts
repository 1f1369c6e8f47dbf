import type { Querier } from './logs.ts'

/** An account as those who run it see it: its name, rights and use, and never its secret. */
export type AccountRow = {
  readonly name: string
  readonly agency: string
  readonly role: string
  readonly createdAt: Date | null
  readonly signedInAt: Date | null
  readonly disabledAt: Date | null
  readonly passwordTemporary: boolean
  /** Sessions that have not ended. */
  readonly sessions: number
}

/** A session as its owner and those who run the account see it; `id` is a part of the token's digest and opens nothing. */
export type SessionRow = {
  readonly id: string
  readonly bearer: boolean
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Every account of an agency, closed ones last. */
export async function listAgencyAccounts(sql: Querier, agency: string, now: Date): Promise<AccountRow[]> {
  return await sql<AccountRow[]>`${columns(sql, now)} where agency = ${agency} order by disabled_at is not null, role, name limit 5000`
}

/** One account, open or closed. */
export async function findAgencyAccount(sql: Querier, name: string, now: Date): Promise<AccountRow | undefined> {
  const [row] = await sql<AccountRow[]>`${columns(sql, now)} where name = ${name}`
  return row
}

function columns(sql: Querier, now: Date) {
  return sql`select name, agency, role, created_at as "createdAt", signed_in_at as "signedInAt", disabled_at as "disabledAt",
    password_temporary as "passwordTemporary",
    (select count(*)::int from session where session.account = account.name and expires_at > ${now}) as sessions from account`
}

/** How many open accounts of each agency have each role. */
export async function countRoles(sql: Querier): Promise<{ readonly agency: string; readonly role: string; readonly count: number }[]> {
  return await sql<{ agency: string; role: string; count: number }[]>`select agency, role, count(*)::int as count from account
    where disabled_at is null group by agency, role order by agency, role`
}

/** Adds an account with a password that its holder must change. False: the name is taken, perhaps by a closed account. */
export async function insertAccount(
  sql: Querier,
  account: { readonly name: string; readonly agency: string; readonly role: string; readonly secret: string; readonly at: Date },
): Promise<boolean> {
  const done = await sql`insert into account (name, agency, role, secret, created_at, password_temporary)
    values (${account.name}, ${account.agency}, ${account.role}, ${account.secret}, ${account.at}, true) on conflict do nothing`
  return done.count === 1
}

/** Gives an open account another role; its sessions end, so that nobody works on with rights that are gone. */
export async function setRole(sql: Querier, name: string, role: string): Promise<boolean> {
  const done = await sql`update account set role = ${role} where name = ${name} and disabled_at is null`
  await endSessionsOf(sql, name)
  return done.count === 1
}

/** Closes an account (`at`) or opens it again (null); its sessions end. */
export async function setDisabled(sql: Querier, name: string, at: Date | null): Promise<boolean> {
  const done = await sql`update account set disabled_at = ${at} where name = ${name} and (disabled_at is null) = ${at !== null}`
  await endSessionsOf(sql, name)
  return done.count === 1
}

/** Gives an account another secret; every session of it ends except the one whose token is kept. */
export async function setSecret(
  sql: Querier,
  name: string,
  secret: string,
  options: { readonly temporary: boolean; readonly keep?: Uint8Array },
): Promise<boolean> {
  const done = await sql`update account set secret = ${secret}, password_temporary = ${options.temporary} where name = ${name}`
  await sql`delete from session where account = ${name} and token is distinct from ${options.keep ?? null}`
  return done.count === 1
}

/** Notes that somebody signed in just now. */
export async function noteSignIn(sql: Querier, name: string, at: Date): Promise<void> {
  await sql`update account set signed_in_at = ${at} where name = ${name}`
}

/** The sessions of an account that have not ended, newest first. */
export async function listSessions(sql: Querier, name: string, now: Date): Promise<SessionRow[]> {
  return await sql<SessionRow[]>`select left(encode(token, 'hex'), 16) as id, bearer, created_at as "createdAt", expires_at as "expiresAt"
    from session where account = ${name} and expires_at > ${now} order by created_at desc limit 50`
}

/** Ends one session of an account, or all of them. Answers how many ended. */
export async function endSessionsOf(sql: Querier, name: string, id?: string): Promise<number> {
  const done = await sql`delete from session where account = ${name}
    ${id === undefined ? sql`` : sql`and left(encode(token, 'hex'), 16) = ${id}`}`
  return done.count
}
