import type { Text } from '../language/text.ts'

/** The words of a code: the catalogue's, else the shelf's English, else the code of a newer node. */
export function codeWords(text: Text, area: string, list: Readonly<Record<string, unknown>>, code: string): string {
  const english = Object.hasOwn(list, code) ? list[code] : undefined
  return text.find(`${area}.${code}`) ?? (typeof english === 'string' ? english : code)
}
