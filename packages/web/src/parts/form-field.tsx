import { type ReactNode, useId } from 'react'
import { useText } from '../language/text.ts'
import classes from './form-field.module.css'
import { IconAlertTriangle } from './icon.tsx'

/** What an input inside a field must carry so that its label, hint and error are read with it. */
export type FieldWiring = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
  readonly 'aria-required': true | undefined
}

/**
 * One question of a form, asked clearly: label, hint under it, then what is wrong, then the input. What may be left out says so; a field
 * without a word must be filled. `id` is where an error summary leads.
 */
export function FormField({
  label,
  hint,
  error,
  optional = false,
  id,
  children,
}: {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly optional?: boolean
  readonly id?: string
  readonly children: (wiring: FieldWiring) => ReactNode
}) {
  const text = useText()
  const own = useId()
  const input = id ?? own
  const described = [hint === undefined ? [] : `${input}-hint`, error === undefined ? [] : `${input}-error`].flat().join(' ')
  return (
    <div className={classes.field} data-wrong={error === undefined ? undefined : true}>
      <label htmlFor={input} className={classes.label}>
        {label} {optional ? <span className={classes.need}>{text('parts.field.optional')}</span> : null}
      </label>
      {hint === undefined ? null : (
        <span id={`${input}-hint`} className={classes.hint}>
          {hint}
        </span>
      )}
      {error === undefined ? null : (
        <span id={`${input}-error`} className={classes.error}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          {error}
        </span>
      )}
      {children({
        id: input,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-required': optional ? undefined : true,
      })}
    </div>
  )
}
