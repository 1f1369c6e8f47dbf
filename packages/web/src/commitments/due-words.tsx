import type { CommitmentRow } from '@enlace/api'
import { Link } from '@tanstack/react-router'
import { formatDay } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { programmePath } from '../programme/programme-path.ts'

/** When something is due: the day agreed, the session by which it is due, or that no day was agreed. */
export function DueWords({ commitment: { due, dueBy, lastDay } }: { readonly commitment: CommitmentRow }) {
  const text = useText()
  if (dueBy === null && lastDay === null) return <span className="soft">{text('commitments.due.none')}</span>
  return (
    <span className="stack-tight">
      {due === null ? null : <span>{text('commitments.due', { day: formatDay(due, text.tag) })}</span>}
      {dueBy === null ? null : (
        <span>
          <Link to={programmePath('sessions', dueBy.id)}>
            {text(dueBy.held ? 'commitments.due.by.held' : 'commitments.due.by', {
              session: Object.keys(dueBy.names).length === 0 ? dueBy.title : text.of(dueBy.names),
            })}
          </Link>
          {dueBy.lastDay === null ? null : <span className="soft small"> {formatDay(dueBy.lastDay, text.tag)}</span>}
        </span>
      )}
    </span>
  )
}
