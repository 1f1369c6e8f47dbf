import { type ReactNode, useEffect } from 'react'
import { Breadcrumbs, type Crumb } from './breadcrumbs.tsx'
import classes from './page.module.css'

/** A page: the way back up where it lies below another, its one heading (also the tab's title), what can be done from it, and its content. */
export function Page({
  title,
  lead,
  above,
  trail,
  actions,
  children,
}: {
  readonly title: string
  readonly lead?: ReactNode
  /** Ways through the part of the desk that the page belongs to. */
  readonly above?: ReactNode
  readonly trail?: readonly Crumb[]
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Enlace`
  }, [title])
  return (
    <div className={classes.page}>
      {above}
      {trail === undefined ? null : <Breadcrumbs trail={trail} here={title} />}
      <header className={classes.head}>
        <div className="stack-tight">
          <h1>{title}</h1>
          {lead === undefined ? null : <div className="soft">{lead}</div>}
        </div>
        {actions === undefined ? null : <div className="cluster">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
