import { createRoute } from '@tanstack/react-router'
import { parsePlanSearch } from '../clocks/plan.ts'
import { withWords } from '../language/language.ts'
import type { DeskRoute } from './desk-route.ts'
import { guarded } from './guarded.tsx'
import { page } from './lazy-page.ts'
import { words } from './safe-next.ts'

/** What is looked up: lists, series, law, numbers, terms and help. */
export function referenceRoutes(desk: DeskRoute) {
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
  return [
    imports,
    lists,
    list,
    seriesList,
    series,
    instruments,
    instrument,
    simulator,
    identifiers,
    terms,
    help,
    quickCard,
    design,
  ] as const
}
