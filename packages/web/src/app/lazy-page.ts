import { lazyRouteComponent } from '@tanstack/react-router'
import { withWords } from '../language/language.ts'

/** A page that says more than the inbox: its words come with it. */
export const page: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(withWords('more', load), name)
