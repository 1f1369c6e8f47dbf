import { type ReactNode, useState } from 'react'
import { useText } from '../language/text.ts'
import classes from './confirm.module.css'
import { Dialog } from './dialog.tsx'
import { DialogFoot } from './dialog-foot.tsx'
import { IconChevronRight } from './icon.tsx'

/**
 * Says what will happen before it happens: each consequence a sentence, then the one button that does it, named for what it does. The
 * dialog stays while it is being done, shows why it failed, and closes when it is done. A `grave` deed starts with the focus on «cancel».
 */
export function Confirm({
  title,
  will,
  action,
  grave = false,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string
  readonly will: readonly string[]
  readonly action: string
  readonly grave?: boolean
  readonly onConfirm: () => Promise<unknown> | undefined
  readonly onClose: () => void
  /** What is still asked, for instance a reason. */
  readonly children?: ReactNode
}) {
  const text = useText()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const confirm = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (cause) {
      setProblem(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        <div className="stack-tight">
          <strong>{text('parts.confirm.will')}</strong>
          <ul className={classes.will}>
            {will.map((sentence) => (
              <li key={sentence}>
                <IconChevronRight size={16} aria-hidden="true" />
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </div>
        {children}
        <DialogFoot action={action} busy={busy} grave={grave} focused problem={problem} onDo={confirm} onClose={onClose} />
      </div>
    </Dialog>
  )
}
