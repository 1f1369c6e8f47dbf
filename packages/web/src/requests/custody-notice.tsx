import type { RequestDetail, RequestRow } from '@enlace/api'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { Tag } from '../parts/tag.tsx'
import { Source, useRequestWords } from './say-request.tsx'

type Custody = NonNullable<RequestRow['custody']>

/** Days before the end of the term from which the counter warns. */
const warnDays = 20

/** Day 41 of 60, and whether a court holds it. */
export function DayTag({ custody }: { readonly custody: Custody }) {
  const text = useText()
  const { day, of, held } = custody
  const tone = held ? 'info' : day > of ? 'bad' : day > of - warnDays ? 'warn' : 'info'
  return <Tag tone={tone}>{text(held ? 'requests.day.held' : 'requests.day.of', { day, of })}</Tag>
}

/** What of the documents is lacking, in one line; nothing where nothing is. */
export function Lacking({ custody: { missing, untranslated } }: { readonly custody: Custody }) {
  const text = useText()
  if (missing === 0 && untranslated === 0) return null
  const said = [
    missing === 0 ? [] : text('requests.lacking', { missing }),
    untranslated === 0 ? [] : text('requests.lacking.untranslated', { untranslated }),
  ]
  return <span className="small">{said.flat().join(', ')}</span>
}

/** The person is let go before the term was over: the count has ended, and what the law still allows. */
export function CustodyEnded({ detail }: { readonly detail: RequestDetail }) {
  const text = useText()
  const ended = detail.clocks.filter(({ state, stoppedOn }) => state === 'ended' || (state === 'missed' && stoppedOn !== null))
  if (ended.length === 0 || detail.custody !== null) return null
  return (
    <Notice tone="info" title={text('requests.day.ended')}>
      <div className="stack-tight">
        {ended.flatMap(({ id, cure, instrument, law }) =>
          cure === null ? (
            []
          ) : (
            <span key={id}>
              {text.of(cure.title)}. <Source rule={{ ...cure, instrument, law }} />
            </span>
          ),
        )}
      </div>
    </Notice>
  )
}

/** A person is held: which day it is, what is lacking on it, and what happens when the days are over. */
export function CustodyNotice({ detail, custody }: { readonly detail: RequestDetail; readonly custody: Custody }) {
  const text = useText()
  const words = useRequestWords()
  const clock = detail.clocks.find(({ id, instrument }) => id === custody.clock && instrument === custody.instrument)
  const wanted = words.formOf(detail.form)?.documents ?? []
  const soughtFor = detail.facts.sought_for
  const lacking = wanted
    .filter(({ when }) => when === null || soughtFor === undefined || when === soughtFor)
    .flatMap(({ id, title, translation }) => {
      const state = detail.documents[id] ?? 'missing'
      const open = state === 'missing' || (translation && (state === 'drafted' || state === 'complete'))
      return open ? [{ id, title, state }] : []
    })
  const { day, of, held, dueOn } = custody
  return (
    <Notice tone={!held && day > of - warnDays ? 'warn' : 'info'} title={text(held ? 'requests.day.held' : 'requests.day.of', { day, of })}>
      <div className="stack-tight">
        {dueOn === null ? null : (
          <span>{text(day > of ? 'requests.day.over' : 'requests.day.last', { day: formatDay(dueOn, text.tag) })}</span>
        )}
        {clock === undefined ? null : (
          <span>
            {text('requests.day.end')}: {text.of(clock.atEnd)}
            {clock.pausedBy === null ? null : (
              <>
                {' '}
                ({text('requests.court')}: {clock.pausedBy.court} {clock.pausedBy.number})
              </>
            )}
          </span>
        )}
        {lacking.length === 0 ? (
          <span>{text('requests.lacking.none')}</span>
        ) : (
          <>
            <span>{text('requests.lacking.lead')}</span>
            <ul>
              {lacking.map(({ id, title, state }) => (
                <li key={id}>
                  {text.of(title)}: {words.documentState(state)}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Notice>
  )
}
