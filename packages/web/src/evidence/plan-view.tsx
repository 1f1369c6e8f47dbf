import type { EvidencePlan } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { useKindTitle } from '../kinds/kind-title.ts'
import { type Text, useText } from '../language/text.ts'
import { IconCircleCheck, IconX } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'
import marks from '../record/verdict.module.css'
import classes from './evidence.module.css'

type Said = EvidencePlan['items'][number]['explanation']

/** What will happen before it happens: each record with its decision, what to know before handing it over, and the clause behind it. */
export function PlanView({ plan }: { readonly plan: EvidencePlan }) {
  const text = useText()
  const parties = useParties()
  const kindTitle = useKindTitle()
  const say = ({ code, values }: Said) => text.find(`decisions.${code}`, named(values, parties.nameOf, text)) ?? code
  const refused = plan.items.filter((item) => !item.open).length
  const warnings = new Map(plan.items.flatMap((item) => item.warnings).map((warning) => [say(warning), warning]))
  if (plan.items.length === 0) return <Notice tone="info" title={text('evidence.plan.none')} />
  return (
    <div className="stack">
      {plan.more ? <Notice tone="bad" title={text('evidence.plan.more')} /> : null}
      {plan.open ? (
        <Notice tone="good" title={text('evidence.plan.open', { count: plan.items.length })}>
          <ul className={classes.sentences}>
            {(['file', 'journal', 'yours'] as const).map((name) => (
              <li key={name}>{text(`evidence.will.${name}`)}</li>
            ))}
          </ul>
        </Notice>
      ) : refused > 0 ? (
        <Notice tone="warn" title={text('evidence.plan.refused', { count: refused })}>
          {text('evidence.will.try')}
        </Notice>
      ) : null}
      {warnings.size === 0 ? null : (
        <Notice tone="warn" title={text('evidence.warnings')}>
          <ul className={classes.sentences}>
            {[...warnings.keys()].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      <section className="stack-tight">
        <h3>{text('evidence.records')}</h3>
        <ul className={classes.records}>
          {plan.items.map((item) => (
            <li key={item.id}>
              {item.open ? (
                <IconCircleCheck size={18} className={marks.holds} aria-hidden="true" />
              ) : (
                <IconX size={18} className={marks.fails} aria-hidden="true" />
              )}
              <div>
                <Link to="/records/$id" params={{ id: item.id }}>
                  {item.title ?? text('evidence.unread')}
                </Link>{' '}
                <span className="soft small">
                  {kindTitle(item.kind)} · {text(`evidence.show.${item.show}`)}
                </span>
                <p>{say(item.explanation)}</p>
              </div>
            </li>
          ))}
        </ul>
      </section>
      {plan.clauses.length === 0 ? (
        <p className="soft">{text('evidence.clause.none')}</p>
      ) : (
        plan.clauses.map((clause) => (
          <section key={clause.agreement} className="stack-tight">
            <h3>{text('evidence.clause', { party: parties.nameOf(clause.party) })}</h3>
            {clause.clause === undefined ? null : <blockquote className={classes.clause}>{text.of(clause.clause)}</blockquote>}
            <span className="soft small">
              {text.of(clause.title)} · <code>{clause.agreement}</code>
            </span>
          </section>
        ))
      )}
    </div>
  )
}

/** Codes of parties and recipients as their names. */
function named(values: Said['values'], nameOf: (party: string) => string, text: Text): Said['values'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name === 'party' || name === 'from'
        ? nameOf(String(value))
        : name === 'recipient'
          ? (text.find(`evidence.recipient.${value}`) ?? value)
          : value,
    ]),
  )
}
