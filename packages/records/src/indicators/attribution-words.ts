/** What may be said of the cause of a number, from the strongest to none (docs/formats/indicators.md). */
export type AttributionClass = 'direct' | 'joint' | 'contribution' | 'correlated' | 'unknown'

/** Words that name a cause, in one language, and where they stand in the text (UTF-16 units, end exclusive). */
export type CausalWords = { readonly words: string; readonly start: number; readonly end: number; readonly language: 'en' | 'es' }

/** Whether a text may name the programme as the cause: not where nobody has shown one. */
export function mayClaimCause(attribution: AttributionClass | undefined): boolean {
  return attribution === 'direct' || attribution === 'joint' || attribution === 'contribution'
}

const english = [
  'thanks to',
  'because of',
  'due to',
  'owing to',
  'as a result of',
  'as a consequence of',
  'attributable to',
  'attributed to',
  'led to',
  'caused by',
  'brought about by',
  'made possible by',
  'results? from',
  'driven by',
]
const spanish = [
  'gracias al?',
  'debido al?',
  'a causa del?',
  'por causa del?',
  'como resultado del?',
  'como consecuencia del?',
  'a consecuencia del?',
  'a raíz del?',
  'por obra del?',
  'atribuibles? al?',
  'se atribuyen? al?',
  'se deben? al?',
  'condujo al?',
  'llevó al?',
  'provocado por',
  'causad[oa]s? por',
  'fruto del?',
]

const patterns = [
  { language: 'en', shape: shapeOf(english) },
  { language: 'es', shape: shapeOf(spanish) },
] as const

/**
 * Words in a text that say that one thing caused another (*thanks to*, *gracias a*), in English and in Spanish, in the order of the text. Accents and
 * capitals make no difference. A form warns of them and a page marks them where `mayClaimCause` says no; nothing is refused or rewritten.
 */
export function findCausalWords(text: string): readonly CausalWords[] {
  // Folding letter by letter keeps every place where it was.
  const folded = [...text].map((letter) => foldLetter(letter)).join('')
  return patterns
    .flatMap(({ language, shape }) =>
      [...folded.matchAll(shape)].map(({ index, 0: found }) => ({
        words: text.slice(index, index + found.length),
        start: index,
        end: index + found.length,
        language,
      })),
    )
    .toSorted((a, b) => a.start - b.start)
}

function shapeOf(phrases: readonly string[]): RegExp {
  const words = phrases.map((phrase) =>
    [...phrase]
      .map((letter) => foldLetter(letter))
      .join('')
      .replaceAll(' ', '\\s+'),
  )
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
}

function foldLetter(letter: string): string {
  const folded = letter.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return folded.length === letter.length ? folded : letter
}
