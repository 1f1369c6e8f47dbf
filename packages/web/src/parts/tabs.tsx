import { Link } from '@tanstack/react-router'
import classes from './tabs.module.css'

export type Tab = {
  readonly name: string
  /** A path of our own, query included. */
  readonly to: string
  readonly current: boolean
  readonly label: string
  readonly count?: number
}

/** Views of one page as links: the address says which is shown, so each can be opened, kept and shared. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.name}>
            {/* Which is shown the page says; to the router every query of a path would be that path. */}
            <Link to={tab.to} className={classes.tab} activeOptions={{ exact: true }} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count === undefined ? null : <span className={classes.count}>{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
