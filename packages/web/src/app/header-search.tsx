import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type SyntheticEvent, useId, useRef, useState } from 'react'
import { useText } from '../language/text.ts'
import { IconSearch } from '../parts/icon.tsx'
import { KeyHint } from '../parts/key-hint.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { useSuggestions } from '../search/use-suggestions.ts'
import classes from './header-search.module.css'

/**
 * The search box of every page (ARIA combobox): `/` comes here, arrows walk what is offered, Enter opens it or searches for the words,
 * Escape closes and then goes back to where the reader was.
 */
export function HeaderSearch() {
  const text = useText()
  const navigate = useNavigate()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const cameFrom = useRef<HTMLElement>(null)
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const offered = useSuggestions(words)
  const shown = open && offered.length > 0
  const chosen = shown ? offered[at] : undefined

  useKeys({
    '/': () => {
      cameFrom.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
      field.current?.focus()
      field.current?.select()
    },
  })
  const go = (to: string) => {
    setOpen(false)
    setAt(-1)
    field.current?.blur()
    navigate({ to })
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (chosen !== undefined) go(chosen.to)
    else if (words.trim() !== '') go(`/search?q=${encodeURIComponent(words.trim())}`)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined && offered.length > 0) {
      event.preventDefault()
      setOpen(true)
      // Below the last and above the first lie the words as they were typed.
      setAt(((at + 1 + by + offered.length + 1) % (offered.length + 1)) - 1)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (shown) setOpen(false)
      else if (cameFrom.current?.isConnected === true && cameFrom.current !== document.body) cameFrom.current.focus()
      else field.current?.blur()
    }
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: the landmark says what the form is for
    <form role="search" aria-label={text('shell.search')} className={classes.search} onSubmit={submit} data-tour="search">
      <div className={classes.box}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          ref={field}
          type="search"
          role="combobox"
          aria-label={text('shell.search')}
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
          placeholder={text('shell.search.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value)
            setOpen(true)
            setAt(-1)
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={press}
        />
        <KeyHint keys="/" />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={text('shell.search.offered')} className={classes.sheet} hidden={!shown}>
        {offered.map((suggestion, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field (aria-activedescendant)
          <div
            key={suggestion.id}
            id={`${id}-${suggestion.id}`}
            role="option"
            aria-selected={place === at}
            className={classes.option}
            // Pressing would take the focus from the field and close the list before the click arrives.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => go(suggestion.to)}
          >
            <span>{suggestion.label}</span>
            {suggestion.detail === undefined ? null : <span>{suggestion.detail}</span>}
          </div>
        ))}
      </div>
    </form>
  )
}
