import type { NoteRow } from '@enlace/api'
import { useText } from '../language/text.ts'
import { Tag } from '../parts/tag.tsx'
import { Time } from '../parts/time.tsx'
import { useRequestWords } from '../requests/say-request.tsx'

/** That the other side answered a note by a step of the request it carries, and when. */
export function RepliedBy({ reply }: { readonly reply: NonNullable<NoteRow['repliedBy']> }) {
  const text = useText()
  const { step } = useRequestWords()
  return (
    <span className="small">
      <Tag tone="good">{text('notes.repliedBy', { step: step(reply.step) })}</Tag> <Time at={reply.at} />
    </span>
  )
}
