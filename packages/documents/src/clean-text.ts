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

/** Longest piece that is laid out at once, in UTF-16 units: what lays out text takes its square. */
const longestPiece = 4_000

/**
 * Cuts a long text where a reader minds least: at a line break, else behind a sentence, else between words. A word of more letters than go on
 * a line is broken. A short text stays one piece.
 */
export function piecesOf(text: string, lineLetters: number): readonly string[] {
  const broken = breakWords(text, lineLetters)
  if (broken.length <= longestPiece) return [broken]
  const pieces: string[] = []
  let rest = broken
  while (rest.length > longestPiece) {
    const part = rest.slice(0, longestPiece)
    const half = longestPiece / 2
    const at = [part.lastIndexOf('\n'), part.lastIndexOf('. ') + 1, part.lastIndexOf(' ')].find((place) => place > half) ?? longestPiece
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at).replace(/^[\n ]/, '')
  }
  return rest === '' ? pieces : [...pieces, rest]
}

/** Breaks words of more letters than go on a line, where the line ends. Han, kana and hangul break between any two letters of themselves. */
export function breakWords(text: string, lineLetters: number): string {
  return text.replaceAll(/[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{24,}/gu, (word) => {
    const letters = /^[ -~]*$/.test(word) ? Array.from(word) : Array.from(segmenter.segment(word), ({ segment }) => segment)
    if (letters.length <= lineLetters) return word
    return Array.from({ length: Math.ceil(letters.length / lineLetters) }, (_, i) =>
      letters.slice(i * lineLetters, (i + 1) * lineLetters).join(''),
    ).join('\n')
  })
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** True where the first letter with a direction is written from right to left (Unicode Bidirectional Algorithm, rule P2, coarsely). */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0]
  return first !== undefined && /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first)
}
