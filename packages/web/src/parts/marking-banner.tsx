import type { ReactNode } from 'react'
import { useText } from '../language/text.ts'
import { IconBan, IconCheck } from './icon.tsx'
import classes from './marking-banner.module.css'
import { Tlp } from './tlp.tsx'

/**
 * What binds whoever reads: the marking as its author wrote it, the TLP label, what it may be used for, and whether it is a draft. Stays in
 * sight while the page scrolls when `sticky`. Uses are codes of the envelope; a code newer than these pages shows itself.
 */
export function MarkingBanner({
  marking,
  tlp,
  uses = [],
  draft,
  sticky = false,
  children,
}: {
  readonly marking: string | undefined
  readonly tlp?: string | undefined
  readonly uses?: readonly string[]
  /** The sentence of a draft's standing, for instance «ad referendum». */
  readonly draft?: string | undefined
  readonly sticky?: boolean
  readonly children?: ReactNode
}) {
  const text = useText()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs, and a page may show several: no landmark each
    <div className={classes.banner} data-sticky={sticky || undefined} role="group" aria-label={text('parts.marking')}>
      <span className={classes.marking}>{marking ?? text('limits.noMarking')}</span>
      <Tlp label={tlp} />
      {draft === undefined ? null : <span className={classes.draft}>{draft}</span>}
      <ul className={classes.uses} aria-label={text('limits.use')}>
        {(uses.length === 0 ? ['none'] : uses).map((code) => (
          <li key={code}>
            {code.startsWith('no') ? <IconBan size={14} aria-hidden="true" /> : <IconCheck size={14} aria-hidden="true" />}
            {code === 'none' ? text('limits.use.none') : (text.find(`use.${code}`) ?? code)}
          </li>
        ))}
      </ul>
      {children}
    </div>
  )
}
