import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { askSession } from '../api/questions.ts'
import { parseInboxSearch } from '../inbox/inbox-search.ts'
import { withWords } from '../language/language.ts'
import { caseworkRoutes } from './casework-routes.ts'
import { createDesk } from './desk-route.ts'
import { guarded } from './guarded.tsx'
import { page } from './lazy-page.ts'
import { PageFailed } from './page-failed.tsx'
import { peopleRoutes } from './people-routes.ts'
import { referenceRoutes } from './reference-routes.ts'
import { safeNext, words } from './safe-next.ts'
import { firstPageOf } from './tasks.ts'

/** The pages by address. Each page is its own chunk; everything behind `desk` needs a session. */
export function createAppRouter(client: QueryClient) {
  const { root, desk } = createDesk(client)

  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: (search): { next?: string | undefined } => ({ next: safeNext(search.next) }),
    component: lazyRouteComponent(() => import('../pages/sign-in.tsx'), 'SignIn'),
  })
  const home = createRoute({
    getParentRoute: () => desk,
    path: '/',
    beforeLoad: async () => {
      const session = await client.ensureQueryData(askSession)
      throw redirect({ to: firstPageOf(session?.account.role ?? '') as '/programme' })
    },
  })
  const inbox = createRoute({
    getParentRoute: () => desk,
    path: '/inbox',
    validateSearch: parseInboxSearch,
    component: guarded(
      'inbox.list',
      'nav.inbox',
      lazyRouteComponent(() => import('../pages/inbox.tsx'), 'Inbox'),
    ),
  })
  const newRecord = createRoute({
    getParentRoute: () => desk,
    path: '/new',
    validateSearch: (search): Partial<Record<'draft' | 'sent', string | undefined>> => ({
      draft: words(search.draft),
      sent: words(search.sent),
    }),
    component: guarded(
      'record.create',
      'nav.new',
      page(() => import('../pages/new-record.tsx'), 'NewRecord'),
    ),
  })
  const newOfKind = createRoute({
    getParentRoute: () => desk,
    path: '/new/$kind',
    validateSearch: (search): Partial<Record<'draft' | 'sent', string | undefined>> => ({
      draft: words(search.draft),
      sent: words(search.sent),
    }),
    component: guarded(
      'record.create',
      'nav.new',
      page(() => import('../pages/new-record.tsx'), 'NewRecord'),
    ),
  })
  const editRecord = createRoute({
    getParentRoute: () => desk,
    path: '/records/$id/edit',
    validateSearch: (search): { draft?: string | undefined } => ({ draft: words(search.draft) }),
    component: guarded(
      'record.create',
      'record.act.correct',
      page(() => import('../pages/edit-record.tsx'), 'EditRecord'),
    ),
  })
  const drafts = createRoute({
    getParentRoute: () => desk,
    path: '/drafts',
    component: guarded(
      'draft.list',
      'forms.drafts',
      page(() => import('../pages/drafts.tsx'), 'Drafts'),
    ),
  })
  const records = createRoute({
    getParentRoute: () => desk,
    path: '/records',
    validateSearch: (search): { kind?: string | undefined; from?: string | undefined } => ({
      kind: words(search.kind),
      from: words(search.from),
    }),
    component: guarded(
      'record.list',
      'nav.records',
      page(() => import('../pages/records.tsx'), 'Records'),
    ),
  })
  const record = createRoute({
    getParentRoute: () => desk,
    path: '/records/$id',
    component: guarded(
      'record.read',
      'nav.records',
      page(() => import('../pages/record.tsx'), 'RecordPage'),
    ),
  })
  const recall = createRoute({
    getParentRoute: () => desk,
    path: '/recalls/$id',
    component: page(() => import('../pages/recall.tsx'), 'RecallPage'),
  })
  const search = createRoute({
    getParentRoute: () => desk,
    path: '/search',
    validateSearch: (
      search,
    ): Partial<Record<'q' | 'kind' | 'from' | 'agency' | 'tlp' | 'list' | 'flag' | 'added', string | undefined>> => ({
      q: words(search.q),
      kind: words(search.kind),
      from: words(search.from),
      agency: words(search.agency),
      tlp: words(search.tlp),
      list: words(search.list),
      flag: words(search.flag),
      added: words(search.added),
    }),
    component: guarded(
      'search',
      'nav.search',
      page(() => import('../pages/search.tsx'), 'Search'),
    ),
  })
  const exchange = createRoute({
    getParentRoute: () => desk,
    path: '/exchange',
    component: guarded(
      'exchange.read',
      'nav.exchange',
      page(
        withWords('quarantine', () => import('../pages/exchange.tsx')),
        'Exchange',
      ),
    ),
  })
  const release = createRoute({
    getParentRoute: () => desk,
    path: '/release',
    component: guarded(
      'release_task.list',
      'nav.release',
      page(() => import('../pages/release-queue.tsx'), 'ReleaseQueue'),
    ),
  })
  const releaseTask = createRoute({
    getParentRoute: () => desk,
    path: '/release/$id',
    component: guarded(
      'release_task.read',
      'nav.release',
      page(() => import('../pages/release-task.tsx'), 'ReleaseTaskPage'),
    ),
  })
  const clearances = createRoute({
    getParentRoute: () => desk,
    path: '/clearance',
    validateSearch: (search): { show?: string | undefined } => ({ show: words(search.show) }),
    component: guarded(
      'clearance.list',
      'clearance.nav',
      page(() => import('../pages/clearances.tsx'), 'Clearances'),
    ),
  })
  const clearance = createRoute({
    getParentRoute: () => desk,
    path: '/clearance/$id',
    component: guarded(
      'clearance.read',
      'clearance.nav',
      page(() => import('../pages/clearance.tsx'), 'ClearancePage'),
    ),
  })
  // Every page of the programme, so that the first load names one route for all of them (`programme-pages.tsx`).
  const programme = createRoute({
    getParentRoute: () => desk,
    path: '/programme',
    validateSearch: (search): Readonly<Record<string, string | undefined>> =>
      Object.fromEntries(Object.entries(search).map(([name, value]) => [name, words(value)])),
    component: page(
      withWords('programme', () => import('../programme/programme-pages.tsx')),
      'ProgrammePages',
    ),
  })
  const belowProgramme = createRoute({ getParentRoute: () => programme, path: '$' })
  const evidence = createRoute({
    getParentRoute: () => desk,
    path: '/evidence',
    validateSearch: (search): Partial<Record<'record' | 'case' | 'from' | 'to' | 'partner', string | undefined>> => ({
      record: words(search.record),
      case: words(search.case),
      from: words(search.from),
      to: words(search.to),
      partner: words(search.partner),
    }),
    component: guarded(
      'evidence.ask',
      'record.act.evidence',
      page(
        withWords(
          'verify',
          withWords('evidence', () => import('../pages/evidence.tsx')),
        ),
        'Evidence',
      ),
    ),
  })
  // Outside the desk: whoever holds a file checks it, signed in or not.
  const verify = createRoute({
    getParentRoute: () => root,
    path: '/verify',
    component: lazyRouteComponent(
      withWords(
        'verify',
        withWords('evidence', () => import('../pages/verify.tsx')),
      ),
      'Verify',
    ),
  })

  const routeTree = root.addChildren([
    signIn,
    verify,
    desk.addChildren([
      home,
      inbox,
      newRecord,
      newOfKind,
      editRecord,
      drafts,
      records,
      record,
      recall,
      evidence,
      search,
      exchange,
      release,
      releaseTask,
      clearances,
      clearance,
      programme.addChildren([belowProgramme]),
      ...caseworkRoutes(desk),
      ...referenceRoutes(desk),
      ...peopleRoutes(desk),
    ]),
  ])
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true, defaultErrorComponent: PageFailed })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
