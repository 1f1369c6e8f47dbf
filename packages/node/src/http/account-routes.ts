import { type AccountSummary, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import type { Actor, Change } from '@enlace/policy'
import { type AccountRow, findAgencyAccount, listAgencyAccounts, listSessions } from '../store/account-rows.ts'
import { findAccount } from '../store/accounts.ts'
import { hashPassword, verifyPassword } from '../store/password.ts'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import type { Sessions } from './sessions.ts'
import { showAsked } from './show-asked.ts'
import type { Site } from './site.ts'
import { createThrottle } from './throttle.ts'

/** An open account that nobody used for this long is dormant. */
const dormantDays = 90
const dayMs = 86_400_000

/** Mounts accounts and their sessions: for those who run an agency's people, and one's own password. */
export function mountAccountRoutes(site: Site, desk: Desk, sessions: Sessions): void {
  const { people } = desk.services

  mount(site, routes.listAccounts, async (_call, actor) => {
    const rows = await listAgencyAccounts(desk.sql, actor.agency, desk.now())
    return { items: await Promise.all(rows.map((row) => showAccount(desk, row))), dormantDays }
  })

  mount(site, routes.changeAccount, async ({ body }, actor) => {
    const change = readChange(body, actor)
    const asked = await people.change({ change, reason: body.reason, actor, ...(body.dryRun === true ? { dryRun: true } : {}) })
    return showAsked(change, asked, people.at)
  })

  mount(site, routes.endSession, async ({ params }, actor) => {
    const account = await findAgencyAccount(desk.sql, params.user, desk.now())
    if (account === undefined || account.agency !== actor.agency) throw new Fault('account_unknown')
    const one = params.id === 'all' ? {} : { id: params.id }
    return { ended: await people.endSessions({ actor, user: account.name, ...one }) }
  })

  const guesses = createThrottle()
  mount(site, routes.changePassword, async ({ body, request }, actor) => {
    const wait = guesses.waitSeconds(actor.user, desk.now().getTime())
    if (wait > 0) throw new Fault('too_many_requests', { seconds: wait })
    const account = await findAccount(desk.sql, actor.user)
    if (!(await verifyPassword(body.current, account?.secret))) {
      guesses.failed(actor.user, desk.now().getTime())
      throw problem('/current', 'current_wrong')
    }
    guesses.succeeded(actor.user)
    if (body.next === body.current) throw problem('/next', 'password_same')
    if (body.next.toLowerCase().includes(actor.user.toLowerCase())) throw problem('/next', 'password_is_name')
    const { tokenHash } = await sessions.read(request)
    await people.changePassword({ actor, secret: await hashPassword(body.next), keep: tokenHash })
    return { ended: true }
  })
}

function problem(field: string, code: string): Fault {
  return new Fault('body_invalid', {}, { problems: [{ field, code }] })
}

type Body = { readonly what: Change['what']; readonly user: string; readonly role?: Actor['role'] }

/** The change that a request asks for, in the caller's own agency: nobody makes people of another. */
function readChange(body: Body, { agency }: Actor): Change {
  const { user, role } = body
  switch (body.what) {
    case 'account_create':
    case 'account_role':
      if (role === undefined) throw problem('/role', 'role_missing')
      return { what: body.what, user, agency, role }
    case 'account_disable':
    case 'account_enable':
    case 'account_password':
      return { what: body.what, user, agency }
    default:
      throw problem('/what', 'not_one_of')
  }
}

async function showAccount(desk: Desk, row: AccountRow): Promise<AccountSummary> {
  const now = desk.now()
  const last = row.signedInAt ?? row.createdAt
  const sessions = row.sessions === 0 ? [] : await listSessions(desk.sql, row.name, now)
  return {
    user: row.name,
    role: row.role,
    agency: row.agency,
    createdAt: row.createdAt?.toISOString() ?? null,
    signedInAt: row.signedInAt?.toISOString() ?? null,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    dormant: row.disabledAt === null && last !== null && now.getTime() - last.getTime() > dormantDays * dayMs,
    passwordTemporary: row.passwordTemporary,
    sessions: sessions.map((one) => ({
      id: one.id,
      program: one.bearer,
      createdAt: one.createdAt.toISOString(),
      expiresAt: one.expiresAt.toISOString(),
    })),
  }
}
