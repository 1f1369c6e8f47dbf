import { Link } from '@tanstack/react-router'
import type { ReleaseTask } from '../api/shapes.ts'
import { useText } from '../language/text.ts'
import { Notice } from '../parts/notice.tsx'
import { Tag } from '../parts/tag.tsx'

/** What a task is called: a note by its number, anything else by its title. */
export function titleOf({ id, note, record }: ReleaseTask, text: ReturnType<typeof useText>): string {
  return note?.task === id ? text('clearance.release.note', { number: note.number, title: record.title }) : record.title
}

/** That a note waits with its request, or a request with its note. */
export function NoteTag({ task: { id, note } }: { readonly task: ReleaseTask }) {
  const text = useText()
  if (note == null || note.request === null) return null
  return (
    <Tag tone="info">
      {note.task === id ? text('clearance.release.note.withRequest') : text('clearance.release.note.byNote', { number: note.number })}
    </Tag>
  )
}

/** The other of the two, and the way to decide it. */
export function NoteNotice({ task: { id, note } }: { readonly task: ReleaseTask }) {
  const text = useText()
  if (note == null || note.request === null) return null
  const isNote = note.task === id
  const other = isNote ? note.request.task : note.task
  return (
    <Notice
      tone="info"
      title={isNote ? text('clearance.release.note.withRequest') : text('clearance.release.note.byNote', { number: note.number })}
    >
      <p>{text(isNote ? 'clearance.release.note.withRequest.detail' : 'clearance.release.note.byNote.detail')}</p>
      {other === null ? null : (
        <Link to="/release/$id" params={{ id: other }}>
          {isNote ? note.request.title : text('clearance.release.note.open')}
        </Link>
      )}
    </Notice>
  )
}
