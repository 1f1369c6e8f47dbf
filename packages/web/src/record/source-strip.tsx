import { informationGrades, sourceGrades } from '@enlace/records'
import type { Envelope, RecordDetail } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { useParties } from '../parts/party.ts'
import { Time } from '../parts/time.tsx'
import { codeWords } from './code-words.ts'
import classes from './source-strip.module.css'

/** The three questions before any fact: who says so, how sure, since when. The grading in words; its code beside it. */
export function SourceStrip({ detail, envelope }: { readonly detail: RecordDetail; readonly envelope: Envelope }) {
  const text = useText()
  const parties = useParties()
  const { grading, origin } = envelope
  const [latest] = detail.versions
  const written = latest?.modified ?? detail.addedAt
  return (
    <dl className={classes.strip}>
      <div>
        <dt>{text('record.source.says')}</dt>
        <dd>
          <strong>
            {envelope.agency === undefined ? parties.agencyName(detail.agency) : parties.agencyName(envelope.agency, detail.from)}
          </strong>
          <span className="soft small">{parties.nameOf(detail.from)}</span>
        </dd>
      </div>
      <div>
        <dt>{text('record.source.sure')}</dt>
        <dd>
          {grading === undefined ? (
            <strong>{text('record.source.ungraded')}</strong>
          ) : (
            <>
              <strong>
                {codeWords(text, 'grade.source', sourceGrades, grading.source)};{' '}
                {codeWords(text, 'grade.information', informationGrades, grading.information).toLowerCase()}
              </strong>
              <span className="soft small">
                {grading.source}
                {grading.information}
              </span>
            </>
          )}
          {origin === 'ai_made' || origin === 'ai_assisted' ? <span className={classes.warn}>{text('record.source.ai')}</span> : null}
        </dd>
      </div>
      <div>
        <dt>{text('record.source.since')}</dt>
        <dd>
          <strong>
            <Time at={written} />
          </strong>
          <span className="soft small">
            {text('record.source.held')} <Time at={detail.addedAt} brief />
            {' · '}
            {detail.versions.length < 2
              ? text('record.source.version.only')
              : text('record.source.version.of', { count: detail.versions.length })}
          </span>
        </dd>
      </div>
    </dl>
  )
}
