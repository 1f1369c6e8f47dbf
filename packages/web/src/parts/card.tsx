import { type ReactNode, useId } from 'react'
import classes from './card.module.css'

/**
 * One thing on a page: its name, what can be done with it, its content. `flush` lets lists and tables reach the edges; `tone` marks the
 * edge of a card whose words say the same. A card without a title is no landmark.
 */
export function Card({
  title,
  lead,
  actions,
  tone,
  flush = false,
  level = 2,
  id,
  children,
}: {
  readonly title?: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly tone?: 'info' | 'good' | 'warn' | 'bad' | undefined
  readonly flush?: boolean
  readonly level?: 2 | 3
  readonly id?: string
  readonly children: ReactNode
}) {
  const own = useId()
  const heading = id ?? own
  const Heading = level === 2 ? 'h2' : 'h3'
  const body = flush ? children : <div className={classes.body}>{children}</div>
  if (title === undefined) {
    return (
      <div className={classes.card} data-tone={tone}>
        {body}
      </div>
    )
  }
  return (
    <section className={classes.card} data-tone={tone} data-flush={flush || undefined} aria-labelledby={heading}>
      <header className={classes.head}>
        <div className={classes.words}>
          <Heading id={heading}>{title}</Heading>
          {lead === undefined ? null : <p>{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="cluster">{actions}</div>}
      </header>
      {body}
    </section>
  )
}
