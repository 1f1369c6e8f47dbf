import type { ReactNode } from 'react'
import classes from './segments.module.css'

export type Segment = { readonly value: string; readonly label: string; readonly icon?: ReactNode; readonly lang?: string }

/** One of a few, all in sight, chosen at once: for settings and views, never for what is sent with a form. */
export function Segments({
  label,
  segments,
  value,
  onChoose,
  disabled = false,
}: {
  readonly label: string
  readonly segments: readonly Segment[]
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly disabled?: boolean
}) {
  return (
    <fieldset className={classes.segments} disabled={disabled}>
      <legend>{label}</legend>
      <div className={classes.row}>
        {segments.map((segment) => (
          <button
            key={segment.value}
            type="button"
            lang={segment.lang}
            aria-pressed={segment.value === value}
            onClick={() => onChoose(segment.value)}
          >
            {segment.icon}
            {segment.label}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
