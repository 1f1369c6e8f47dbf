import { informationGrades, markingSchemes, origins, permittedUses, personStatuses, retentionClasses, sourceGrades } from '@enlace/records'
import type { Envelope } from '../api/shapes.ts'
import { useBasis } from '../clocks/law-name.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconBan, IconCheck } from '../parts/icon.tsx'
import { useParties } from '../parts/party.ts'
import { Tlp } from '../parts/tlp.tsx'
import { codeWords } from './code-words.ts'
import classes from './limits-card.module.css'

/** What binds the reader: marking, label, permitted use, basis; then who wrote it and how sure. Always beside the facts. */
export function LimitsCard({
  envelope,
  from,
}: {
  readonly envelope: Envelope /** The party that wrote it; the own one unless told. */
  readonly from?: string
}) {
  const text = useText()
  const parties = useParties()
  const { marking, grading, legalBasis: basis } = envelope
  const said = useBasis(basis?.instrument, basis?.article)
  const scheme = marking === undefined ? undefined : markingSchemes[marking.scheme]
  return (
    <section className={`card ${classes.limits}`} aria-label={text('limits.title')}>
      <div className={classes.marking}>
        <span className="spread">
          <strong>{marking?.value ?? text('limits.noMarking')}</strong>
          <Tlp label={envelope.tlp} />
        </span>
        {scheme === undefined ? null : <span className="soft small">{text.of(scheme.title)}</span>}
        {marking?.until === undefined ? null : (
          <span className="soft small">{text('limits.until', { day: formatDay(marking.until, text.tag) })}</span>
        )}
        {scheme === undefined ? null : (
          <details className="small">
            <summary>{text('limits.lost')}</summary>
            <p className="soft">{text.of(scheme.lost)}</p>
          </details>
        )}
      </div>
      <div className="stack-tight">
        <h3>{text('limits.use')}</h3>
        {envelope.permittedUse.length === 0 ? (
          <p className="soft">{text('limits.use.none')}</p>
        ) : (
          <ul className={classes.uses}>
            {envelope.permittedUse.map((code) => {
              const forbids = code.startsWith('no_')
              return (
                <li key={code} data-forbids={forbids}>
                  {forbids ? <IconBan size={16} aria-hidden="true" /> : <IconCheck size={16} aria-hidden="true" />}
                  {codeWords(text, 'use', permittedUses, code)}
                </li>
              )
            })}
          </ul>
        )}
      </div>
      <dl className={classes.rest}>
        <div>
          <dt>{text('limits.basis')}</dt>
          <dd>{basis === undefined ? text('limits.basis.none') : said}</dd>
        </div>
        {envelope.purpose === undefined ? null : (
          <div>
            <dt>{text('limits.purpose')}</dt>
            <dd>{envelope.purpose}</dd>
          </div>
        )}
        <div>
          <dt>{text('limits.author')}</dt>
          <dd>{envelope.agency === undefined ? '-' : parties.agencyName(envelope.agency, from)}</dd>
        </div>
        <div>
          <dt>{text('limits.grading')}</dt>
          <dd>
            {grading === undefined ? (
              text('limits.grading.none')
            ) : (
              <>
                <strong>
                  {grading.source}
                  {grading.information}
                </strong>{' '}
                <span className="soft small">
                  {codeWords(text, 'grade.source', sourceGrades, grading.source)};{' '}
                  {codeWords(text, 'grade.information', informationGrades, grading.information)}
                </span>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{text('limits.origin')}</dt>
          <dd>{codeWords(text, 'origin', origins, envelope.origin ?? 'unknown')}</dd>
        </div>
        {envelope.personStatus === undefined ? null : (
          <div>
            <dt>{text('limits.person')}</dt>
            <dd>{codeWords(text, 'person', personStatuses, envelope.personStatus)}</dd>
          </div>
        )}
        {envelope.retention === undefined ? null : (
          <div>
            <dt>{text('limits.retention')}</dt>
            <dd>
              {text.find(`retention.${envelope.retention}`) ??
                (envelope.retention in retentionClasses
                  ? retentionClasses[envelope.retention as keyof typeof retentionClasses].label
                  : envelope.retention)}
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
