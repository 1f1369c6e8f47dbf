import { type Clause, type ClausePart, numberClauses } from '@enlace/records'

type Unnumbered = Pick<Clause, 'part' | 'words'>

/** What a person does to the clauses of a text that is being imported; each gives the clauses anew, numbered. */
export const clauseEdits = {
  /** Joins a clause with the one before it, in each language. */
  join: (clauses: readonly Clause[], at: number): readonly Clause[] => {
    const [one, other] = [clauses[at - 1], clauses[at]]
    if (one === undefined || other === undefined) return clauses
    const tags = [...new Set([...Object.keys(one.words), ...Object.keys(other.words)])]
    const words = Object.fromEntries(tags.map((tag) => [tag, [one.words[tag], other.words[tag]].filter(Boolean).join(' ')]))
    return numberClauses(clauses.toSpliced(at - 1, 2, { ...one, words }))
  },
  /** Divides a clause at its sentences; languages are divided side by side, and what one has fewer of stays empty. */
  divide: (clauses: readonly Clause[], at: number): readonly Clause[] => {
    const one = clauses[at]
    if (one === undefined) return clauses
    const sentences = Object.entries(one.words).map(
      ([tag, words]) => [tag, words.match(/[^.!?]+(?:[.!?]+["”»)]*|$)\s*/gu) ?? [words]] as const,
    )
    const count = Math.max(...sentences.map(([, parts]) => parts.length))
    const parts = Array.from(
      { length: count },
      (_, i): Unnumbered => ({
        part: one.part,
        words: Object.fromEntries(sentences.flatMap(([tag, each]) => (each[i] === undefined ? [] : [[tag, each[i].trim()]]))),
      }),
    )
    return numberClauses(clauses.toSpliced(at, 1, ...parts.map((part) => ({ ...part, number: '' }))))
  },
  drop: (clauses: readonly Clause[], at: number): readonly Clause[] => numberClauses(clauses.toSpliced(at, 1)),
  part: (clauses: readonly Clause[], at: number, part: ClausePart): readonly Clause[] =>
    numberClauses(clauses.map((clause, i) => (i === at ? { ...clause, part } : clause))),
}
