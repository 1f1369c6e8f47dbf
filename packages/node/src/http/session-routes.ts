import { routes } from '@enlace/api'
import { actionsOf } from '@enlace/policy'
import { endSession } from '../store/accounts.ts'
import { cookieName, printCookie } from './cookie.ts'
import type { Desk } from './desk.ts'
import { mount, mountOpen, sendAsIs } from './mount.ts'
import type { Sessions } from './sessions.ts'
import type { Site } from './site.ts'

/** Mounts sign-in, sign-out and «who am I». `secure` says whether pages are reached over HTTPS. */
export function mountSessionRoutes(site: Site, desk: Desk, sessions: Sessions, secure: () => boolean): void {
  const name = cookieName(desk.authority.party)

  mountOpen(site, routes.signIn, async ({ body, request, reply }) => {
    const { token, account, expiresAt, passwordTemporary } = await sessions.signIn(body.user, body.password, request.ip)
    const maxAgeSeconds = Math.floor((expiresAt.getTime() - desk.now().getTime()) / 1000)
    reply.header('set-cookie', printCookie(name, token, { maxAgeSeconds, secure: secure() }))
    const session = { account: { ...account }, expiresAt: expiresAt.toISOString(), may: [...actionsOf(account.role)] }
    return passwordTemporary ? { ...session, passwordTemporary } : session
  })

  mount(site, routes.readSession, async ({ request }) => {
    const { actor, expiresAt, passwordTemporary } = await sessions.read(request)
    const session = { account: { ...actor }, expiresAt: expiresAt.toISOString(), may: [...actionsOf(actor.role)] }
    return passwordTemporary ? { ...session, passwordTemporary } : session
  })

  mount(site, routes.signOut, async ({ request, reply }) => {
    const { tokenHash, byCookie } = await sessions.read(request)
    await endSession(desk.sql, tokenHash)
    if (byCookie) reply.header('set-cookie', printCookie(name, '', { maxAgeSeconds: 0, secure: secure() }))
    return sendAsIs(null)
  })
}
