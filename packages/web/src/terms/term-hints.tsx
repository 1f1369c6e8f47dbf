import { useQuery } from '@tanstack/react-query'
import { asShown } from '../language/pseudo.ts'
import { useText } from '../language/text.ts'
import { askTerms } from './ask-terms.ts'
import { findTermsIn } from './find-terms.ts'
import classes from './term.module.css'
import { Term } from './term.tsx'

/** Below a text: which of its words do not mean the same in both laws. Nothing where there is none. `languages` are the text's own, or those it may be in. */
export function TermHints({ content, languages }: { readonly content: string; readonly languages: readonly string[] }) {
  const text = useText()
  const { data } = useQuery(askTerms)
  const found = new Map(
    languages.flatMap((language) =>
      findTermsIn(content, language, data?.terms ?? []).map((term) => [term.id, { term, language }] as const),
    ),
  )
  if (found.size === 0) return null
  return (
    <div className={classes.hints}>
      <span>{text('terms.inText')}</span>
      <ul>
        {[...found.values()].map(({ term, language }) => (
          <li key={term.id}>
            <Term id={term.id}>
              {asShown(((term.words as Readonly<Record<string, readonly string[]>>)[language] ?? term.words.en).join(', '))}
            </Term>
          </li>
        ))}
      </ul>
    </div>
  )
}
