import type { Clause } from './read-statement.ts'
import { shinglesOf } from './shingles.ts'

/** A run of words that both texts have, that only the first has, or that only the second has. */
export type WordRun = { readonly side: 'both' | 'first' | 'second'; readonly words: string }

/**
 * Two clauses laid beside each other: `same`, `changed` with the runs of words, or one that stands in one text only. Numbers are those of each text; the
 * texts stay apart.
 */
export type ComparedClause =
  | { readonly state: 'same'; readonly first: string; readonly second: string; readonly words: string }
  | { readonly state: 'changed'; readonly first: string; readonly second: string; readonly runs: readonly WordRun[] }
  | { readonly state: 'only_first'; readonly first: string; readonly words: string }
  | { readonly state: 'only_second'; readonly second: string; readonly words: string }

/** How alike two clauses must be, from 0 to 1, to be shown as one that changed. */
const alike = 0.4

/**
 * Compares two statements in one language, clause by clause and word by word, in the order of the first. A clause is paired with the one most like it, each at
 * most once; what has no counterpart is said to stand on one side only. Undefined where one of them has no words in that language.
 */
export function compareClauses(
  first: readonly Clause[],
  second: readonly Clause[],
  language: string,
): readonly ComparedClause[] | undefined {
  const [ones, others] = [inLanguage(first, language), inLanguage(second, language)]
  if (ones.length === 0 || others.length === 0) return undefined
  const scores = ones.flatMap((one, i) =>
    others.map((other, j) => ({ i, j, score: likeness(one, other) })).filter(({ score }) => score >= alike),
  )
  const pairOf = new Map<number, number>()
  const taken = new Set<number>()
  for (const { i, j } of scores.toSorted((a, b) => b.score - a.score || a.i - b.i || a.j - b.j)) {
    if (pairOf.has(i) || taken.has(j)) continue
    pairOf.set(i, j)
    taken.add(j)
  }
  const compared: ComparedClause[] = []
  let told = 0
  // What only the second has is told where it stands in the second: before the next clause that both have.
  const tellUntil = (end: number) => {
    for (; told < end; told++) {
      const other = others[told]
      if (other !== undefined && !taken.has(told)) compared.push({ state: 'only_second', second: other.number, words: other.text })
    }
  }
  for (const [i, one] of ones.entries()) {
    const j = pairOf.get(i)
    const other = j === undefined ? undefined : others[j]
    if (j === undefined || other === undefined) {
      compared.push({ state: 'only_first', first: one.number, words: one.text })
      continue
    }
    tellUntil(j)
    const pair = { first: one.number, second: other.number }
    if (one.text === other.text) compared.push({ state: 'same', ...pair, words: one.text })
    else compared.push({ state: 'changed', ...pair, runs: compareWords(one.text, other.text) })
  }
  tellUntil(others.length)
  return compared
}

type Said = { readonly number: string; readonly text: string; readonly shingles: ReadonlySet<string>; readonly bag: ReadonlySet<string> }

function inLanguage(clauses: readonly Clause[], language: string): readonly Said[] {
  return clauses.flatMap(({ number, words }) => {
    const text = words[language]?.trim() ?? ''
    return text === '' ? [] : [{ number, text, shingles: shinglesOf(text, 2), bag: shinglesOf(text, 1) }]
  })
}

function likeness(one: Said, other: Said): number {
  if (one.text === other.text) return 1
  const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
    [...a].filter((each) => b.has(each)).length / Math.max(1, Math.min(a.size, b.size))
  return (shared(one.shingles, other.shingles) * 2 + shared(one.bag, other.bag)) / 3
}

/** Longest words of a text that are compared one by one; a longer clause is compared as a whole. */
const maxWords = 1500

/** The words of two texts as runs that both have and that one has, by the longest common subsequence. Each text can be read back whole from its runs. */
export function compareWords(first: string, second: string): readonly WordRun[] {
  const [ones, others] = [first.match(/\S+\s*/gu) ?? [], second.match(/\S+\s*/gu) ?? []]
  if (ones.length > maxWords || others.length > maxWords) {
    return [
      { side: 'first', words: first },
      { side: 'second', words: second },
    ]
  }
  const same = (i: number, j: number) => ones[i]?.trim() === others[j]?.trim()
  const width = others.length + 1
  const lengths = new Uint16Array((ones.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = ones.length - 1; i >= 0; i--) {
    for (let j = others.length - 1; j >= 0; j--) {
      lengths[i * width + j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const runs: { side: WordRun['side']; words: string }[] = []
  const push = (side: WordRun['side'], words: string) => {
    const last = runs.at(-1)
    if (last?.side === side) last.words += words
    else runs.push({ side, words })
  }
  for (let i = 0, j = 0; i < ones.length || j < others.length; ) {
    if (i < ones.length && j < others.length && same(i, j)) {
      push('both', ones[i++] ?? '')
      j++
    } else if (j >= others.length || (i < ones.length && at(i + 1, j) >= at(i, j + 1))) push('first', ones[i++] ?? '')
    else push('second', others[j++] ?? '')
  }
  return runs
}
