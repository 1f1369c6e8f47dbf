import type { CaseDetail, CustodyEventShape } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSayLaw } from '../clocks/law-name.ts'
import { formatDay, formatNumber } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import classes from './cases.module.css'
import { Reach } from './reach.tsx'
import { useCaseWords } from './say-case.ts'

/** The chain of custody: each change with its authority, who holds the person after it, its rights, and what does not fit. */
export function CustodyCard({ custody, actions }: { readonly custody: CaseDetail['custody']; readonly actions?: ReactNode }) {
  const text = useText()
  return (
    <Card title={text('cases.custody.title')} lead={text('cases.custody.lead')} actions={actions}>
      <div className="stack">
        {custody.returnBy === null ? null : (
          <Notice
            tone={custody.returnBy.overdue ? 'bad' : 'info'}
            title={text(custody.returnBy.overdue ? 'cases.return.overdue' : 'cases.return.by', {
              day: formatDay(custody.returnBy.day, text.tag),
            })}
          />
        )}
        {custody.events.length === 0 ? (
          <p className="soft">{text('cases.custody.none')}</p>
        ) : (
          <ol className={classes.chain}>
            {custody.events.map((event) => (
              <Event key={event.id} event={event} />
            ))}
          </ol>
        )}
      </div>
    </Card>
  )
}

function Event({ event }: { readonly event: CustodyEventShape }) {
  const text = useText()
  const words = useCaseWords()
  const parties = useParties()
  const sayLaw = useSayLaw()
  const lines: readonly (readonly [string, string | null])[] = [
    [text('cases.on'), [event.place, words.country(event.soil)].flatMap((one) => one ?? []).join(', ')],
    [
      text('cases.from_to'),
      event.fromParty === null && event.toParty === null
        ? null
        : [event.fromParty ?? [], event.toParty ?? []].flat().map(parties.nameOf).join(' → '),
    ],
    [text('cases.by'), event.actingParty === null ? null : parties.nameOf(event.actingParty)],
    [text('cases.authority'), event.authority],
    [text('cases.basis'), basisOf(event, text, sayLaw)],
    [text('cases.court'), [event.court, event.number].flatMap((one) => one ?? []).join(', ') || null],
  ]
  return (
    <li data-warned={event.warnings.length > 0 || undefined}>
      <div className="stack-tight">
        <span className="cluster">
          <strong>{words.event(event.event)}</strong>
          <span>{words.moment(event.happenedAt, event.precision)}</span>
          <Reach of={event} />
          {event.confirms === null ? null : <Tag tone="good">{text('cases.custody.confirmed')}</Tag>}
        </span>
        {event.warnings.map((code) => (
          <span key={code}>
            <Tag tone="warn">{words.warning(code)}</Tag>
          </span>
        ))}
        <dl className={classes.facts}>
          {lines.map(([term, detail]) =>
            detail === null || detail === '' ? null : (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{detail}</dd>
              </div>
            ),
          )}
        </dl>
        {event.rights.length === 0 ? null : (
          <details>
            <summary>{text('cases.rights', { done: event.rights.length - event.missing.length, all: event.rights.length })}</summary>
            <ul className={classes.rights}>
              {event.rights.map((check) => (
                <li key={check.right}>
                  <span>{words.right(check.right)}</span>{' '}
                  <Tag tone={check.state === 'done' ? 'good' : check.state === 'refused' ? 'plain' : 'warn'}>
                    {words.rightState(check.state)}
                  </Tag>{' '}
                  <span className="small soft">
                    {[
                      check.at === null ? null : words.moment(check.at, 'minute'),
                      check.byWhom,
                      check.hours === null ? null : text('cases.hours', { hours: formatNumber(check.hours, text.tag) }),
                    ]
                      .flatMap((one) => one ?? [])
                      .join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
        {event.pending.length === 0 ? null : (
          <p className="small">
            <Tag tone="warn">{text('cases.pending')}</Tag>{' '}
            {event.pending
              .map(({ what, court, number }) => [words.pending(what), court, number].flatMap((one) => one ?? []).join(', '))
              .join('; ')}
          </p>
        )}
        {event.content === '' ? null : <p className="small soft">{event.content}</p>}
        <Link to="/records/$id" params={{ id: event.id }} className="small">
          {text('cases.record')}
        </Link>
      </div>
    </li>
  )
}

function basisOf(
  { instrument, article }: CustodyEventShape,
  text: ReturnType<typeof useText>,
  sayLaw: (written: string) => string,
): string | null {
  if (instrument === null) return null
  return article === null ? sayLaw(instrument) : `${sayLaw(instrument)}, ${text('cases.article', { article })}`
}
