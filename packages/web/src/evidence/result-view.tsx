import { figuresOfSeal, type ResultVerdict } from '@enlace/proof/browser'
import { formatDay, formatInstant, formatNumber } from '../language/format.ts'
import { type Text, useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '../parts/icon.tsx'
import marks from '../record/verdict.module.css'
import classes from './evidence.module.css'
import { Steps, sayVerifier } from './steps.tsx'

/** What a sealed result's file shows: the number, what is proved of it, how much of it was seen, what is not proved, and every check. */
export function ResultView({ verdict }: { readonly verdict: ResultVerdict }) {
  const text = useText()
  const { seal, signedBy, proves, cover, steps, ownKeys, ok } = verdict
  const Shield = !ok ? IconShieldX : cover === 'all' || cover === 'sample' ? IconShieldCheck : IconShieldQuestion
  const { figure, mean } = seal === null ? { figure: null, mean: null } : figuresOfSeal(seal)
  const at = seal === null ? '' : formatInstant(new Date(seal.at).toISOString(), text.tag, { seconds: true })
  return (
    <div className="stack">
      <div className={marks.verdict} data-ok={ok} role="status">
        <Shield size={40} aria-hidden="true" />
        <div className="stack-tight">
          <strong className={classes.big}>{text(ok ? 'evidence.verify.holds' : 'evidence.verify.fails')}</strong>
          <p className={marks.proves}>{sayVerifier(text, `result.proves.${proves}`, { by: signedBy.join(', '), at })}</p>
          {ok ? <p>{sayVerifier(text, `result.cover.${cover}`, {})}</p> : null}
          {ok ? <p>{sayVerifier(text, 'result.does_not_prove', {})}</p> : null}
        </div>
      </div>
      {seal === null || !ok ? null : (
        <Card title={text('evidence.verify.result')} lead={text(ownKeys ? 'evidence.verify.given' : 'evidence.verify.embedded')}>
          <DefinitionList
            items={[
              {
                term: text('evidence.verify.result.value'),
                detail: <strong>{figure === null ? '–' : sayAmount(text, figure, seal.unit)}</strong>,
              },
              ...(mean === null ? [] : [{ term: text('evidence.verify.result.mean'), detail: sayAmount(text, mean, seal.unit) }]),
              { term: text('evidence.verify.result.events'), detail: formatNumber(seal.count, text.tag) },
              { term: text('evidence.verify.result.indicator'), detail: <span className={classes.wrap}>{seal.indicator}</span> },
              {
                term: text('evidence.verify.result.period'),
                detail: text('evidence.verify.result.between', {
                  from: formatDay(seal.period.from, text.tag),
                  to: formatDay(seal.period.to, text.tag),
                }),
              },
              { term: text('evidence.verify.result.sealed'), detail: at },
              { term: text('evidence.verify.result.signed'), detail: <span className={classes.wrap}>{signedBy.join(', ')}</span> },
              {
                term: text('evidence.verify.result.logs'),
                detail: (
                  <ul className={classes.list}>
                    {seal.logs.map(({ origin, size }) => (
                      <li key={origin} className={classes.wrap}>
                        {text('evidence.verify.result.log', { origin, size })}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </Card>
      )}
      <details className={classes.steps} open={!ok}>
        <summary>{text('evidence.verify.steps', { passed: steps.filter((step) => step.ok).length, all: steps.length })}</summary>
        <Steps steps={steps} area="result" />
      </details>
    </div>
  )
}

/** A figure with its unit in words; a unit that nobody wrote words for stays as it is. */
function sayAmount(text: Text, figure: string, unit: string): string {
  const n = localOf(figure, text.tag)
  return text.find(`verify.result.unit.${unit}${figure === '1' ? '.one' : ''}`, { n }) ?? `${n} ${unit}`
}

/** A decimal number as the reader writes it; digits of any length stay exact. */
function localOf(decimal: string, tag: string): string {
  return new Intl.NumberFormat(tag, { maximumFractionDigits: 9 }).format(decimal as Intl.StringNumericLiteral)
}
