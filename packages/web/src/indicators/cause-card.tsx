import type { IndicatorDetail } from '@enlace/api'
import { useFieldNames } from '../kinds/field-names.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import classes from './indicators.module.css'

/** What the number may say of its cause: the fixed sentence of its class, how it would contribute, every other explanation, and words that go further. */
export function CauseCard({ detail }: { readonly detail: IndicatorDetail }) {
  const text = useText()
  const fieldName = useFieldNames('indicator-card')
  const { attribution } = detail.indicator
  const { mechanism, rivals, limits } = detail.card.fields
  return (
    <Card title={text('indicators.attribution')}>
      <div className="stack">
        <p className={classes.words}>
          <strong>{text.find(`indicators.attribution.${attribution ?? 'none'}`) ?? text('indicators.attribution.none')}</strong>
        </p>
        {isWords(mechanism) ? (
          <p className={classes.words}>
            {text('indicators.mechanism')}: {text.of(mechanism)}
          </p>
        ) : null}
        {Array.isArray(rivals) && rivals.length > 0 ? (
          <section className="stack-tight">
            <h3>{text('indicators.otherExplanations')}</h3>
            <ul>
              {rivals.filter(isWords).map((words) => (
                <li key={text.of(words)}>{text.of(words)}</li>
              ))}
            </ul>
          </section>
        ) : null}
        {isWords(limits) ? (
          <section className="stack-tight">
            <h3>{text('indicators.limits')}</h3>
            <p className={classes.words}>{text.of(limits)}</p>
          </section>
        ) : null}
        {detail.causal.length === 0 ? null : (
          <Notice tone="warn" title={text('indicators.causal')}>
            <ul>
              {detail.causal.map(({ of, field, words }) => (
                <li key={`${of} ${field} ${words}`}>{text('indicators.causal.one', { words, field: fieldName(field) })}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Card>
  )
}

function isWords(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((words) => typeof words === 'string')
  )
}
