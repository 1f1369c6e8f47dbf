import type { ReactNode, SyntheticEvent } from 'react'
import { Dialog } from './dialog.tsx'
import { DialogFoot } from './dialog-foot.tsx'
import { type Deed, useDeed } from './use-deed.ts'

/**
 * A dialog that is filled in and sent: by its button, by Enter in a line, by Ctrl+Enter in a text. It sends once at a time, shows why it failed, and says
 * `done` and closes when it is done.
 */
export function FormDialog({
  title,
  action,
  done,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string
  readonly action: string
  /** What is said when it is done. */
  readonly done?: string
  readonly onSubmit: Deed
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { busy, problem, run } = useDeed(onSubmit, { done, onClose })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    run()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
        }}
      >
        {children}
        <DialogFoot action={action} busy={busy} problem={problem} onClose={onClose} />
      </form>
    </Dialog>
  )
}
