import { bindsAlike, modalWords } from './modality.ts'
import type { BilingualDifference, Proposal } from './proposal.ts'
import { proposeCommitments, type ReadClause } from './propose-commitments.ts'
import { proposeDates, proposeFigures, proposeLabels } from './propose-facts.ts'
import { proposePeople } from './propose-people.ts'
import type { Clause } from './read-statement.ts'

/** Most proposals from one statement. */
export const maxProposals = 1000

type Commitment = Extract<Proposal, { what: 'commitment' }>

/**
 * Everything that the rules find in the clauses of a statement, in their order. Of a clause that stands in both languages, who is bound to what is read in
 * both: proposed once, in `first`, where as many sentences bind somebody in each, with what they say differently; else each by itself. People, dates and
 * figures are read in `first` alone. `speaker`: who says the statement, where one person does.
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
      const readIn = (tag: 'es' | 'en'): ReadClause => ({
        clause: number,
        language: tag,
        words: words[tag] ?? '',
        publishedOn: about.publishedOn,
      })
      const read = readIn(language)
      // A heading binds nobody; it may still date, count and name.
      const inBoth = part === 'heading' ? [] : order.map((tag) => proposeCommitments(readIn(tag)))
      const commitments = pairLanguages(inBoth[0] ?? [], inBoth[1] ?? [])
      return [...commitments, ...proposePeople(read), ...proposeDates(read), ...proposeFigures(read), ...proposeLabels(read, about.speaker)]
    })
    .slice(0, maxProposals)
}

/** Sentences of the two languages beside each other by their place, where there are as many in each; else one language after the other. */
function pairLanguages(first: readonly Commitment[], second: readonly Commitment[]): readonly Commitment[] {
  if (first.length !== second.length) return [...first, ...second]
  return first.map((one, i) => {
    const other = second[i]
    if (other === undefined) return one
    const differs: readonly BilingualDifference[] = [
      ...(one.modality === other.modality || bindsAlike(firstWord(one), firstWord(other)) ? [] : (['modality'] as const)),
      ...(one.owners.join() === other.owners.join() ? [] : (['owners'] as const)),
      ...(one.due === other.due ? [] : (['due'] as const)),
    ]
    return { ...one, other: { language: other.language, passage: other.passage, differs } }
  })
}

function firstWord({ passage, language }: Commitment) {
  return modalWords(passage, language)[0]
}
