import type { Clause } from './read-statement.ts'

/** Runs of `size` words of a text, folded: what two texts that copy each other have in common. A text shorter than that is one run. */
export function shinglesOf(text: string, size = 5): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0) return new Set()
  if (words.length <= size) return new Set([words.join(' ')])
  return new Set(Array.from({ length: words.length - size + 1 }, (_, i) => words.slice(i, i + size).join(' ')))
}

/** From which part of the shorter text on another holds it as a near copy. */
export const nearCopyFrom = 0.6

/**
 * How much of the shorter of two statements stands in the other, from 0 to 1, in the language in which that is most. A copy is a derivation and no second
 * source; a person says whether it is one, and a joint text that both parties publish is one by intent.
 */
export function overlapOf(one: readonly Clause[], other: readonly Clause[]): number {
  const texts = (clauses: readonly Clause[], language: string) => clauses.map(({ words }) => words[language] ?? '').join('\n')
  const shares = ['es', 'en'].map((language) => {
    const [a, b] = [shinglesOf(texts(one, language)), shinglesOf(texts(other, language))]
    const [short, long] = a.size <= b.size ? [a, b] : [b, a]
    return short.size < 10 ? 0 : [...short].filter((each) => long.has(each)).length / short.size
  })
  return Math.max(...shares)
}
