import { Link } from '@tanstack/react-router'
import { Problem } from '../api/problem.ts'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Notice, ProblemNotice } from '../parts/notice.tsx'

/** Why the node would refuse it, said before anything is filled in, with the way to the record where it is put right. */
export function NotOffered({
  title,
  problem,
  id,
  onClose,
}: {
  readonly title: string
  readonly problem: unknown
  readonly id: string
  readonly onClose: () => void
}) {
  const text = useText()
  const messages = problem instanceof Problem ? [...new Set(problem.fields.map(({ message }) => `${message}.`))] : []
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        {messages.length === 0 ? (
          <ProblemNotice problem={problem} />
        ) : (
          <Notice tone="bad" title={text('programme.publication.notOffered')}>
            {messages.join(' ')}
          </Notice>
        )}
        <Link to="/records/$id" params={{ id }}>
          {text('programme.publication.record')}
        </Link>
      </div>
    </Dialog>
  )
}
