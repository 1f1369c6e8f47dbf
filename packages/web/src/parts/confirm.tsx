import type { ReactNode } from 'react'
import { useText } from '../language/text.ts'
import classes from './confirm.module.css'
import { Dialog } from './dialog.tsx'
import { DialogFoot } from './dialog-foot.tsx'
import { IconChevronRight } from './icon.tsx'
import { type Deed, useDeed } from './use-deed.ts'

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
  readonly onConfirm: Deed
  readonly onClose: () => void
  /** What is still asked, for instance a reason. */
  readonly children?: ReactNode
}) {
  const text = useText()
  const { busy, problem, run } = useDeed(onConfirm, { onClose })
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
        <DialogFoot action={action} busy={busy} grave={grave} focused problem={problem} onDo={run} onClose={onClose} />
      </div>
    </Dialog>
  )
}
