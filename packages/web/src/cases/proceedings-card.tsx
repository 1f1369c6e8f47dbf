import type { CaseDetail } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { PartyMark } from '../parts/party-mark.tsx'
import classes from './cases.module.css'
import { Reach } from './reach.tsx'
import { useCaseWords } from './say-case.ts'

/** How far the proceedings have come, from warrant to sentence, and each step in the words of the law that made it. */
export function ProceedingsCard({ detail, actions }: { readonly detail: CaseDetail; readonly actions?: ReactNode }) {
  const text = useText()
  const words = useCaseWords()
  return (
    <Card title={text('cases.proceedings')} lead={text('cases.proceedings.lead')} actions={actions}>
      <div className="stack">
        <ol className={classes.funnel} aria-label={text('cases.funnel')}>
          {detail.funnel.map(({ step, day }) => (
            <li key={step} data-reached={day !== null || undefined}>
              <span>{words.step(step)}</span>
              <span className="small">{day === null ? text('cases.funnel.not') : formatDay(day, text.tag)}</span>
            </li>
          ))}
        </ol>
        {detail.steps.length === 0 ? null : (
          <DataTable
            caption={text('cases.steps')}
            rows={detail.steps}
            keyOf={(step) => step.id}
            columns={[
              {
                id: 'step',
                header: text('cases.step'),
                rowHeader: true,
                cell: (step) => (
                  <span className="stack-tight">
                    <Link to="/records/$id" params={{ id: step.id }}>
                      {step.localStep === null ? words.step(step.step) : words.localStep(step.localStep)}
                    </Link>
                    {step.localStep === null ? null : (
                      <span className="small soft">{text('cases.like', { step: words.step(step.step) })}</span>
                    )}
                  </span>
                ),
              },
              { id: 'party', header: text('cases.party'), cell: (step) => <PartyMark party={step.ofParty} short /> },
              { id: 'day', header: text('cases.day'), cell: (step) => formatDay(step.day, text.tag) },
              {
                id: 'court',
                header: text('cases.court'),
                cell: (step) => [step.court, step.number].flatMap((one) => one ?? []).join(', ') || '—',
              },
              {
                id: 'offence',
                header: text('cases.offence'),
                cell: (step) => [step.offence, step.outcome].flatMap((one) => one ?? []).join(' · ') || '—',
              },
              { id: 'reach', header: text('cases.who'), cell: (step) => <Reach of={step} /> },
            ]}
          />
        )}
      </div>
    </Card>
  )
}

/** Standing on lists with its days: who was on one is not on it for ever. */
export function WantedCard({ wanted, actions }: { readonly wanted: CaseDetail['wanted']; readonly actions?: ReactNode }) {
  const text = useText()
  if (wanted.length === 0 && actions === undefined) return null
  return (
    <Card title={text('cases.wanted')} lead={text('cases.wanted.lead')} actions={actions}>
      {wanted.length === 0 ? (
        <p className="soft">{text('cases.wanted.none')}</p>
      ) : (
        <ul className={classes.plain}>
          {wanted.map((one) => (
            <li key={one.id}>
              <Link to="/records/$id" params={{ id: one.id }}>
                {one.listName ?? one.list}
              </Link>
              :{' '}
              {one.until === null
                ? text(one.now ? 'cases.wanted.since' : 'cases.wanted.from', { from: formatDay(one.from, text.tag) })
                : text('cases.wanted.span', { from: formatDay(one.from, text.tag), until: formatDay(one.until, text.tag) })}
              {one.endedBy === null ? null : (
                <>
                  {' '}
                  (<q>{one.endedBy}</q>)
                </>
              )}
              <span className="small soft">
                {' '}
                · {one.publisher}
                {one.asOf === null ? null : `, ${text('cases.as_of', { day: formatDay(one.asOf, text.tag) })}`}
              </span>{' '}
              <Reach of={one} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
