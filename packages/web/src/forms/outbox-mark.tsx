import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { askSession } from '../api/questions.ts'
import { useText } from '../language/text.ts'
import { IconHourglassEmpty } from '../parts/icon.tsx'
import { hearOutbox, keepSending, listWaiting, type Waiting } from './drafts/outbox.ts'
import classes from './outbox-mark.module.css'

/** Sends what waits from any page, and says on every page that something waits, was sent, or was refused. Draws nothing otherwise. */
export default function OutboxMark() {
  const text = useText()
  const client = useQueryClient()
  const { data: session } = useQuery(askSession)
  const who = session == null ? undefined : `${session.account.party}.${session.account.user}`
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  const [sent, setSent] = useState<{ readonly id: string; readonly title: string }>()
  useEffect(() => {
    if (who === undefined) return
    const look = () => {
      listWaiting(who)
        .then(setWaiting)
        .catch(() => undefined)
    }
    let late = false
    const unhear = hearOutbox((event) => {
      look()
      if (event.say !== 'sent') {
        late = true
        return
      }
      client.invalidateQueries({ queryKey: ['inbox'] })
      // What went at once is told by its own form.
      if (late) setSent({ id: event.recordId, title: event.title })
      late = false
    })
    look()
    const stop = keepSending(who)
    return () => {
      unhear()
      stop()
    }
  }, [who, client])
  if (waiting.length === 0 && sent === undefined) return null
  const refused = waiting.filter((one) => one.state === 'refused').length
  return (
    <div className={classes.mark} data-tone={refused > 0 ? 'bad' : waiting.length > 0 ? 'warn' : 'good'} role="status">
      <IconHourglassEmpty size={18} aria-hidden="true" />
      {waiting.length > 0 ? (
        <>
          <span>
            {text(refused > 0 ? 'forms.outbox.refused' : 'forms.outbox.waits', { count: refused > 0 ? refused : waiting.length })}
          </span>
          <Link to="/drafts">{text('forms.outbox.look')}</Link>
        </>
      ) : sent === undefined ? null : (
        <>
          <span>
            {text('forms.outbox.sent')} <bdi>{sent.title}</bdi>
          </span>
          <Link to="/records/$id" params={{ id: sent.id }} onClick={() => setSent(undefined)}>
            {text('alert.open')}
          </Link>
          <button type="button" className={classes.close} onClick={() => setSent(undefined)}>
            {text('action.close')}
          </button>
        </>
      )}
    </div>
  )
}
