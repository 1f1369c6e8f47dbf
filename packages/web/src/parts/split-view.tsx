import { ActionIcon } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../language/text.ts'
import { IconArrowLeft, IconX } from './icon.tsx'
import classes from './split-view.module.css'
import { useKeys } from './use-keys.ts'

/** From this width on the list and what was opened stand side by side. The same number stands in the style sheet. */
export const sideBySide = '(min-width: 60.01rem)'

/**
 * A list with what was opened of it beside it; on a telephone the opened thing is a page of its own. Focus stays in the list where both are
 * seen, so that j and k walk on; where the panel covers the list, focus goes to the panel and comes back. Escape closes.
 */
export function SplitView({
  list,
  panel,
  title,
  actions,
  onClose,
}: {
  readonly list: ReactNode
  /** Undefined while nothing is opened. */
  readonly panel: ReactNode | undefined
  readonly title: string
  readonly actions?: ReactNode
  readonly onClose: () => void
}) {
  const text = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  const cameFrom = useRef<HTMLElement>(null)
  const open = panel !== undefined
  useEffect(() => {
    if (!open) return
    cameFrom.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    if (!matchMedia(sideBySide).matches) heading.current?.focus()
    return () => {
      const back = cameFrom.current
      if (back?.isConnected === true && document.activeElement === document.body) back.focus()
    }
  }, [open])
  useKeys(open ? { Escape: onClose } : {})
  return (
    <div className={classes.split} data-open={open || undefined}>
      <div className={classes.list}>{list}</div>
      {open ? (
        <section className={classes.panel} aria-label={title}>
          <header className={classes.head}>
            <span className={classes.back}>
              <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={text('parts.split.back')}>
                <IconArrowLeft size={20} />
              </ActionIcon>
            </span>
            <h2 ref={heading} tabIndex={-1}>
              {title}
            </h2>
            <span className="cluster">
              {actions}
              <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label={text('parts.split.close')}>
                <IconX size={18} />
              </ActionIcon>
            </span>
          </header>
          <div className={classes.body}>{panel}</div>
        </section>
      ) : null}
    </div>
  )
}
