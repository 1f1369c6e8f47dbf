import { Link } from '@tanstack/react-router'
import { useText } from '../language/text.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemNotice } from '../parts/notice.tsx'

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
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        <ProblemNotice problem={problem} />
        <Link to="/records/$id" params={{ id }}>
          {text('programme.publication.record')}
        </Link>
      </div>
    </Dialog>
  )
}
