import type { CaseDetail } from '@enlace/api'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../api/use-may.ts'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { formatDay, formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './cases.module.css'
import { NoticeDialog, type Telling } from './notice-dialog.tsx'
import { useCaseWords } from './say-case.ts'

const tones = { to_tell: 'warn', told: 'good', refused: 'plain' } as const

/** Victims and witnesses who ask to be told, by their reference alone: who is owed a word about which event, and who had it. */
export function NoticesCard({ detail }: { readonly detail: CaseDetail }) {
  const text = useText()
  const may = useMay()
  const words = useCaseWords()
  const codes = useCodeWords('victim-notice')
  const [telling, setTelling] = useState<Telling>()
  const { asking, owed } = detail.notices
  const events = new Map(detail.custody.events.map((event) => [event.id, event]))
  const count = (state: string) => owed.filter((one) => one.state === state).length
  const own = (by: string) => by === detail.party && may('record.create')
  return (
    <Card
      title={text('cases.notices')}
      lead={
        owed.length === 0 ? text('cases.notices.lead') : text('cases.notices.count', { waiting: count('to_tell'), told: count('told') })
      }
      actions={
        may('record.create') ? (
          <Button variant="default" size="xs" onClick={() => setTelling({ step: 'asked' })}>
            {text('cases.notices.ask')}
          </Button>
        ) : undefined
      }
    >
      <div className="stack">
        {owed.length === 0 ? null : (
          <ul className={classes.plain}>
            {owed.map(({ person, event: id, by, state, toldAt, channel }) => {
              const event = events.get(id)
              return (
                <li key={`${by} ${person} ${id}`} className="cluster">
                  <strong>{person}</strong>
                  <span>
                    {event === undefined ? null : `${words.event(event.event)}, ${words.moment(event.happenedAt, event.precision)}`}
                  </span>
                  <Tag tone={tones[state]}>{text(`cases.notices.${state}`)}</Tag>
                  {toldAt === null ? null : (
                    <span className="small soft">
                      {[formatInstant(toldAt, text.tag), channel === null ? null : (codes?.('channel', channel) ?? channel)]
                        .filter((one) => one !== null)
                        .join(', ')}
                    </span>
                  )}
                  {own(by) ? null : <PartyMark party={by} short />}
                  {state === 'to_tell' && own(by) ? (
                    <Button variant="default" size="xs" onClick={() => setTelling({ step: 'told', person, event: id })}>
                      {text('cases.notices.tell')}
                    </Button>
                  ) : null}
                </li>
              )
            })}
          </ul>
        )}
        {asking.length === 0 ? (
          <p className="soft">{text('cases.notices.none')}</p>
        ) : (
          <ul className={classes.plain}>
            {asking.map(({ person, by, about, askedOn }) => (
              <li key={`${by} ${person}`} className="cluster small">
                <span>
                  {text('cases.notices.asks', {
                    person,
                    about: new Intl.ListFormat(text.tag).format(about.map((code) => codes?.('about', code) ?? code)),
                  })}
                  {askedOn === null ? null : ` (${formatDay(askedOn, text.tag)})`}
                </span>
                {own(by) ? (
                  <Button variant="subtle" size="xs" onClick={() => setTelling({ step: 'withdrawn', person })}>
                    {text('cases.notices.end')}
                  </Button>
                ) : (
                  <PartyMark party={by} short />
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {telling === undefined ? null : <NoticeDialog detail={detail} telling={telling} onClose={() => setTelling(undefined)} />}
    </Card>
  )
}
