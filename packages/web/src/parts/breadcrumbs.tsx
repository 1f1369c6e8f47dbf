import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import classes from './breadcrumbs.module.css'
import { IconChevronRight } from './icon.tsx'

export type Crumb = { readonly label: string; readonly to: string }

/** The way back up from a page that lies below another; the page itself stands last and is no link. */
export function Breadcrumbs({
  trail,
  here,
  label,
}: {
  readonly trail: readonly Crumb[]
  readonly here: string
  /** Where a page has two of them. */
  readonly label?: string
}) {
  const text = useText()
  return (
    <nav aria-label={label ?? text('parts.breadcrumbs')} className={classes.trail}>
      <ol>
        {trail.map(({ label, to }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: true }}>
              {label}
            </Link>
            <IconChevronRight size={14} aria-hidden="true" />
          </li>
        ))}
        <li>
          <span className={classes.here} aria-current="page">
            {here}
          </span>
        </li>
      </ol>
    </nav>
  )
}
