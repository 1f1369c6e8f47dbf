import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { askNode } from '../api/questions.ts'
import type { Summary } from '../api/shapes.ts'
import { useKindTitle } from '../kinds/kind-title.ts'
import { useText } from '../language/text.ts'
import classes from '../pages/list.module.css'
import { PartyMark } from './party-mark.tsx'
import { Tag } from './tag.tsx'
import { Time } from './time.tsx'
import { Tlp } from './tlp.tsx'
import { WorkStateTag } from './work-state.tsx'

/** One record in a list; what the reader may not see has no title and says its kind instead. */
export function RecordRow({ record, children }: { readonly record: Summary; readonly children?: ReactNode }) {
  const text = useText()
  const kindTitle = useKindTitle()
  const { data: node } = useQuery(askNode)
  return (
    <li className={classes.row}>
      <div className="stack-tight">
        <Link to="/records/$id" params={{ id: record.id }} className={classes.title}>
          {record.title || text('records.untitled', { kind: kindTitle(record.kind) })}
        </Link>
        {children}
        <span className={classes.meta}>
          <span className="soft">{kindTitle(record.kind)}</span>
          <Tlp label={record.tlp} />
          {record.state === undefined || record.state === '' ? null : <WorkStateTag state={record.state} />}
          {record.changed === true ? <Tag tone="info">{text('record.news.changed')}</Tag> : null}
          {record.flags.map((flag) => (
            <span key={flag} className="soft">
              {text.find(`flag.${flag}`) ?? flag}
            </span>
          ))}
        </span>
      </div>
      <span className={classes.meta}>
        <PartyMark party={record.from} />{' '}
        <span className="soft">
          {record.from === node?.party ? record.agency.toUpperCase() : text('record.for', { agency: record.agency.toUpperCase() })}
        </span>
      </span>
      <span className="small soft">
        <Time at={record.addedAt} brief />
      </span>
    </li>
  )
}
