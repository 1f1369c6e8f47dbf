import type { CommitmentRow } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import classes from '../pages/list.module.css'
import { Tag } from '../parts/tag.tsx'
import { DueWords } from './due-words.tsx'
import { OwnerStates } from './owner-states.tsx'

/** One commitment in a list: the text agreed, what is marked of it, where each owner stands and when it is due. */
export function CommitmentLine({ item }: { readonly item: CommitmentRow }) {
  const text = useText()
  const words = item.text[text.language] ?? Object.values(item.text)[0] ?? item.record.title
  return (
    <li className={classes.row}>
      <div className="stack-tight">
        <Link to="/commitments/$id" params={{ id: item.record.id }} className={classes.title}>
          {words}
        </Link>
        <span className={classes.meta}>
          <span className="soft">{text.find(`commitments.modality.${item.modality}`) ?? item.modality}</span>
          {item.earlier ? <Tag>{text('commitments.tag.earlier')}</Tag> : null}
          {item.unilateral === 0 ? null : <Tag tone="warn">{text('commitments.unilateral', { count: item.unilateral })}</Tag>}
          {item.warnings.map((code) => (
            <Tag key={code} tone="warn">
              {text.find(`commitments.warning.${code}`) ?? code}
            </Tag>
          ))}
        </span>
      </div>
      <OwnerStates commitment={item} />
      <span className={classes.day}>
        <DueWords commitment={item} />
      </span>
    </li>
  )
}
