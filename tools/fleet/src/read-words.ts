import { readFileSync } from 'node:fs'

/** The messages of one locale pack by key. */
export function readWords(language: string, area: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(new URL(`../../../packs/locales/${language}/${area}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >
}

/** Keys of the catalogue that stand on a page instead of their sentence. */
export function nakedKeys(shown: string, keys: readonly string[]): readonly string[] {
  const words = new Set(shown.split(/[\s«»“”"'(),;:·]+/))
  return keys.filter((key) => key.includes('.') && words.has(key))
}

/** Sentences of another language that stand on a page: whole messages of three words or more without blanks. */
export function foreignSentences(
  shown: string,
  other: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): readonly string[] {
  const said = new Set(Object.values(own))
  return Object.values(other).filter(
    (text) => !text.includes('{') && text.split(' ').length >= 3 && !said.has(text) && shown.includes(text),
  )
}
