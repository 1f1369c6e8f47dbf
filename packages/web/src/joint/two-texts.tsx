import type { JointClause } from '@enlace/api'
import { useText } from '../language/text.ts'
import { DiffText } from '../parts/diff-text.tsx'
import { Tag } from '../parts/tag.tsx'
import classes from './joint.module.css'
import { MarkedText } from './marked-text.tsx'

export type Warning = JointClause['heads'][number]['warnings'][number]
type Both = { readonly es: string; readonly en: string }

const languages = ['es', 'en'] as const

/** Both languages of a clause side by side, with the words marked in which they differ in meaning. */
export function TwoTexts({
  words,
  warnings = [],
  removed = false,
}: {
  readonly words: Both
  readonly warnings?: readonly Warning[]
  readonly removed?: boolean
}) {
  const text = useText()
  return (
    <div className={classes.texts}>
      {languages.map((language) => (
        <div key={language}>
          <span className="soft small">{text(`joint.in.${language}`)}</span>
          <blockquote lang={language} data-removed={removed}>
            <MarkedText words={words[language]} marked={warnings.flatMap((one) => one[language]?.split(', ') ?? [])} />
          </blockquote>
        </div>
      ))}
    </div>
  )
}

/** What changed from one version to the next, in each language. */
export function TwoChanges({ before, after }: { readonly before: Both; readonly after: Both }) {
  const text = useText()
  return (
    <div className={classes.texts}>
      {languages.map((language) => (
        <div key={language}>
          <span className="soft small">{text(`joint.in.${language}`)}</span>
          <blockquote lang={language}>
            {before[language] === after[language] ? (
              <span className="soft" lang={text.language}>
                {text('joint.unchanged')}
              </span>
            ) : (
              <DiffText before={before[language]} after={after[language]} />
            )}
          </blockquote>
        </div>
      ))}
    </div>
  )
}

/** What the two languages say differently, for a person to judge. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  const text = useText()
  if (warnings.length === 0) return null
  return (
    <span className="cluster small">
      {warnings.map((warning) => (
        <Tag key={`${warning.code} ${warning.family ?? ''} ${warning.es ?? ''} ${warning.en ?? ''}`} tone="warn">
          {text(`joint.warn.${warning.code as 'term'}`)}
          {warning.code === 'missing' ? '' : `: ${warning.es ?? '–'} / ${warning.en ?? '–'}`}
        </Tag>
      ))}
    </span>
  )
}
