import type { QueryClient } from '@tanstack/react-query'
import { createRootRoute, createRoute, redirect } from '@tanstack/react-router'
import { askNode, askSession } from '../api/questions.ts'
import { loadRestOfLanguage } from '../language/language.ts'
import { DeskFailed } from './page-failed.tsx'
import { PageUnknown } from './page-unknown.tsx'
import { Shell } from './shell.tsx'

/** The root of all pages, and the desk: everything that needs a session. */
export function createDesk(client: QueryClient) {
  const root = createRootRoute({ errorComponent: DeskFailed, notFoundComponent: PageUnknown, loader: () => client.prefetchQuery(askNode) })
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
  return { root, desk }
}
export type DeskRoute = ReturnType<typeof createDesk>['desk']
