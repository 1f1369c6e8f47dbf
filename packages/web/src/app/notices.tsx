import type { ReactNode } from 'react'
import { clockDifferenceMs } from '../api/node-clock.ts'
import { formatDuration, formatTimeOfDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useConnection } from '../live/connection.ts'
import { useNow } from '../live/now.ts'
import { IconClockExclamation, IconCloudOff, IconRefresh } from '../parts/icon.tsx'
import classes from './notices.module.css'
import { useStaleTab } from './use-stale-tab.ts'

/** What is the matter with this tab as a whole: the node is away, the node is newer than the pages, this computer's clock is wrong. */
export function Notices() {
  const text = useText()
  const now = useNow()
  const { state, since } = useConnection()
  const stale = useStaleTab()
  const differenceMs = clockDifferenceMs()
  return (
    <div className={classes.notices} aria-live="polite">
      {state === 'waiting' && now - Date.parse(since) > 3000 ? (
        <Line icon={<IconCloudOff size={18} />}>
          <span>
            <strong>{text('shell.offline')}</strong> {text('shell.offline.detail', { time: formatTimeOfDay(since, text.tag) })}
          </span>
        </Line>
      ) : null}
      {stale ? (
        <Line icon={<IconRefresh size={18} />}>
          <span>
            <strong>{text('shell.stale')}</strong> {text('shell.stale.detail')}
          </span>
          <button type="button" onClick={() => location.reload()}>
            {text('shell.reload')}
          </button>
        </Line>
      ) : null}
      {differenceMs === 0 ? null : (
        <Line icon={<IconClockExclamation size={18} />}>
          <span>
            <strong>{text('shell.clock')}</strong>{' '}
            {text(differenceMs > 0 ? 'shell.clock.slow' : 'shell.clock.fast', {
              time: formatDuration(Math.round(Math.abs(differenceMs) / 60_000) * 60_000, text.tag),
            })}
          </span>
        </Line>
      )}
    </div>
  )
}

function Line({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={classes.notice}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </div>
  )
}
