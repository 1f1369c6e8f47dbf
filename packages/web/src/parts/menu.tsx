import { Button } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { IconChevronDown } from './icon.tsx'
import { KeyHint } from './key-hint.tsx'
import classes from './menu.module.css'

export type MenuItem = {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly keys?: string
  readonly grave?: boolean
  /** Why it cannot be chosen now. It still stands there and says so. */
  readonly why?: string | undefined
  readonly onSelect: () => void
}

/** A button that opens a list of deeds (ARIA menu button: arrows walk, letters jump, Escape closes and gives the focus back). */
export function Menu({
  label,
  items,
  icon,
  side = 'end',
}: {
  readonly label: string
  readonly items: readonly MenuItem[]
  /** Stands instead of the words; the label is then read aloud only. */
  readonly icon?: ReactNode
  readonly side?: 'start' | 'end'
}) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const close = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    addEventListener('pointerdown', close)
    return () => removeEventListener('pointerdown', close)
  }, [open])
  const shut = () => {
    setOpen(false)
    button.current?.focus()
  }
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
    const at = all.findIndex((item) => item.matches(':focus'))
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey ? event.key.toLowerCase() : undefined
    if (event.key === 'Escape' || event.key === 'Tab') shut()
    else if (step !== undefined) all[(step + all.length) % all.length]?.focus()
    else if (letter !== undefined && letter !== ' ') {
      const from = [...all.slice(at + 1), ...all.slice(0, at + 1)]
      from.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus()
    } else return
    // The page's own single keys must not fire beneath an open menu.
    event.stopPropagation()
    if (event.key !== 'Tab') event.preventDefault()
  }
  return (
    <div ref={box} className={classes.menu} data-no-print>
      <Button
        ref={button}
        variant="default"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={icon === undefined ? undefined : label}
        rightSection={icon === undefined ? <IconChevronDown size={16} /> : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {icon ?? label}
      </Button>
      {open ? (
        <div id={id} role="menu" aria-label={label} className={classes.sheet} data-side={side} onKeyDown={press}>
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={classes.item}
              data-grave={item.grave || undefined}
              aria-disabled={item.why === undefined ? undefined : true}
              onClick={() => {
                if (item.why !== undefined) return
                shut()
                item.onSelect()
              }}
            >
              <span aria-hidden="true">{item.icon}</span>
              <span>{item.label}</span>
              {item.keys === undefined ? null : <KeyHint keys={item.keys} />}
              {item.why === undefined ? null : <span className={classes.why}>{item.why}</span>}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
