import { type RefObject, useId } from 'react'
import { useText } from '../language/text.ts'
import { IconAlertTriangle } from '../parts/icon.tsx'
import classes from './error-summary.module.css'
import type { FormError } from './form-errors.ts'
import { inputId } from './form-scope.ts'

type Props = {
  readonly errors: readonly FormError[]
  readonly prefix: string
  readonly box: RefObject<HTMLDivElement | null>
}

/** What is to be corrected, on top of the form, each a link to its input: the first thing that gets the focus after a failed try. */
export function ErrorSummary({ errors, prefix, box }: Props) {
  const text = useText()
  const heading = useId()
  if (errors.length === 0) return null
  return (
    <div ref={box} className={classes.summary} role="alert" aria-labelledby={heading} tabIndex={-1}>
      <h2 id={heading}>
        <IconAlertTriangle size={20} aria-hidden="true" /> {text('forms.errors', { count: errors.length })}
      </h2>
      <ul>
        {errors.map((error) => (
          <li key={`${error.at} ${error.message}`}>
            {error.at === '' ? (
              <span>{error.label === '' ? error.message : text('forms.errorOf', { label: error.label, message: error.message })}</span>
            ) : (
              <a
                href={`#${inputId(prefix, error.at)}`}
                onClick={(event) => {
                  event.preventDefault()
                  goToInput(prefix, error.at)
                }}
              >
                {text('forms.errorOf', { label: error.label, message: error.message })}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Brings the focus to the input at a place, or to the nearest one that holds it, opening what is folded. */
export function goToInput(prefix: string, at: string): void {
  const steps = at.split('/')
  for (let length = steps.length; length > 0; length--) {
    const place = steps.slice(0, length).join('/')
    const found =
      document.getElementById(inputId(prefix, place)) ?? document.querySelector<HTMLElement>(`[data-field="${CSS.escape(place)}"]`)
    if (found === null) continue
    for (let box = found.closest('details'); box !== null; box = box.parentElement?.closest('details') ?? null) box.open = true
    const control = found.matches('input, textarea, select')
      ? found
      : (found.querySelector<HTMLElement>('input, textarea, select, button') ?? found)
    control.focus()
    control.scrollIntoView({ block: 'center' })
    return
  }
}
