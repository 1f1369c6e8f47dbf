import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeNow } from '../api/node-clock.ts'
import { askRoster } from '../api/people-questions.ts'
import { askSession } from '../api/questions.ts'
import { fromLocalInput, toLocalInput } from '../kinds/local-instant.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { InstantField } from '../parts/day-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import classes from './choices.module.css'
import { shiftEndOf, snoozePresets, snoozeTimes } from './snooze-times.ts'

/** Until when: one digit, or a date. No reason is asked: it is out of one person's sight only, and comes back by itself. */
export default function SnoozeDialog({
  count,
  onChoose,
  onClose,
}: {
  readonly count: number
  readonly onChoose: (until: Date) => void
  readonly onClose: () => void
}) {
  const text = useText()
  const [now] = useState(nodeNow)
  const { data: session } = useQuery(askSession)
  const { data: roster } = useQuery(askRoster(2))
  const times = snoozeTimes(now, shiftEndOf(roster?.shifts ?? [], session?.account.user ?? '', now))
  const [date, setDate] = useState(() => toLocalInput(times.tomorrow.toISOString()))
  const chosen = fromLocalInput(date)
  const future = chosen !== undefined && Date.parse(chosen) > nodeNow().getTime()
  const choose = (until: Date) => {
    onChoose(until)
    onClose()
  }
  return (
    <Dialog title={text('inbox.snooze.title', { count })} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: digits choose among the buttons below */}
      <div
        className="stack"
        onKeyDown={(event) => {
          const preset = event.target instanceof HTMLInputElement ? undefined : snoozePresets[Number(event.key) - 1]
          if (preset === undefined) return
          event.preventDefault()
          choose(times[preset])
        }}
      >
        <p className="soft">{text('inbox.snooze.lead')}</p>
        <ul className={classes.choices}>
          {snoozePresets.map((preset, i) => (
            <li key={preset}>
              <button type="button" data-autofocus={i === 0 || undefined} onClick={() => choose(times[preset])}>
                <KeyHint keys={String(i + 1)} />
                <span>{text(`inbox.snooze.${preset}`)}</span>
                <span className="soft small">{formatInstant(times[preset].toISOString(), text.tag)}</span>
              </button>
            </li>
          ))}
        </ul>
        <form
          className={classes.line}
          onSubmit={(event) => {
            event.preventDefault()
            if (future) choose(new Date(chosen))
          }}
        >
          <InstantField
            label={text('inbox.snooze.date')}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
            error={future || date === '' ? undefined : text('inbox.snooze.past')}
          />
          <Button type="submit" variant="default" disabled={!future}>
            {text('inbox.snooze.choose')}
          </Button>
        </form>
      </div>
    </Dialog>
  )
}
