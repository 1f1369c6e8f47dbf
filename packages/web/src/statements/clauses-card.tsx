import type { StatementDetail } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './statements.module.css'

/** The clauses in each language beside each other, each with what its languages mean differently and what came of it. */
export function ClausesCard({ detail: { clauses, statement } }: { readonly detail: StatementDetail }) {
  const text = useText()
  const { languages } = statement
  return (
    <Card title={text('statements.text')} lead={languages.length > 1 ? text('statements.text.lead') : undefined}>
      <ol className={classes.clauses}>
        {clauses.map(({ number, part, words, warnings, came }) => (
          <li key={number} className={classes.clause} data-part={part} id={`clause-${number}`}>
            <span className={classes.number}>
              <span className="unseen">{text('statements.clause', { number })}</span>
              <span aria-hidden="true">{number}</span>
            </span>
            <div className={classes.body}>
              <div className={classes.languages}>
                {languages.map((language) =>
                  words[language] === undefined ? (
                    <p key={language} className="soft small">
                      {text('statements.notIssued')}
                    </p>
                  ) : (
                    <p key={language} lang={language}>
                      {words[language]}
                    </p>
                  ),
                )}
              </div>
              {warnings.length === 0 ? null : (
                <span className="cluster small">
                  {warnings
                    .filter(({ code }) => code !== 'missing')
                    .map((warning) => (
                      <Tag key={`${warning.code} ${warning.family ?? ''}`} tone="warn">
                        {text('statements.warn.pair', {
                          name:
                            text.find(`statements.family.${warning.family ?? ''}`) ??
                            text.find(`statements.warn.${warning.code}`) ??
                            warning.code,
                          es: warning.es ?? '–',
                          en: warning.en ?? '–',
                        })}
                      </Tag>
                    ))}
                </span>
              )}
              {came.map(({ id, kind, title }) => (
                <span key={id} className="small">
                  {text('statements.cameOf')}:{' '}
                  {kind === 'commitment' ? (
                    <Link to="/commitments/$id" params={{ id }}>
                      {title}
                    </Link>
                  ) : (
                    <Link to="/records/$id" params={{ id }}>
                      {title}
                    </Link>
                  )}
                </span>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}
