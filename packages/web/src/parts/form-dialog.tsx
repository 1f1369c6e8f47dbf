import type { ReactNode, SyntheticEvent } from 'react'
import { Dialog } from './dialog.tsx'
import { DialogFoot } from './dialog-foot.tsx'

/** A dialog that is filled in and sent: by its button, by Enter in a line, by Ctrl+Enter in a text. It stays until the caller closes it. */
export function FormDialog({
  title,
  action,
  busy = false,
  problem,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string
  readonly action: string
  readonly busy?: boolean
  readonly problem?: unknown
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
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
