/** Text without accents and case, for finding. */
export function foldText(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/**
 * The items whose words hold every word that was typed, best first: a beginning of the whole, then of a word, then anywhere. Nothing typed
 * finds all, in their own order.
 */
export function findMatches<Item>(items: readonly Item[], typed: string, wordsOf: (item: Item) => string): readonly Item[] {
  const wanted = foldText(typed).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return items
  return items
    .map((item) => ({ item, words: foldText(wordsOf(item)) }))
    .filter(({ words }) => wanted.every((word) => words.includes(word)))
    .sort((a, b) => rankOf(a.words, wanted) - rankOf(b.words, wanted))
    .map(({ item }) => item)
}

function rankOf(words: string, wanted: readonly string[]): number {
  return wanted.reduce((sum, word) => sum + (words.startsWith(word) ? 0 : words.includes(` ${word}`) ? 1 : 2), 0)
}
