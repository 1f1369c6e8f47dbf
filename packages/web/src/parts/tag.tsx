import type { ReactNode } from 'react'
import classes from './tag.module.css'

export type Tone = 'plain' | 'info' | 'good' | 'warn' | 'bad' | 'party'

/** A short mark: an icon and words, in a tone. The words carry the meaning; the colour only helps the eye. */
export function Tag({
  tone = 'plain',
  icon,
  title,
  children,
}: {
  readonly tone?: Tone
  readonly icon?: ReactNode
  readonly title?: string
  readonly children: ReactNode
}) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {icon === undefined ? null : (
        <span aria-hidden="true" className={classes.icon}>
          {icon}
        </span>
      )}
      <span>{children}</span>
    </span>
  )
}
