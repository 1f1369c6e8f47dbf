import type { ReactNode } from 'react'
import classes from './definition-list.module.css'

export type Definition = { readonly term: string; readonly detail: ReactNode }

/** Names and what they stand for, one a row; under each other where there is little room. */
export function DefinitionList({ items }: { readonly items: readonly Definition[] }) {
  return (
    <div className={classes.box}>
      <dl className={classes.list}>
        {items.map(({ term, detail }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
