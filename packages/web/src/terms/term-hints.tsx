import { useQuery } from '@tanstack/react-query'
import { asShown } from '../language/pseudo.ts'
import { useText } from '../language/text.ts'
import { askTerms } from './ask-terms.ts'
import { findTermsIn } from './find-terms.ts'
import classes from './term.module.css'
import { Term } from './term.tsx'

/** Below a text: which of its words do not mean the same in both laws. Nothing where there is none. `language` is the text's own. */
export function TermHints({ content, language }: { readonly content: string; readonly language: string }) {
  const text = useText()
  const { data } = useQuery(askTerms)
  const found = data === undefined ? [] : findTermsIn(content, language, data.terms)
  if (found.length === 0) return null
  return (
    <div className={classes.hints}>
      <span>{text('terms.inText')}</span>
      <ul>
        {found.map((term) => (
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
