const both = ['es', 'en'] as const

/** What is written in Spanish and in English. */
export type InTwo = { readonly es: string; readonly en: string }
export const nothingSaid: InTwo = { es: '', en: '' }

/** The words without their edges; undefined while one of `needed` is missing. */
export function readInTwo(words: InTwo, needed: readonly string[] = both): Record<string, string> | undefined {
  const said = both.flatMap((tag) => (words[tag].trim() === '' ? [] : [[tag, words[tag].trim()] as const]))
  return needed.every((tag) => said.some(([one]) => one === tag)) ? Object.fromEntries(said) : undefined
}
