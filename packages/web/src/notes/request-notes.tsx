import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api/use-may.ts'
import { useText } from '../language/text.ts'
import { Card } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { Tag } from '../parts/tag.tsx'
import { askNotes } from './ask-notes.ts'
import { nextNote } from './next-note.ts'
import { useNoteWords } from './say-note.ts'

/**
 * The notes that name a request, and the way to write the next one. `due`: the classes of note by which the request and then its open step go, in
 * that order; of our own the first that no sealed note of ours carries waits for one.
 */
export default function RequestNotes({ id, due, own }: { readonly id: string; readonly due: readonly string[]; readonly own: boolean }) {
  const text = useText()
  const may = useMay()
  const words = useNoteWords()
  const { data } = useQuery(askNotes(`?request=${encodeURIComponent(id)}`))
  const notes = data?.items ?? []
  const waiting = data !== undefined && own ? nextNote(due, notes) : undefined
  if (notes.length === 0 && due.length === 0) return null
  return (
    <Card
      title={text('notes.title')}
      actions={
        may('record.create') ? (
          <Button
            variant={waiting !== undefined && notes.length === 0 ? 'filled' : 'default'}
            renderRoot={(props) => (
              <Link to="/notes/new" search={{ request: id, purpose: own ? (waiting ?? due.at(-1)) : undefined }} {...props} />
            )}
          >
            {text('notes.write')}
          </Button>
        ) : undefined
      }
    >
      <div className="stack">
        {waiting === undefined ? null : (
          <Notice tone="warn" title={text('notes.goesBy', { note: words.choice('purpose_class', waiting) })}>
            {text('notes.goesBy.detail')}
          </Notice>
        )}
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
