import type { ReactNode } from 'react'
import { type Status, StatusMark } from './status-mark.tsx'
import { Time } from './time.tsx'
import classes from './timeline.module.css'

export type TimelineEvent = {
  readonly id: string
  readonly at: string
  readonly title: ReactNode
  readonly by?: ReactNode
  readonly status?: Status
  readonly detail?: ReactNode
}

/** What happened, in the order it is given: what, who, when to the second, and what was said. */
export function Timeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  return (
    <ol className={classes.events}>
      {events.map((event) => (
        <li key={event.id}>
          <span className={classes.shape}>
            <StatusMark status={event.status ?? 'plain'}>{null}</StatusMark>
          </span>
          <div className={classes.words}>
            <span>
              <strong>{event.title}</strong>
              {event.by === undefined ? null : <span className="soft"> · {event.by}</span>}
            </span>
            <span className={classes.when}>
              <Time at={event.at} seconds />
            </span>
            {event.detail === undefined ? null : <div>{event.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
