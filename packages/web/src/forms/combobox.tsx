import { TextInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { useText } from '../language/text.ts'
import classes from './combobox.module.css'
import { ownDirection } from './inputs/direction.ts'

export type Option = { readonly value: string; readonly label: string; readonly detail?: string }

type Props = {
  /** What Mantine's input takes: id, label, description, error. */
  readonly frame: {
    readonly id: string
    readonly label?: ReactNode
    readonly description?: ReactNode
    readonly error?: ReactNode
    readonly readOnly?: boolean
    readonly [name: string]: unknown
  }
  readonly words: string
  readonly onWords: (words: string) => void
  readonly options: readonly Option[]
  readonly onChoose: (option: Option) => void
  /** Said in the list when it has no options. */
  readonly empty?: string | undefined
  /** A last row that does something else: make a new one. */
  readonly more?: { readonly label: string; readonly act: () => void } | undefined
  readonly busy?: boolean
}

/** Search as you type: an input with a list (WAI-ARIA combobox). Arrows choose, Enter takes, Escape closes; what was typed is never lost. */
export function Combobox({ frame, words, onWords, options, onChoose, empty, more, busy = false }: Props) {
  const text = useText()
  const list = useId()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const last = options.length - 1 + (more === undefined ? 0 : 1)
  const take = (index: number) => {
    const option = options[index]
    setOpen(false)
    setAt(-1)
    if (option !== undefined) onChoose(option)
    else more?.act()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      setAt((now) => (event.key === 'ArrowDown' ? (now >= last ? 0 : now + 1) : now <= 0 ? last : now - 1))
    } else if (event.key === 'Enter' && open && at >= 0 && !event.ctrlKey) {
      event.preventDefault()
      take(at)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
      setAt(-1)
    }
  }
  const shows = open && frame.readOnly !== true && (options.length > 0 || more !== undefined || empty !== undefined)
  return (
    <div className={classes.box}>
      <TextInput
        {...frame}
        role="combobox"
        aria-expanded={shows}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={shows && at >= 0 ? `${list}-${at}` : undefined}
        aria-busy={busy || undefined}
        autoComplete="off"
        attributes={ownDirection}
        value={words}
        maxLength={300}
        onChange={(event) => {
          onWords(event.currentTarget.value)
          setOpen(true)
          setAt(-1)
        }}
        onClick={() => setOpen(true)}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <div id={list} role="listbox" aria-label={text('forms.suggestions')} className={classes.list} hidden={!shows}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys, as the combobox pattern asks
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input
          <div
            key={option.value}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes.option}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(index)}
          >
            <bdi>{option.label}</bdi>
            {option.detail === undefined ? null : <span className="soft small">{option.detail}</span>}
          </div>
        ))}
        {options.length === 0 && empty !== undefined ? (
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input
          <div role="option" aria-selected={false} aria-disabled="true" className={classes.empty}>
            {empty}
          </div>
        ) : null}
        {more === undefined ? null : (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys, as the combobox pattern asks
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input
          <div
            id={`${list}-${options.length}`}
            role="option"
            aria-selected={at === options.length}
            className={`${classes.option} ${classes.more}`}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(options.length)}
          >
            {more.label}
          </div>
        )}
      </div>
    </div>
  )
}
