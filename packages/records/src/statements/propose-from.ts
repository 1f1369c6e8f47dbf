import type { Proposal } from './proposal.ts'
import { proposeCommitments, type ReadClause } from './propose-commitments.ts'
import { proposeDates, proposeFigures, proposeLabels } from './propose-facts.ts'
import { proposePeople } from './propose-people.ts'
import type { Clause } from './read-statement.ts'

/** Most proposals from one statement. */
export const maxProposals = 1000

/**
 * Everything that the rules find in the clauses of a statement, in their order. A clause that stands in both languages is read in Spanish and English, and what
 * both say is proposed once, in `first`. `speaker`: who says the statement, where one person does.
 */
export function proposeFrom(
  clauses: readonly Clause[],
  about: { readonly publishedOn: string | undefined; readonly speaker?: string | undefined; readonly first?: 'es' | 'en' },
): readonly Proposal[] {
  const first = about.first ?? 'en'
  const order = first === 'en' ? (['en', 'es'] as const) : (['es', 'en'] as const)
  return clauses
    .flatMap(({ number, part, words }) => {
      const language = order.find((tag) => (words[tag] ?? '') !== '')
      if (language === undefined) return []
      const read: ReadClause = { clause: number, language, words: words[language] ?? '', publishedOn: about.publishedOn }
      // A heading binds nobody; it may still date, count and name.
      const commitments = part === 'heading' ? [] : proposeCommitments(read)
      return [...commitments, ...proposePeople(read), ...proposeDates(read), ...proposeFigures(read), ...proposeLabels(read, about.speaker)]
    })
    .slice(0, maxProposals)
}
