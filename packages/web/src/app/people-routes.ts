import { createRoute } from '@tanstack/react-router'
import { withWords } from '../language/language.ts'
import type { DeskRoute } from './desk-route.ts'
import { guarded } from './guarded.tsx'
import { page } from './lazy-page.ts'

/** Who works here, what they may do, and what two persons decide. */
export function peopleRoutes(desk: DeskRoute) {
  const agencies = createRoute({
    getParentRoute: () => desk,
    path: '/agencies',
    component: guarded(
      'agency.list',
      'people.nav.agencies',
      page(() => import('../pages/agencies.tsx'), 'Agencies'),
    ),
  })
  const accounts = createRoute({
    getParentRoute: () => desk,
    path: '/people',
    component: guarded(
      'account.list',
      'people.nav.accounts',
      page(() => import('../pages/accounts.tsx'), 'Accounts'),
    ),
  })
  const roles = createRoute({
    getParentRoute: () => desk,
    path: '/roles',
    component: guarded(
      'role.list',
      'people.nav.roles',
      page(() => import('../pages/roles.tsx'), 'Roles'),
    ),
  })
  const roster = createRoute({
    getParentRoute: () => desk,
    path: '/roster',
    component: guarded(
      'roster.read',
      'people.nav.roster',
      page(() => import('../pages/roster.tsx'), 'Roster'),
    ),
  })
  const agreements = createRoute({
    getParentRoute: () => desk,
    path: '/agreements',
    component: guarded(
      'agreement.list',
      'people.nav.agreements',
      page(
        withWords('clocks', () => import('../pages/agreements.tsx')),
        'Agreements',
      ),
    ),
  })
  const proposals = createRoute({
    getParentRoute: () => desk,
    path: '/proposals',
    component: guarded(
      'proposal.list',
      'people.nav.proposals',
      page(() => import('../pages/proposals.tsx'), 'Proposals'),
    ),
  })
  const password = createRoute({
    getParentRoute: () => desk,
    path: '/password',
    component: page(() => import('../pages/password.tsx'), 'Password'),
  })
  const retention = createRoute({
    getParentRoute: () => desk,
    path: '/retention',
    component: guarded(
      'retention.read',
      'people.nav.retention',
      page(
        withWords('retention', () => import('../pages/retention.tsx')),
        'Retention',
      ),
    ),
  })
  return [agencies, accounts, roles, roster, agreements, proposals, password, retention] as const
}
