import type { QueryClient } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { askNode, askSession } from '../api/questions.ts'
import { parsePlanSearch } from '../clocks/plan.ts'
import { parseInboxSearch } from '../inbox/inbox-search.ts'
import { loadRestOfLanguage, withWords } from '../language/language.ts'
import { guarded } from './guarded.tsx'
import { DeskFailed, PageFailed } from './page-failed.tsx'
import { PageUnknown } from './page-unknown.tsx'
import { safeNext, words } from './safe-next.ts'
import { Shell } from './shell.tsx'
import { firstPageOf } from './tasks.ts'

/** A page that says more than the inbox: its words come with it. */
/** What the way to a case may bring for the form of a custody event. */
const givenToCase = ['add', 'event', 'at', 'back', 'place', 'authority', 'law', 'article', 'court', 'number'] as const
const page: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(withWords('more', load), name)

/** The pages by address. Each page is its own chunk; everything behind `desk` needs a session. */
export function createAppRouter(client: QueryClient) {
  const root = createRootRoute({ errorComponent: DeskFailed, notFoundComponent: PageUnknown, loader: () => client.prefetchQuery(askNode) })

  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: (search): { next?: string | undefined } => ({ next: safeNext(search.next) }),
    component: lazyRouteComponent(() => import('../pages/sign-in.tsx'), 'SignIn'),
  })
  const desk = createRoute({
    getParentRoute: () => root,
    id: 'desk',
    component: Shell,
    beforeLoad: async ({ location }) => {
      const session = await client.ensureQueryData(askSession)
      if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } })
      // Who was given a password by somebody else chooses one first; the node refuses everything else until then.
      if (session.passwordTemporary === true && location.pathname !== '/password') throw redirect({ to: '/password' })
      await loadRestOfLanguage()
    },
  })
  const home = createRoute({
    getParentRoute: () => desk,
    path: '/',
    beforeLoad: async () => {
      const session = await client.ensureQueryData(askSession)
      throw redirect({ to: firstPageOf(session?.account.role ?? '') })
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
  const imports = createRoute({
    getParentRoute: () => desk,
    path: '/imports',
    component: guarded(
      'import.list',
      'nav.imports',
      page(() => import('../pages/imports.tsx'), 'Imports'),
    ),
  })
  const lists = createRoute({
    getParentRoute: () => desk,
    path: '/lists',
    component: guarded(
      'list.list',
      'nav.lists',
      page(
        withWords('lists', () => import('../pages/lists.tsx')),
        'Lists',
      ),
    ),
  })
  const list = createRoute({
    getParentRoute: () => desk,
    path: '/lists/$list',
    validateSearch: (search): Partial<Record<'edition' | 'q' | 'change' | 'program' | 'entityClass' | 'show', string | undefined>> => ({
      edition: words(search.edition),
      q: words(search.q),
      change: words(search.change),
      program: words(search.program),
      entityClass: words(search.entityClass),
      show: words(search.show),
    }),
    component: guarded(
      'list.read',
      'nav.lists',
      page(
        withWords('lists', () => import('../pages/list.tsx')),
        'ListPage',
      ),
    ),
  })
  const seriesList = createRoute({
    getParentRoute: () => desk,
    path: '/series',
    component: guarded(
      'series.list',
      'nav.series',
      page(
        withWords('lists', () => import('../pages/series-list.tsx')),
        'SeriesList',
      ),
    ),
  })
  const series = createRoute({
    getParentRoute: () => desk,
    path: '/series/$series',
    validateSearch: (search): Partial<Record<'measure' | 'by' | 'where' | 'period' | 'from' | 'to' | 'unit', string | undefined>> => ({
      measure: words(search.measure),
      by: words(search.by),
      where: words(search.where),
      period: words(search.period),
      from: words(search.from),
      to: words(search.to),
      unit: words(search.unit),
    }),
    component: guarded(
      'series.read',
      'nav.series',
      page(
        withWords('lists', () => import('../pages/series.tsx')),
        'SeriesPage',
      ),
    ),
  })

  const agencies = createRoute({
    getParentRoute: () => desk,
    path: '/agencies',
    component: guarded(
      'agency.list',
      'people.nav.agencies',
      page(() => import('../pages/agencies.tsx'), 'Agencies'),
    ),
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
  const instruments = createRoute({
    getParentRoute: () => desk,
    path: '/instruments',
    component: guarded(
      'instrument.list',
      'people.nav.instruments',
      page(
        withWords('clocks', () => import('../pages/instruments.tsx')),
        'Instruments',
      ),
    ),
  })
  const instrument = createRoute({
    getParentRoute: () => desk,
    path: '/instruments/$id',
    component: guarded(
      'instrument.read',
      'people.nav.instruments',
      page(
        withWords('clocks', () => import('../pages/instrument.tsx')),
        'InstrumentPage',
      ),
    ),
  })
  const simulator = createRoute({
    getParentRoute: () => desk,
    path: '/simulator',
    validateSearch: parsePlanSearch,
    component: guarded(
      'clock.simulate',
      'people.nav.simulator',
      page(
        withWords('clocks', () => import('../pages/simulator.tsx')),
        'Simulator',
      ),
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
  const requests = createRoute({
    getParentRoute: () => desk,
    path: '/requests',
    validateSearch: (search): Partial<Record<'show' | 'form' | 'direction' | 'state', string | undefined>> => ({
      show: words(search.show),
      form: words(search.form),
      state: words(search.state),
      direction: words(search.direction),
    }),
    component: guarded(
      'request.list',
      'people.nav.requests',
      page(
        withWords('requests', () => import('../pages/requests.tsx')),
        'Requests',
      ),
    ),
  })
  const commitments = createRoute({
    getParentRoute: () => desk,
    path: '/commitments',
    validateSearch: (search): Partial<Record<'owes' | 'status' | 'overdue' | 'workstream' | 'earlier', string | undefined>> => ({
      owes: words(search.owes),
      status: words(search.status),
      overdue: search.overdue === 'yes' ? 'yes' : undefined,
      workstream: words(search.workstream),
      earlier: search.earlier === 'yes' ? 'yes' : undefined,
    }),
    component: guarded(
      'commitment.list',
      'people.nav.commitments',
      page(
        withWords(
          'programme',
          withWords('commitments', () => import('../pages/commitments.tsx')),
        ),
        'Commitments',
      ),
    ),
  })
  const commitment = createRoute({
    getParentRoute: () => desk,
    path: '/commitments/$id',
    component: guarded(
      'commitment.read',
      'people.nav.commitments',
      page(
        withWords(
          'programme',
          withWords('commitments', () => import('../pages/commitment.tsx')),
        ),
        'CommitmentPage',
      ),
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
  const groups = createRoute({
    getParentRoute: () => desk,
    path: '/groups',
    validateSearch: (search): Partial<Record<'q' | 'on', string | undefined>> => ({ q: words(search.q), on: words(search.on) }),
    component: guarded(
      'group.list',
      'people.nav.groups',
      page(
        withWords('groups', () => import('../pages/groups.tsx')),
        'Groups',
      ),
    ),
  })
  const group = createRoute({
    getParentRoute: () => desk,
    path: '/groups/$id',
    validateSearch: (search): { on?: string | undefined } => ({ on: words(search.on) }),
    component: guarded(
      'group.read',
      'people.nav.groups',
      page(
        withWords('groups', () => import('../pages/group.tsx')),
        'GroupPage',
      ),
    ),
  })
  const cases = createRoute({
    getParentRoute: () => desk,
    path: '/cases',
    validateSearch: (search): Partial<Record<'status' | 'custody' | 'turn' | 'contested' | 'person', string | undefined>> => ({
      status: words(search.status),
      custody: words(search.custody),
      turn: words(search.turn),
      contested: words(search.contested),
      person: words(search.person),
    }),
    component: guarded(
      'case.list',
      'people.nav.cases',
      page(
        withWords('cases', () => import('../pages/cases.tsx')),
        'Cases',
      ),
    ),
  })
  const personCase = createRoute({
    getParentRoute: () => desk,
    path: '/cases/$id',
    validateSearch: (search): Partial<Record<(typeof givenToCase)[number], string | undefined>> =>
      Object.fromEntries(givenToCase.map((name) => [name, words(search[name])])),
    component: guarded(
      'case.read',
      'people.nav.cases',
      page(
        withWords(
          'requests',
          withWords('cases', () => import('../pages/case.tsx')),
        ),
        'CasePage',
      ),
    ),
  })
  const newRequest = createRoute({
    getParentRoute: () => desk,
    path: '/requests/new',
    validateSearch: (search): Partial<Record<'form' | 'draft' | 'about' | 'follows' | 'offences', string | undefined>> => ({
      form: words(search.form),
      draft: words(search.draft),
      about: words(search.about),
      follows: words(search.follows),
      offences: words(search.offences),
    }),
    component: guarded(
      'record.create',
      'people.nav.requests',
      page(
        withWords('requests', () => import('../pages/new-request.tsx')),
        'NewRequest',
      ),
    ),
  })
  const flow = createRoute({
    getParentRoute: () => desk,
    path: '/requests/flow',
    validateSearch: (search): { days?: string | undefined } => ({ days: words(search.days) }),
    component: guarded(
      'request.flow',
      'people.nav.requests',
      page(
        withWords('requests', () => import('../pages/request-flow.tsx')),
        'RequestFlow',
      ),
    ),
  })
  const request = createRoute({
    getParentRoute: () => desk,
    path: '/requests/$id',
    component: guarded(
      'request.read',
      'people.nav.requests',
      page(
        withWords('requests', () => import('../pages/request.tsx')),
        'RequestPage',
      ),
    ),
  })
  const contactReports = createRoute({
    getParentRoute: () => desk,
    path: '/contact-reports',
    component: guarded(
      'report.list',
      'people.nav.reports',
      page(
        withWords('reports', () => import('../pages/contact-reports.tsx')),
        'ContactReports',
      ),
    ),
  })
  const notes = createRoute({
    getParentRoute: () => desk,
    path: '/notes',
    validateSearch: (search): { show?: string | undefined } => ({ show: words(search.show) }),
    component: guarded(
      'note.list',
      'people.nav.notes',
      page(
        withWords('notes', () => import('../pages/notes.tsx')),
        'Notes',
      ),
    ),
  })
  const newNote = createRoute({
    getParentRoute: () => desk,
    path: '/notes/new',
    validateSearch: (search): Partial<Record<'request' | 'purpose' | 'answers', string | undefined>> => ({
      request: words(search.request),
      purpose: words(search.purpose),
      answers: words(search.answers),
    }),
    component: guarded(
      'record.create',
      'people.nav.notes',
      page(
        withWords(
          'requests',
          withWords('notes', () => import('../pages/new-note.tsx')),
        ),
        'NewNote',
      ),
    ),
  })
  const note = createRoute({
    getParentRoute: () => desk,
    path: '/notes/$id',
    component: guarded(
      'note.read',
      'people.nav.notes',
      page(
        withWords(
          'requests',
          withWords('notes', () => import('../pages/note.tsx')),
        ),
        'NotePage',
      ),
    ),
  })
  const rights = createRoute({
    getParentRoute: () => desk,
    path: '/rights',
    component: guarded(
      'rights.list',
      'people.nav.rights',
      page(
        withWords('rights', () => import('../pages/rights.tsx')),
        'Rights',
      ),
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

  const help = createRoute({
    getParentRoute: () => desk,
    path: '/help',
    component: page(
      withWords('help', () => import('../pages/help.tsx')),
      'Help',
    ),
  })
  const quickCard = createRoute({
    getParentRoute: () => desk,
    path: '/help/card/$role',
    component: page(
      withWords('help', () => import('../pages/quick-card.tsx')),
      'QuickCardPage',
    ),
  })
  const identifiers = createRoute({
    getParentRoute: () => desk,
    path: '/identifiers',
    component: guarded(
      'identifier.check',
      'people.nav.identifiers',
      page(
        withWords('identifiers', () => import('../pages/identifiers.tsx')),
        'Identifiers',
      ),
    ),
  })
  const terms = createRoute({
    getParentRoute: () => desk,
    path: '/terms',
    validateSearch: (search): { q?: string | undefined } => ({ q: words(search.q) }),
    component: page(
      withWords('help', () => import('../pages/terms.tsx')),
      'Terms',
    ),
  })
  const design = createRoute({
    getParentRoute: () => desk,
    path: '/design',
    component: page(
      withWords(
        'help',
        withWords('design', () => import('../pages/design.tsx')),
      ),
      'Design',
    ),
  })

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
      imports,
      lists,
      list,
      seriesList,
      series,
      agencies,
      retention,
      instruments,
      instrument,
      simulator,
      accounts,
      roles,
      requests,
      flow,
      cases,
      personCase,
      newRequest,
      commitments,
      commitment,
      programme.addChildren([belowProgramme]),
      groups,
      group,
      request,
      contactReports,
      notes,
      newNote,
      note,
      rights,
      roster,
      agreements,
      proposals,
      password,
      help,
      quickCard,
      identifiers,
      terms,
      design,
    ]),
  ])
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true, defaultErrorComponent: PageFailed })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
