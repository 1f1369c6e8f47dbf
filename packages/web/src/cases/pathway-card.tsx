import type { CaseDetail } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSayLaw } from '../clocks/law-name.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import { Tag } from '../parts/tag.tsx'
import classes from './cases.module.css'
import { Reach } from './reach.tsx'
import { useCaseWords } from './say-case.ts'

/** The way in law side by side: what each party calls it, in the word it used and where. Neither stands for the other. */
export function PathwayCard({ pathways, actions }: { readonly pathways: CaseDetail['pathways']; readonly actions?: ReactNode }) {
  const text = useText()
  const words = useCaseWords()
  const sayLaw = useSayLaw()
  const parties = useParties()
  const current = pathways.said.filter((one) => one.current)
  const before = pathways.said.filter((one) => !one.current)
  return (
    <Card title={text('cases.pathway.title')} lead={text('cases.pathway.lead')} actions={actions}>
      <div className="stack">
        {pathways.contested ? (
          <Notice tone="warn" title={text('cases.contested')}>
            {pathways.against.length === 0 ? (
              text('cases.contested.parties')
            ) : (
              <Link to="/records/$id" params={{ id: pathways.against[0] ?? '' }}>
                {text('cases.contested.claims', { count: pathways.against.length })}
              </Link>
            )}
          </Notice>
        ) : null}
        {current.length === 0 ? (
          <p className="soft">{text('cases.pathway.none')}</p>
        ) : (
          <div className={classes.sides}>
            {current.map((one) => (
              <section key={one.id} className={classes.side} aria-label={parties.nameOf(one.ofParty)}>
                <h3>{parties.nameOf(one.ofParty)}</h3>
                <p>
                  <strong>{words.pathway(one.pathway)}</strong>
                </p>
                <blockquote lang={one.language ?? undefined}>“{one.word}”</blockquote>
                <p className="small soft">
                  {one.sourceUrl === null ? one.source : <a href={one.sourceUrl}>{one.source}</a>}
                  {one.saidOn === null ? null : `, ${formatDay(one.saidOn, text.tag)}`}
                </p>
                {one.instrument === null ? null : (
                  <p className="small">
                    {sayLaw(one.instrument)}
                    {one.article === null ? null : `, ${text('cases.article', { article: one.article })}`}
                  </p>
                )}
                <span className="cluster">
                  <Reach of={one} />
                  {one.reported ? <Tag tone="warn">{text('cases.reported')}</Tag> : null}
                </span>
              </section>
            ))}
          </div>
        )}
        {before.length === 0 ? null : (
          <details>
            <summary>{text('cases.pathway.before')}</summary>
            <ul className="small">
              {before.map((one) => (
                <li key={one.id}>
                  {parties.nameOf(one.ofParty)}: {words.pathway(one.pathway)} <q lang={one.language ?? undefined}>{one.word}</q>,{' '}
                  {one.source}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Card>
  )
}
