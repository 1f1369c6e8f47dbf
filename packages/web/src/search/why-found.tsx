import type { Hit } from '../api/shapes.ts'
import { useFieldNames } from '../kinds/field-names.ts'
import { useText } from '../language/text.ts'
import { Marked } from './marked.tsx'
import classes from './search.module.css'

const mostShown = 2

/** Why a record was found: the field by its name, the words around the match, and for an identifier the form it was matched in. */
export function WhyFound({ kind, why }: { readonly kind: string; readonly why: Hit['why'] }) {
  const text = useText()
  const nameOf = useFieldNames(kind)
  // One word may match by itself and by its stem; the reader needs the place once.
  const places = [...new Map(why.map((one) => [`${one.field} ${one.snippet}`, one])).values()]
  return (
    <ul className={classes.why}>
      {places.slice(0, mostShown).map(({ field, snippet, match, canonical }) => (
        <li key={field + snippet}>
          <span className="soft">{nameOf(field)}:</span> <Marked snippet={snippet} match={canonical === undefined ? match : snippet} />
          {canonical === undefined || canonical === snippet ? null : (
            <span className="soft"> · {text('search.why.canonical', { canonical })}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
