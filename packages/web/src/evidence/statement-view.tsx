import type { StatementVerdict } from '@enlace/proof/browser'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { IconShieldCheck, IconShieldX } from '../parts/icon.tsx'
import marks from '../record/verdict.module.css'
import classes from './evidence.module.css'
import { Steps, sayVerifier } from './steps.tsx'

/** What a released statement's file shows: who certified exactly this text for which instant, who says that it published, the text, and every check. */
export function StatementView({ verdict }: { readonly verdict: StatementVerdict }) {
  const text = useText()
  const { statement, sha256, at, certified, published, steps, ownKeys, ok } = verdict
  const Shield = ok ? IconShieldCheck : IconShieldX
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}) => sayVerifier(text, `statement.${key}`, values)
  const instant = (ms: number) => formatInstant(new Date(ms).toISOString(), text.tag, { seconds: true })
  const isProved = ok && at !== null
  const unseen = (statement?.parties ?? []).filter((party) => !published.some(({ by }) => by === party))
  return (
    <div className="stack">
      <div className={marks.verdict} data-ok={ok} role="status">
        <Shield size={40} aria-hidden="true" />
        <div className="stack-tight">
          <strong className={classes.big}>{text(ok ? 'evidence.verify.holds' : 'evidence.verify.fails')}</strong>
          <p className={marks.proves}>{isProved ? say('proves', { by: certified.join(', '), at: instant(at) }) : say('proves.nothing')}</p>
          {isProved ? <p>{say('does_not_prove')}</p> : null}
        </div>
      </div>
      {isProved ? (
        <Card
          title={text('evidence.verify.statement.publication')}
          lead={text(ownKeys ? 'evidence.verify.given' : 'evidence.verify.embedded')}
        >
          <ul className="stack-tight">
            {published.map(({ by, made }) => (
              <li key={by}>{say('published', { by, at: instant(made), late: Math.max(0, Math.floor((made - at) / 1000)) })}</li>
            ))}
            {unseen.map((by) => (
              <li key={by}>{say('unseen', { by })}</li>
            ))}
          </ul>
        </Card>
      ) : null}
      {statement === null ? null : (
        <Card title={text.of(statement.title)}>
          <DefinitionList items={[{ term: 'SHA-256', detail: <code className={classes.wrap}>{sha256}</code> }]} />
          <ol className={classes.list}>
            {statement.clauses.map((clause, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: clauses stand in their order and never change
              <li key={i}>
                <span className="soft">{i + 1}</span>
                <span className={classes.columns}>
                  <span lang="es">{clause.es}</span>
                  <span lang="en">{clause.en}</span>
                </span>
              </li>
            ))}
          </ol>
        </Card>
      )}
      <details className={classes.steps} open={!ok}>
        <summary>{text('evidence.verify.steps', { passed: steps.filter((step) => step.ok).length, all: steps.length })}</summary>
        <Steps steps={steps} area="statement" />
      </details>
    </div>
  )
}
