import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMay } from '../api/use-may.ts'
import { type TextId, useText } from '../language/text.ts'
import classes from '../parts/tabs.module.css'
import own from './programme.module.css'

/** A place in the sub-navigation: its address, its words (area `programme`), the action without which a role is not offered it, and where else its pages lie. */
type Place = { readonly to: string; readonly label: TextId; readonly may: string; readonly also?: string }

/** The sub-navigation of the programme, in the order of the work: a page is one line here and one in `programme-pages.tsx`. */
const places: readonly Place[] = [
  { to: '/programme', label: 'programme.nav.overview', may: 'programme.list' },
  { to: '/programme/statements', label: 'programme.nav.statements', may: 'statement.list' },
  { to: '/commitments', label: 'programme.nav.commitments', may: 'commitment.list' },
  { to: '/programme/follow-up', label: 'programme.nav.followUp', may: 'brief.follow_up' },
  { to: '/programme/register', label: 'programme.nav.register', may: 'brief.register' },
  { to: '/programme/indicators', label: 'programme.nav.indicators', may: 'indicator.list' },
  { to: '/programme/results', label: 'programme.nav.results', may: 'result.list' },
  { to: '/programme/briefs', label: 'programme.nav.briefs', may: 'brief.ministerial', also: '/programme/brief' },
  { to: '/programme/drafts', label: 'programme.nav.drafts', may: 'joint.list' },
  { to: '/programme/publication', label: 'programme.publication', may: 'publication.list' },
  { to: '/programme/evaluations', label: 'programme.nav.evaluations', may: 'brief.list_evaluations' },
  { to: '/programme/programmes', label: 'programme.nav.programmes', may: 'programme.list' },
  { to: '/programme/offices', label: 'programme.nav.offices', may: 'programme.list_offices' },
]

/** The ways through the programme; the place that the page shown belongs to is marked. */
export function ProgrammeNav() {
  const text = useText()
  const may = useMay()
  const { pathname } = useLocation()
  const shown = places.filter((place) => may(place.may))
  // The longest address that the page lies below: what belongs to no other place belongs to the overview.
  const here = shown
    .filter(({ to, also }) => [to, also].some((at) => at !== undefined && (pathname === at || pathname.startsWith(`${at}/`))))
    .toSorted((a, b) => b.to.length - a.to.length)[0]
  const list = useRef<HTMLUListElement>(null)
  const count = shown.length
  // On a narrow screen the places scroll: the one shown is brought into sight, again when more of them are known, and the page stays where it is.
  useEffect(() => {
    const show = () => {
      const marked = list.current?.querySelector<HTMLElement>(`a[href="${here?.to}"]`)
      if (count > 0 && list.current !== null && marked != null) list.current.scrollLeft = marked.offsetLeft - list.current.offsetLeft - 16
    }
    show()
    // The typeface that comes later is wider than the one in its place.
    void document.fonts.ready.then(show)
  }, [here?.to, count])
  return (
    <nav aria-label={text('programme.nav')} className={`${classes.tabs} ${own.nav}`} data-no-print>
      <ul ref={list}>
        {shown.map(({ to, label }) => (
          <li key={to}>
            <Link to={to} className={classes.tab} activeOptions={{ exact: true }} aria-current={to === here?.to ? 'page' : undefined}>
              {text(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
