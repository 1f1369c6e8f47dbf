import { Button } from '@mantine/core'
import { useText } from '../language/text.ts'
import { ProblemNotice } from './notice.tsx'

/**
 * The foot of a dialog: why it failed, the button that does it, named for what it does, and the way out. A `grave` deed starts with the focus on the way
 * out. Without `onDo` the button submits the form around it.
 */
export function DialogFoot({
  action,
  busy = false,
  grave = false,
  focused = false,
  problem,
  onDo,
  onClose,
}: {
  readonly action: string
  readonly busy?: boolean
  readonly grave?: boolean
  /** The dialog starts at the button, unless the deed is grave: nothing stands before it that wants to be filled in. */
  readonly focused?: boolean
  /** What went wrong; null and undefined are nothing. */
  readonly problem?: unknown
  readonly onDo?: () => void
  readonly onClose: () => void
}) {
  const text = useText()
  return (
    <>
      {problem === undefined || problem === null ? null : <ProblemNotice problem={problem} />}
      <div className="cluster">
        <Button
          {...(onDo === undefined ? { type: 'submit' as const } : { onClick: onDo })}
          loading={busy}
          {...(grave ? { 'data-grave': true } : focused ? { 'data-autofocus': true } : {})}
        >
          {action}
        </Button>
        <Button variant="default" onClick={onClose} disabled={busy} {...(grave ? { 'data-autofocus': true } : {})}>
          {text('action.cancel')}
        </Button>
      </div>
    </>
  )
}
