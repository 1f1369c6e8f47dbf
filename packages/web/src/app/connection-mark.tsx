import { Link } from '@tanstack/react-router'
import { formatTimeOfDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { useConnection } from '../live/connection.ts'
import { IconCheck, IconCloudOff, IconLock, IconRefresh } from '../parts/icon.tsx'
import classes from './shell.module.css'

/** Whether this page hears the node: live, connecting, lost since when (and trying again by itself), or signed out. */
export function ConnectionMark() {
  const text = useText()
  const { state, since } = useConnection()
  const Icon = state === 'live' ? IconCheck : state === 'waiting' ? IconCloudOff : state === 'signed_out' ? IconLock : IconRefresh
  const words =
    state === 'live'
      ? text('connection.live')
      : state === 'waiting'
        ? text('connection.waiting', { time: formatTimeOfDay(since, text.tag) })
        : state === 'signed_out'
          ? text('connection.signedOut')
          : text('connection.connecting')
  return (
    <span className={classes.connection} data-state={state} role="status" data-tour="connection">
      <Icon size={16} aria-hidden="true" />
      <span className={state === 'live' ? classes.quiet : undefined}>{words}</span>
      {state === 'signed_out' ? <Link to="/sign-in">{text('action.signIn')}</Link> : null}
    </span>
  )
}
