import type { MarkedBlock } from './cut-furniture.ts'
import { findLanguage } from './find-language.ts'
import type { Clause, Cut } from './read-statement.ts'

/** A clause of one text in one language, before it has a number. */
export type Passage = Pick<MarkedBlock, 'text' | 'part' | 'mark'>

/** The languages of what stays of a text: each of Spanish and English that it has, or the third that it is in. */
export type TextLanguage = { readonly tag: 'es' | 'en' } | { readonly refused: string }

/** The language of a whole text, furniture left out. Refused: the third language that it is in, or `unknown`. */
export function languageOfText(blocks: readonly MarkedBlock[]): TextLanguage {
  const tag = findLanguage(
    blocks
      .filter(({ cut }) => cut === undefined)
      .map(({ text }) => text)
      .join('\n'),
  )?.tag
  return tag === 'es' || tag === 'en' ? { tag } : { refused: tag ?? 'unknown' }
}

/** What was cut, as the record keeps it. */
export function cutOf(blocks: readonly MarkedBlock[]): readonly Cut[] {
  return blocks.flatMap(({ cut, text }) => (cut === undefined ? [] : [{ rule: cut, words: text.slice(0, 1000) }]))
}

/**
 * Clauses of a statement from its passages in Spanish and in English. Passages of both are laid beside each other where their part and what they hold agree
 * (numbers, names); what has no counterpart stands alone, for a person to see. Paragraphs count 1, 2; items under one 1.1, 1.2; headings h1, h2.
 */
export function toClauses(spanish: readonly Passage[], english: readonly Passage[]): readonly Clause[] {
  const pairs = alignPassages(spanish, english)
  return numberClauses(
    pairs.map(({ es, en }) => {
      const part = es?.part ?? en?.part ?? 'paragraph'
      return { part, words: { ...(es === undefined ? {} : { es: es.text }), ...(en === undefined ? {} : { en: en.text }) } }
    }),
  )
}

/** Gives clauses their numbers anew, after one was cut in two, joined to another or taken out. */
export function numberClauses(clauses: readonly Omit<Clause, 'number'>[]): readonly Clause[] {
  let [headings, paragraphs, items] = [0, 0, 0]
  return clauses.map(({ part, words }) => {
    if (part === 'heading') {
      headings++
      return { number: `h${headings}`, part, words }
    }
    if (part === 'paragraph') {
      paragraphs++
      items = 0
      return { number: String(paragraphs), part, words }
    }
    items++
    return { number: `${paragraphs}.${items}`, part, words }
  })
}

type Pair = { readonly es?: Passage; readonly en?: Passage }

/** Lays two lists beside each other with the fewest gaps: order is kept, parts must agree, and what both hold draws them together. */
export function alignPassages(spanish: readonly Passage[], english: readonly Passage[]): readonly Pair[] {
  const [rows, columns] = [spanish.length, english.length]
  if (rows === 0 || columns === 0) return [...spanish.map((es) => ({ es })), ...english.map((en) => ({ en }))]
  const anchors = [spanish.map(({ text }) => anchorsOf(text)), english.map(({ text }) => anchorsOf(text))] as const
  const gap = -0.6
  const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1))
  const score = (i: number, j: number) =>
    scoreOf(spanish[i] as Passage, english[j] as Passage, anchors[0][i] as Set<string>, anchors[1][j] as Set<string>)
  const at = (i: number, j: number) => best[i]?.[j] ?? 0
  for (let i = rows; i >= 0; i--) {
    for (let j = columns; j >= 0; j--) {
      if (i === rows && j === columns) continue
      const down = i < rows ? at(i + 1, j) + gap : Number.NEGATIVE_INFINITY
      const right = j < columns ? at(i, j + 1) + gap : Number.NEGATIVE_INFINITY
      const both = i < rows && j < columns ? at(i + 1, j + 1) + score(i, j) : Number.NEGATIVE_INFINITY
      ;(best[i] as Float64Array)[j] = Math.max(down, right, both)
    }
  }
  const pairs: Pair[] = []
  for (let i = 0, j = 0; i < rows || j < columns; ) {
    const [es, en] = [spanish[i], english[j]]
    if (es !== undefined && en !== undefined && at(i, j) === at(i + 1, j + 1) + score(i, j)) {
      pairs.push({ es, en })
      i++
      j++
    } else if (es !== undefined && (en === undefined || at(i, j) === at(i + 1, j) + gap)) {
      pairs.push({ es })
      i++
    } else {
      if (en !== undefined) pairs.push({ en })
      j++
    }
  }
  return pairs
}

function scoreOf(es: Passage, en: Passage, inEs: ReadonlySet<string>, inEn: ReadonlySet<string>): number {
  if ((es.part === 'heading') !== (en.part === 'heading')) return -3
  const shared = [...inEs].filter((one) => inEn.has(one)).length
  const likeness = shared === 0 ? 0 : shared / Math.min(inEs.size, inEn.size)
  const ratio = Math.min(es.text.length, en.text.length) / Math.max(es.text.length, en.text.length)
  return 0.2 + likeness + ratio - (es.part === en.part ? 0 : 0.7)
}

/** What two languages write alike: numbers, names, and the beginnings of words of one root. */
function anchorsOf(text: string): Set<string> {
  const found = text.match(/\d[\d.,]*\d|\d|(?<=\p{L}[\p{L},]*\s)\p{Lu}[\p{L}-]{2,}/gu) ?? []
  const fold = (word: string) => word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  // Words of one root begin alike: «parties» and «partes», «information» and «información».
  const roots = (text.match(/\p{L}{5,}/gu) ?? []).map((word) => `${fold(word).slice(0, 4)}~`)
  return new Set([...found.map(fold), ...roots])
}
