import type { ReactNode } from 'react'
import classes from './alone.module.css'

/** The frame of a page that stands without the desk around it. */
export function Alone({ children }: { readonly children: ReactNode }) {
  return <main className={classes.alone}>{children}</main>
}
