import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useText } from '../language/text.ts'
import { askTerms } from './ask-terms.ts'
import classes from './term.module.css'

/** A word of law that means something else across the border: pressed, it says what it means and what it is not. */
export function Term({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const text = useText()
  const sheet = useId()
  const box = useRef<HTMLSpanElement>(null)
  const [open, setOpen] = useState(false)
  const { data } = useQuery({ ...askTerms, enabled: open })
  const term = data?.terms.find((each) => each.id === id)
  useEffect(() => {
    if (!open) return
    const close = (event: Event) => {
      const escaped = event instanceof KeyboardEvent && event.key === 'Escape'
      if (event instanceof KeyboardEvent ? escaped : !box.current?.contains(event.target as Node)) setOpen(false)
    }
    addEventListener('pointerdown', close)
    addEventListener('keydown', close)
    return () => {
      removeEventListener('pointerdown', close)
      removeEventListener('keydown', close)
    }
  }, [open])
  return (
    <span ref={box} className={classes.term}>
      <button type="button" aria-expanded={open} aria-controls={open ? sheet : undefined} onClick={() => setOpen(!open)}>
        {children}
      </button>
      <span id={sheet} role="status">
        {open && term !== undefined ? (
          <span className={classes.sheet}>
            <strong lang="en">{term.words.en.join(', ')}</strong>
            <strong lang="es">{term.words.es.join(', ')}</strong>
            <span>{text.of(term.definition)}</span>
            {term.not_equal.map((other) => (
              <span key={other.words.en}>
                <strong>{text('terms.notEqual', { words: text.of(other.words) })}</strong> {text.of(other.why)}
              </span>
            ))}
            <Link to="/terms" search={{ q: undefined }} hash={id}>
              {text('terms.open')}
            </Link>
          </span>
        ) : null}
      </span>
    </span>
  )
}
