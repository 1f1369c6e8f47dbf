import { createRoute } from '@tanstack/react-router'
import { withWords } from '../language/language.ts'
import type { DeskRoute } from './desk-route.ts'
import { guarded } from './guarded.tsx'
import { page } from './lazy-page.ts'
import { words } from './safe-next.ts'

/** What the way to a case may bring for the form of a custody event. */
const givenToCase = ['add', 'event', 'at', 'back', 'place', 'authority', 'law', 'article', 'court', 'number'] as const

/** Requests, cases, notes and what stands beside them. */
export function caseworkRoutes(desk: DeskRoute) {
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
  const commitments = createRoute({
    getParentRoute: () => desk,
    path: '/commitments',
    validateSearch: (search): Partial<Record<'owes' | 'status' | 'overdue' | 'workstream' | 'earlier' | 'asked', string | undefined>> => ({
      owes: words(search.owes),
      status: words(search.status),
      overdue: search.overdue === 'yes' ? 'yes' : undefined,
      workstream: words(search.workstream),
      earlier: search.earlier === 'yes' ? 'yes' : undefined,
      asked: words(search.asked),
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
  return [
    requests,
    flow,
    request,
    newRequest,
    cases,
    personCase,
    contactReports,
    notes,
    newNote,
    note,
    rights,
    groups,
    group,
    commitments,
    commitment,
  ] as const
}
