import type pack from '../../../../packs/terms/legal.json'

export type LegalTerm = (typeof pack)['terms'][number]

type ByLanguage<T> = Readonly<Record<string, T>>

/** The terms whose words stand in a text of a language, in the order in which they first stand there. A language without words finds none. */
export function findTermsIn(content: string, language: string, terms: readonly LegalTerm[]): readonly LegalTerm[] {
  const words = ` ${wordsIn(content)} `
  return terms
    .map((term) => {
      const forms = (term.find as ByLanguage<readonly string[]>)[language] ?? []
      const places = forms.map((form) => words.indexOf(` ${wordsIn(form)} `)).filter((at) => at >= 0)
      return { term, at: places.length === 0 ? -1 : Math.min(...places) }
    })
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ term }) => term)
}

/** Everything of a term that a person may look it up by, in every language. */
export function searchTextOf(term: LegalTerm): string {
  const { words, find, definition, not_equal: others } = term
  return [...Object.values(words), ...Object.values(find), Object.values(definition), others.flatMap((other) => Object.values(other.words))]
    .flat()
    .join(' ')
}

/** Lower case, one space between words, marks gone; accents stay, for Spanish tells words apart by them. */
function wordsIn(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}
