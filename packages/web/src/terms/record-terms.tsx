import type { JsonObject } from '@enlace/core'
import { type Kind, searchTextOf } from '@enlace/records'
import { TermHints } from './term-hints.tsx'

/** Every language that the shelf of terms has words in: where a record does not say its own, each is looked for. */
const languages = ['es', 'en'] as const

/** The words of law in what a record says, in the language it says it is in (STIX 2.1, common property `lang`). */
export function RecordTerms({ kind, object }: { readonly kind: Kind | undefined; readonly object: JsonObject }) {
  const own = typeof object.lang === 'string' ? object.lang.split('-')[0] : undefined
  const words = searchTextOf(kind, object).words
  return <TermHints content={words.join(' \n')} languages={own === undefined ? languages : [own]} />
}
