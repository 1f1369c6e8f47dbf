import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { Tag } from '../parts/tag.tsx'
import { askNotes } from './ask-notes.ts'
import { useNoteWords } from './say-note.ts'

const unsealed = ['drafted', 'cleared']

/**
 * The notes that name a request, and, where it goes by note (`carried`: the class) and none of its own is sealed yet, that it waits for one, with the
 * way to write it.
 */
export default function RequestNotes({
  id,
  carried,
  own,
}: {
  readonly id: string
  readonly carried: string | null
  readonly own: boolean
}) {
  const text = useText()
  const may = useMay()
  const words = useNoteWords()
  const { data } = useQuery(askNotes(`?request=${encodeURIComponent(id)}`))
  const notes = data?.items ?? []
  const ready = notes.some(
    ({ direction, purposeClass, state }) => direction === 'sent' && purposeClass === carried && !unsealed.includes(state),
  )
  const waits = data !== undefined && own && carried !== null && !ready
  if (notes.length === 0 && carried === null) return null
  return (
    <Card
      title={text('notes.title')}
      actions={
        may('record.create') ? (
          <Button
            variant={waits && notes.length === 0 ? 'filled' : 'default'}
            renderRoot={(props) => (
              <Link to="/notes/new" search={{ request: id, purpose: own ? (carried ?? undefined) : undefined }} {...props} />
            )}
          >
            {text('notes.write')}
          </Button>
        ) : undefined
      }
    >
      <div className="stack">
        {waits ? (
          <Notice tone="warn" title={text('notes.goesBy', { note: words.choice('purpose_class', carried) })}>
            {text('notes.goesBy.detail')}
          </Notice>
        ) : null}
        <ul className="stack-tight">
          {notes.map((note) => (
            <li key={note.record.id} className="cluster">
              <Link to="/notes/$id" params={{ id: note.record.id }}>
                {note.number}
              </Link>
              <span>{words.choice('purpose_class', note.purposeClass)}</span>
              <Tag tone={note.state === 'answered' ? 'good' : 'info'}>{words.state(note.state)}</Tag>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}
