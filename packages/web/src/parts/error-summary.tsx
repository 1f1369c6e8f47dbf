import { type MouseEvent, useEffect, useRef } from 'react'
import { useText } from '../language/text.ts'
import classes from './error-summary.module.css'

/** One thing that is wrong: the id of its input, and the same words as stand beside it. */
export type FormError = { readonly id: string; readonly message: string }

/** Everything that is wrong with a form, at its top, each a way to its field. Takes the focus when it appears and when `attempt` changes. */
export function ErrorSummary({ errors, attempt }: { readonly errors: readonly FormError[]; readonly attempt: number }) {
  const text = useText()
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt that fails the same way must be heard again
  useEffect(() => box.current?.focus(), [attempt])
  if (errors.length === 0) return null
  const go = (id: string) => (event: MouseEvent) => {
    // A hash in the address would be a page of its own to the router.
    event.preventDefault()
    const input = document.getElementById(id)
    input?.scrollIntoView({ block: 'center' })
    input?.focus()
  }
  return (
    <div ref={box} className={classes.summary} role="alert" tabIndex={-1}>
      <h2>{text('parts.errors', { count: errors.length })}</h2>
      <ul>
        {errors.map(({ id, message }) => (
          <li key={id + message}>
            <a href={`#${id}`} onClick={go(id)}>
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
