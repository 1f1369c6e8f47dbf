import type { ReactNode } from 'react'
import classes from './status-mark.module.css'

/** `waiting` is nobody's fault yet, `warn` wants somebody soon, `bad` is over or broken, `off` was switched off by a person. */
export type Status = 'good' | 'active' | 'waiting' | 'warn' | 'bad' | 'off' | 'plain'

/** Told apart by shape alone: filled disc with a tick, half disc, open ring, triangle, octagon, struck ring, dot. */
const shapes: Readonly<Record<Status, ReactNode>> = {
  good: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.3l2.2 2.2 4.2-4.6" fill="none" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  active: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 3.6a4.4 4.4 0 0 1 0 8.8z" fill="currentColor" />
    </>
  ),
  waiting: <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.6 2.2" />,
  warn: (
    <>
      <path d="M8 1.2L15.2 14H.8z" fill="currentColor" />
      <path d="M8 5.8v4" stroke="var(--surface)" strokeWidth="1.7" />
      <circle cx="8" cy="11.8" r="1" fill="var(--surface)" />
    </>
  ),
  bad: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" />
      <path d="M5.5 5.5l5 5m0-5l-5 5" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  off: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M3.6 12.4l8.8-8.8" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  plain: <circle cx="8" cy="8" r="3.2" fill="currentColor" />,
}

/** How something stands: a shape of its own, words, and a colour that only repeats them. */
export function StatusMark({
  status,
  title,
  children,
}: {
  readonly status: Status
  readonly title?: string
  readonly children: ReactNode
}) {
  return (
    <span className={classes.mark} data-status={status} title={title}>
      <svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true">
        {shapes[status]}
      </svg>
      <span>{children}</span>
    </span>
  )
}
