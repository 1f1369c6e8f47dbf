/** A sentence and where it begins in its passage. */
export type Sentence = { readonly text: string; readonly start: number }

// Endings that are no end: titles, initials, abbreviations of both languages.
const abbreviation =
  /(?:^|[\s(“"])(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sr|Sra|Lic|Ing|Gral|Alm|St|vs|No|Núm|Art|art|inc|Inc|etc|p\. ?ej|e\.g|i\.e|U\.S|D\.C|EE\. ?UU|EE|UU|[A-Z])\.$/u

/** Cuts a passage into sentences; never inside an abbreviation or a number. */
export function sentencesOf(passage: string): readonly Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  for (const match of passage.matchAll(/[.!?](?:["”»’')\]]*)(?=\s*\p{Lu}|\s*[“"«¿¡]|\s*$)/gu)) {
    const end = match.index + match[0].length
    const before = passage.slice(start, match.index + 1)
    const next = passage[end] ?? ''
    if (abbreviation.test(before) && end < passage.length) continue
    // «transfers.Statements»: two lines that a page ran together are two sentences all the same; «U.S.-Mexico» is one.
    if (next !== '' && !/\s/u.test(next) && !/\p{Ll}[.!?]$/u.test(before)) continue
    push(start, end)
    start = end
  }
  push(start, passage.length)
  return sentences

  function push(from: number, to: number): void {
    const raw = passage.slice(from, to)
    const text = raw.trim()
    if (text !== '') sentences.push({ text, start: from + raw.indexOf(text) })
  }
}
