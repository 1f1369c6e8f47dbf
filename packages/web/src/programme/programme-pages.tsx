import { getRouteApi, lazyRouteComponent, type RouteComponent, useLocation } from '@tanstack/react-router'
import { Suspense } from 'react'
import { guarded } from '../app/guarded.tsx'
import { withWords } from '../language/language.ts'
import { useText } from '../language/text.ts'
import { Page } from '../parts/page.tsx'
import { Empty } from '../parts/page-state.tsx'
import classes from './programme.module.css'
import { ProgrammeNav } from './programme-nav.tsx'

/**
 * The pages of the programme by what follows `/programme`; `$id` stands for one part of the address (`useProgrammeId`). One route leads to all of them, so
 * the first load of the desk knows none: a page is one line here, and one in `programme-nav.tsx` where the sub-navigation leads to it.
 */
const pages: readonly (readonly [path: string, Shown: RouteComponent])[] = [
  page('', 'programme.list', 'commitments', () => import('./hub.tsx'), 'ProgrammeHub'),
  page('mechanisms/$id', 'programme.read_mechanism', 'commitments', () => import('./mechanism-page.tsx'), 'MechanismPage'),
  page('sessions/$id', 'programme.read', 'commitments', () => import('./session-page.tsx'), 'SessionPage'),
  page('programmes', 'programme.list', 'commitments', () => import('./programmes-page.tsx'), 'ProgrammesPage'),
  page('programmes/$id', 'programme.list', 'commitments', () => import('./programmes-page.tsx'), 'ProgrammePage'),
  page('publication', 'publication.list', 'programme', () => import('./publication-page.tsx'), 'PublicationPage'),
  page('offices', 'programme.list_offices', 'programme', () => import('./offices-page.tsx'), 'OfficesPage'),
  page('briefs', 'brief.ministerial', 'briefs', () => import('../briefs/briefs.tsx'), 'BriefsPage'),
  page(
    'brief/ministerial',
    'brief.ministerial',
    'briefs',
    withWords(
      'indicators',
      withWords(
        'results',
        withWords('requests', () => import('../briefs/ministerial.tsx')),
      ),
    ),
    'MinisterialPage',
  ),
  page(
    'brief/delta',
    'brief.delta',
    'briefs',
    withWords(
      'indicators',
      withWords('requests', () => import('../briefs/delta.tsx')),
    ),
    'DeltaPage',
  ),
  page('results', 'result.list', 'results', () => import('../results/results-page.tsx'), 'ResultsPage'),
  page('results/$id', 'result.read', 'results', () => import('../results/result-page.tsx'), 'ResultPage'),
  page(
    'brief/reciprocity',
    'brief.reciprocity',
    'briefs',
    withWords('requests', () => import('../briefs/reciprocity.tsx')),
    'ReciprocityPage',
  ),
  page('brief/community', 'brief.community', 'briefs', () => import('../briefs/community.tsx'), 'CommunityPage'),
  page('follow-up', 'brief.follow_up', 'briefs', () => import('../briefs/follow-up.tsx'), 'FollowUpPage'),
  page(
    'register',
    'brief.register',
    'briefs',
    withWords('commitments', () => import('../briefs/register.tsx')),
    'RegisterPage',
  ),
  page('evaluations', 'brief.list_evaluations', 'briefs', () => import('../briefs/evaluations.tsx'), 'EvaluationsPage'),
  page(
    'evaluations/$id',
    'brief.read_evaluation',
    'briefs',
    withWords('commitments', () => import('../briefs/evaluation.tsx')),
    'EvaluationPage',
  ),
  page('drafts', 'joint.list', 'joint', () => import('../joint/drafts.tsx'), 'DraftsPage'),
  page('drafts/$id', 'joint.read', 'joint', () => import('../joint/draft.tsx'), 'DraftPage'),
  page('indicators', 'indicator.list', 'indicators', () => import('../indicators/indicators.tsx'), 'Indicators'),
  page('indicators/$id', 'indicator.read', 'indicators', () => import('../indicators/indicator.tsx'), 'IndicatorPage'),
  page('statements', 'statement.list', 'statements', () => import('../statements/statements.tsx'), 'Statements'),
  page('statements/new', 'statement.split', 'statements', () => import('../statements/import-desk.tsx'), 'ImportDesk'),
  page('statements/$id', 'statement.read', 'statements', () => import('../statements/statement.tsx'), 'StatementPage'),
]

/** A page, the action without which a role is told that it cannot see it, and the area of words that comes with it (beside `programme`). */
function page<Module extends Record<string, RouteComponent>>(
  path: string,
  action: string,
  area: string,
  load: () => Promise<Module>,
  name: keyof Module & string,
) {
  const Shown = lazyRouteComponent(withWords(area, load), name) as RouteComponent
  return [path, guarded(action, 'people.nav.programme', Shown)] as const
}

/** Whichever page of the programme the address names, under the sub-navigation. */
export function ProgrammePages() {
  const { pathname } = useLocation()
  const here = partsOf(pathname)
  const found = pages.find(([path]) => matches(path === '' ? [] : path.split('/'), here))
  const Shown = found?.[1] ?? Unknown
  return (
    <div className={classes.pages}>
      <ProgrammeNav />
      <Suspense fallback={null}>
        <Shown />
      </Suspense>
    </div>
  )
}

function Unknown() {
  const text = useText()
  return (
    <Page title={text('unknown.title')}>
      <Empty title={text('unknown.detail')} />
    </Page>
  )
}

/** The id in the address of the page shown: what stands for `$id`. */
export function useProgrammeId(): string {
  const { pathname } = useLocation()
  return partsOf(pathname).at(-1) ?? ''
}

const route = getRouteApi('/desk/programme')

/** What the address asks of the page shown, and how to ask otherwise: a name given as undefined leaves the address. */
export function useProgrammeSearch() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (changed: Readonly<Record<string, string | undefined>>) =>
    navigate({ to: '.', search: { ...search, ...changed }, replace: true })
  return [search, change] as const
}

function partsOf(pathname: string): readonly string[] {
  return pathname.split('/').filter(Boolean).slice(1).map(decodeURIComponent)
}

function matches(path: readonly string[], here: readonly string[]): boolean {
  return path.length === here.length && path.every((part, i) => part.startsWith('$') || part === here[i])
}
