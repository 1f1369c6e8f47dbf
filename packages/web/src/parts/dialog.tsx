import { ActionIcon } from '@mantine/core'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../language/text.ts'
import classes from './dialog.module.css'
import { IconX } from './icon.tsx'

/** A dialog on the platform's own `<dialog>`: focus kept inside, Escape closes, focus returns; no library styles to allow in the CSP. */
export function Dialog({
  title,
  onClose,
  wide = false,
  children,
}: {
  readonly title: string
  readonly onClose: () => void
  /** For forms of two columns and lists. */
  readonly wide?: boolean
  readonly children: ReactNode
}) {
  const text = useText()
  const element = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog?.showModal()
    // The platform would start at the button that closes; a form starts at its first field, a question at the answer that says so.
    const first = dialog?.querySelector<HTMLElement>('[data-autofocus]') ?? dialog?.querySelector<HTMLElement>('input, select, textarea')
    first?.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog ref={element} className={classes.dialog} data-wide={wide || undefined} aria-labelledby={heading} onClose={onClose}>
      <div className={classes.head}>
        <h2 id={heading}>{title}</h2>
        <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={text('action.close')}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      <div className={classes.body}>{children}</div>
    </dialog>
  )
}
