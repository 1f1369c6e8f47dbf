import type { ReactNode } from 'react'
import classes from '../pages/design.module.css'
import { Card } from '../parts/card.tsx'

/** One component on the page of components: its name, and each of its states. */
export function Specimen({
  id,
  title,
  lead,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly lead?: string
  readonly children: ReactNode
}) {
  return (
    <Card id={id} title={title} {...(lead === undefined ? {} : { lead })}>
      <div className={classes.states}>{children}</div>
    </Card>
  )
}

/** One state, named. */
export function State({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.state}>
      <h3>{name}</h3>
      <div>{children}</div>
    </div>
  )
}
