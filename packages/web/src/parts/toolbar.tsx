import type { KeyboardEvent, ReactNode } from 'react'
import classes from './toolbar.module.css'

/** What can be done with what stands below it. Left and right walk its buttons (ARIA toolbar pattern); fields in it keep their arrows. */
export function Toolbar({ label, end, children }: { readonly label: string; readonly end?: ReactNode; readonly children: ReactNode }) {
  return (
    <div role="toolbar" aria-label={label} className={classes.toolbar} onKeyDown={walk} data-no-print>
      {children}
      {end === undefined ? null : <div className={classes.end}>{end}</div>}
    </div>
  )
}

function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (by === undefined || !(event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), a[href]')]
  const next = all[(all.indexOf(event.target) + by + all.length) % all.length]
  event.preventDefault()
  next?.focus()
}
