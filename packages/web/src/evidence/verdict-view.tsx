import type { EvidenceVerdict } from '@enlace/proof/browser'
import type { ReactNode } from 'react'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { DefinitionList } from '../parts/definition-list.tsx'
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '../parts/icon.tsx'
import marks from '../record/verdict.module.css'
import classes from './evidence.module.css'
import { type Step, Steps, sayVerifier } from './steps.tsx'

/** One sentence for what is proved, one for what is not. */
export function VerdictHead({ verdict }: { readonly verdict: EvidenceVerdict }) {
  const text = useText()
  const { proves, doesNotProve } = verdict
  const Shield = !verdict.ok ? IconShieldX : proves.code === 'entry_only' ? IconShieldQuestion : IconShieldCheck
  return (
    <div className={marks.verdict} data-ok={verdict.ok} role="status">
      <Shield size={40} aria-hidden="true" />
      <div className="stack-tight">
        <strong className={classes.big}>{text(verdict.ok ? 'evidence.verify.holds' : 'evidence.verify.fails')}</strong>
        <p className={marks.proves}>{sayVerifier(text, `proves.${proves.code}`, proves.values)}</p>
        <p>{sayVerifier(text, `does_not_prove.${doesNotProve.code}`, doesNotProve.values)}</p>
      </div>
    </div>
  )
}

/** The whole verdict: the two sentences, what the file says of itself, the time-stamps (`children`), every check, and the keys it rests on. */
export function VerdictView({
  verdict,
  ownKeys,
  children,
}: {
  readonly verdict: EvidenceVerdict
  readonly ownKeys: boolean
  readonly children: ReactNode
}) {
  const text = useText()
  const { contents } = verdict
  const all: readonly Step[] = [...verdict.steps, ...verdict.records.flatMap((record) => record.positions.flatMap((each) => each.steps))]
  return (
    <div className="stack">
      <VerdictHead verdict={verdict} />
      {contents === null || !verdict.ok ? null : (
        <Card title={text('evidence.verify.said')}>
          <DefinitionList
            items={[
              { term: text('evidence.verify.made'), detail: formatInstant(contents.madeAt, text.tag, { seconds: true }) },
              { term: text('evidence.verify.by'), detail: `${contents.agency.toUpperCase()} (${contents.party.toUpperCase()})` },
              { term: text('evidence.verify.to'), detail: contents.recipient.name },
              { term: text('evidence.verify.for'), detail: contents.purpose },
              ...(contents.order === undefined ? [] : [{ term: text('evidence.verify.order'), detail: contents.order }]),
              ...(contents.under.length === 0 ? [] : [{ term: text('evidence.verify.under'), detail: contents.under.join(', ') }]),
              ...(contents.consents.length === 0
                ? []
                : [
                    {
                      term: text('evidence.verify.consents'),
                      detail: contents.consents.map(({ party, reference }) => `${party.toUpperCase()}: ${reference}`).join('; '),
                    },
                  ]),
            ]}
          />
        </Card>
      )}
      {children}
      <details className={classes.steps} open={!verdict.ok}>
        <summary>{text('evidence.verify.steps', { passed: all.filter((step) => step.ok).length, all: all.length })}</summary>
        <h2>{text('evidence.verify.file')}</h2>
        <Steps steps={verdict.steps} />
        {verdict.records.map((record) => (
          <section key={record.id}>
            <h2 className={classes.wrap}>{record.id}</h2>
            {verdict.records.length === 1 ? null : <p>{sayVerifier(text, `proves.${record.proves.code}`, record.proves.values)}</p>}
            {record.positions.map(({ place, steps }) => (
              <div key={`${place.origin} ${place.seq}`}>
                <h3>{text(`evidence.verify.role.${place.role}`)}</h3>
                <Steps steps={steps} />
              </div>
            ))}
          </section>
        ))}
      </details>
      {verdict.fingerprints.length === 0 ? null : (
        <Card title={text('evidence.verify.fingerprints')} lead={text(ownKeys ? 'evidence.verify.given' : 'evidence.verify.embedded')}>
          <DefinitionList
            items={verdict.fingerprints.map(({ name, sha256 }) => ({ term: name, detail: <code className={classes.wrap}>{sha256}</code> }))}
          />
        </Card>
      )}
    </div>
  )
}
