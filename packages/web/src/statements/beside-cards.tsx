import type { StatementDetail } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Tag } from '../parts/tag.tsx'
import { programmePath } from '../programme/programme-path.ts'
import { StatementMarks, titleIn } from './statement-marks.tsx'
import classes from './statements.module.css'

const tones = { same: 'good', changed: 'warn', only_first: 'plain', only_second: 'info' } as const

type Compared = StatementDetail['beside'][number]['compared'][number]['clauses'][number]

/**
 * Each text of one party beside the joint one, or, of an account of a meeting without a joint text, the other party’s account: both stay whole, and what
 * differs is shown clause by clause and word by word.
 */
export function BesideCards({ detail: { beside, joint, statement: own } }: { readonly detail: StatementDetail }) {
  const text = useText()
  const isAccount = joint === null && own.type !== 'joint'
  const title = text(isAccount ? 'statements.account.other' : joint === null ? 'statements.beside' : 'statements.beside.own')
  return beside.map(({ statement, compared }) => {
    const shown = joint ?? statement
    return (
      <Card
        key={statement.record.id}
        title={`${title}: ${titleIn(shown.title, text.language)}`}
        lead={text(isAccount ? 'statements.account.lead' : 'statements.beside.lead')}
        actions={<Link to={programmePath('statements', shown.record.id)}>{text('statements.one')}</Link>}
      >
        <div className="stack">
          <StatementMarks statement={shown} />
          {compared.length === 0 ? <p className="soft">{text('statements.beside.none')}</p> : null}
          {compared.map(({ language, clauses }) => (
            <section key={language} className="stack-tight" lang={language}>
              <p className="small soft" lang={text.language}>
                {text.find(`statements.language.${language}`)}: {summaryOf(clauses)}
              </p>
              <ol className={classes.clauses}>
                {clauses.map((clause) => (
                  <li key={`${clause.first ?? ''} ${clause.second ?? ''}`} className={classes.clause}>
                    <span className={classes.number}>{[clause.first, clause.second].filter(Boolean).join(' / ')}</span>
                    <div className={classes.body}>
                      <span lang={text.language}>
                        <Tag tone={tones[clause.state]}>{stateOf(clause)}</Tag>
                      </span>
                      <p className={classes.words}>
                        <Words clause={clause} isAccount={isAccount} />
                      </p>
                    </div>
                  </li>
                ))}
              </ol>
            </section>
          ))}
        </div>
      </Card>
    )
  })

  function stateOf({ state }: Compared): string {
    if (isAccount && state === 'only_first') return text('statements.account.only_first')
    if (isAccount && state === 'only_second') return text('statements.account.only_second')
    return text(`statements.state.${state}`)
  }

  function summaryOf(clauses: readonly Compared[]): string {
    const of = (state: Compared['state']) => clauses.filter((clause) => clause.state === state).length
    const counts = { same: of('same'), changed: of('changed'), joint: of('only_first'), own: of('only_second') }
    return text(isAccount ? 'statements.account.summary' : 'statements.beside.summary', counts)
  }
}

function Words({ clause, isAccount }: { readonly clause: Compared; readonly isAccount: boolean }) {
  const text = useText()
  const said = (side: 'first' | 'second') => (
    <span className="unseen" lang={text.language}>
      {text(isAccount ? `statements.account.run.${side}` : `statements.run.${side}`)}{' '}
    </span>
  )
  if (clause.runs === undefined) return clause.words
  let at = 0
  return clause.runs.map(({ side, words }) => {
    const key = at
    at += words.length + 1
    if (side === 'both') return <span key={key}>{words}</span>
    return side === 'first' ? (
      <del key={key}>
        {said('first')}
        {words}
      </del>
    ) : (
      <ins key={key}>
        {said('second')}
        {words}
      </ins>
    )
  })
}
