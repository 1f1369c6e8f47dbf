import { Fault } from '@enlace/core'
import { type Actor, roles } from '@enlace/policy'
import type { FastifyRequest } from 'fastify'
import type { Sql } from 'postgres'
import { noteSignIn } from '../store/account-rows.ts'
import { findAccount, openSessionFinder, type Session } from '../store/accounts.ts'
import { type IssuedToken, issueToken, tokenHashOf } from '../store/issue-token.ts'
import { verifyPassword } from '../store/password.ts'
import { cookieName, findCookie } from './cookie.ts'
import { createThrottle } from './throttle.ts'

/** A browser session just opened. */
export type SignedIn = IssuedToken & { readonly account: Actor; readonly passwordTemporary: boolean }

export type Sessions = {
  /** Checks a password and opens a browser session. Throws Fault `credentials_wrong`, `too_many_requests` or `node_busy`. */
  readonly signIn: (user: string, password: string, address: string) => Promise<SignedIn>
  /** Who a request comes from, by bearer token or cookie. Throws Fault `sign_in_required` or `session_expired`. */
  readonly read: (request: FastifyRequest) => Promise<{
    readonly actor: Actor
    readonly tokenHash: Uint8Array
    readonly expiresAt: Date
    readonly byCookie: boolean
    /** Somebody else made the password: nothing but changing it is possible. */
    readonly passwordTemporary: boolean
  }>
}

/** A working day: who comes back tomorrow signs in again. */
const browserSessionMs = 12 * 3_600_000

/** Opens sessions for one party. Guesses for one account from one address slow down, and so do all guesses from one address. */
export function createSessions(options: { readonly sql: Sql; readonly party: string; readonly now: () => Date }): Sessions {
  const { sql, party, now } = options
  const findSession = openSessionFinder(sql)
  const guesses = createThrottle()
  // One address may stand for a whole office: it slows down later, and only after many failures.
  const addresses = createThrottle({ free: 50, maxSeconds: 60 })

  return {
    async signIn(user, password, address) {
      const keys = [`${address} ${user}`, address] as const
      const wait = Math.max(guesses.waitSeconds(keys[0], now().getTime()), addresses.waitSeconds(keys[1], now().getTime()))
      if (wait > 0) throw new Fault('too_many_requests', { seconds: wait })
      const account = user.includes('\0') ? undefined : await findAccount(sql, user)
      if (!(await verifyPassword(password, account?.secret)) || account === undefined) {
        guesses.failed(keys[0], now().getTime())
        addresses.failed(keys[1], now().getTime())
        throw new Fault('credentials_wrong')
      }
      guesses.succeeded(keys[0])
      await noteSignIn(sql, account.name, now())
      const issued = await issueToken(sql, account.name, { bearer: false, now: now(), lifeMs: browserSessionMs })
      const { passwordTemporary } = account
      return { ...issued, account: toActor(party, { account: account.name, ...account }), passwordTemporary }
    },
    async read(request) {
      const { token, byCookie } = readToken(request, party)
      if (token === undefined) throw new Fault('sign_in_required')
      const tokenHash = tokenHashOf(token)
      const session = await findSession(tokenHash)
      // A bearer token in a cookie, or the reverse, was copied by somebody.
      if (session === undefined || session.bearer === byCookie) throw new Fault('sign_in_required')
      if (session.expiresAt.getTime() <= now().getTime()) throw new Fault('session_expired')
      return {
        actor: toActor(party, session),
        tokenHash,
        expiresAt: session.expiresAt,
        byCookie,
        passwordTemporary: session.passwordTemporary,
      }
    },
  }
}

function readToken(request: FastifyRequest, party: string): { readonly token: string | undefined; readonly byCookie: boolean } {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) {
    const bearer = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1]
    return { token: bearer, byCookie: false }
  }
  return { token: findCookie(cookie, cookieName(party)), byCookie: true }
}

function toActor(party: string, session: Pick<Session, 'account' | 'agency' | 'role'>): Actor {
  const role = roles.find((known) => known === session.role)
  // A role that this version does not know may do nothing.
  if (role === undefined) throw new Fault('sign_in_required')
  return { user: session.account, role, agency: session.agency, party }
}
