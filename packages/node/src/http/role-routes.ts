import { routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import { actions, changeNames, mayDo, roles, ruleOf, secondsFor } from '@enlace/policy'
import type { Desk } from './desk.ts'
import { mount } from './mount.ts'
import type { Site } from './site.ts'

/** Mounts what each role may do, printed from the rules themselves, and the question why one may not. */
export function mountRoleRoutes(site: Site, desk: Desk): void {
  mount(site, routes.listRoles, async () => ({
    roles: [...roles],
    items: actions.map((action) => ({ action, roles: [...ruleOf(action).roles], reach: ruleOf(action).reach })),
    seconds: changeNames.map((what) => ({ what, roles: [...secondsFor(what)] })),
  }))

  mount(site, routes.askRole, async ({ body }) => {
    const action = actions.find((known) => known === body.action)
    if (action === undefined) throw new Fault('body_invalid', {}, { problems: [{ field: '/action', code: 'not_one_of' }] })
    // Two compartments that stand for any two: what is decided depends on own, shared or foreign, never on a name.
    const actor = { party: desk.authority.party, agency: 'own', role: body.role, user: 'asked' }
    const resource = { agency: body.place === 'own' ? 'own' : 'other', sharedWith: body.place === 'shared' ? ['own'] : [] }
    const permission = mayDo(actor, action, resource)
    return permission.allowed ? { allowed: true, reason: null } : { allowed: false, reason: permission.reason }
  })
}
