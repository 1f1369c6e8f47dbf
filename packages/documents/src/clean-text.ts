/** Drawn instead of what cannot be drawn. */
export const replacement = '\ufffd'

/**
 * A stranger's text as both formats can hold it: composed letters (NFC), lone surrogates replaced, and without control characters, which XML 1.0
 * forbids and which say nothing on paper. Line breaks stay, tabs become spaces. Never throws.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', '    ')
    .replaceAll(/(?!\n)\p{Cc}|[\ufffe\uffff]/gu, '')
}

/** The paragraphs of a text: what empty lines part. A line break inside a paragraph stays. */
export function paragraphsOf(text: string): readonly string[] {
  return cleanText(text)
    .split(/\n[ ]*\n+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** True where the first letter with a direction is written from right to left (Unicode Bidirectional Algorithm, rule P2, coarsely). */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0]
  return first !== undefined && /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first)
}
