import type { LedgerShape } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { useCodeWords } from '../kinds/use-code-words.ts'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { Tag } from '../parts/tag.tsx'
import classes from './claims.module.css'

/** The documents behind the claims: who published each, when, how it was made, and why one cannot be what it says it is. */
export function SourceList({ documents }: { readonly documents: LedgerShape['documents'] }) {
  const text = useText()
  const say = useCodeWords('source-document')
  const day = (date: string | null): string => (date === null ? text('claims.presumed.open') : formatDay(date, text.tag))
  return (
    <section className={classes.point} aria-label={text('claims.documents')}>
      <h3>{text('claims.documents')}</h3>
      <ul className={classes.accounts}>
        {documents.map((one) => (
          <li key={one.id}>
            <div className="cluster">
              <Link to="/records/$id" params={{ id: one.id }}>
                {one.title}
              </Link>
              {one.copy_of === null ? null : <Tag>{text('claims.document.copy')}</Tag>}
            </div>
            <p className="soft small">
              {[
                one.publisher,
                one.published_on === null ? text('claims.document.undated') : formatDay(one.published_on, text.tag),
                say?.('digital_source_type', one.made) ?? '',
              ].join(' · ')}
            </p>
            {one.impossible ? <Tag tone="bad">{text('claims.document.impossible')}</Tag> : null}
            {one.presumes.length === 0 ? null : (
              <>
                <p className="small">{text('claims.document.presumes')}</p>
                <ul className={classes.marks}>
                  {one.presumes.map(({ what, from, until, basis }) => (
                    <li key={what}>{text('claims.presumed', { what, from: day(from), until: day(until), basis })}</li>
                  ))}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
