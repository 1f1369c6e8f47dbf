import { type ReactNode, useEffect } from 'react'
import classes from './page.module.css'

/** A page: its one heading (also the tab's title), what can be done from it, and its content. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Enlace`
  }, [title])
  return (
    <div className={classes.page}>
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
