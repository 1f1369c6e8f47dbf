import { pathways } from '@enlace/records'
import { inCaseOrder, type PathwayClaim, type PathwaySaid } from './case-records.ts'

/** What one party calls the way in law: its last word, and those before it. */
export type PartyPathway = {
  readonly party: string
  readonly id: string
  readonly pathway: string
  readonly word: string
  /** Another party says that this one said so. */
  readonly reported: boolean
  readonly before: readonly string[]
}

export type Pathways = {
  readonly parties: readonly PartyPathway[]
  readonly contested: boolean
  /** Claims that name another pathway than every party, or deny one that a party names. */
  readonly against: readonly string[]
}

/** The pathway as each party names it. They are never merged; where they differ, or somebody claims another, it is contested. */
export function pathwaysOf(said: readonly PathwaySaid[], claims: readonly PathwayClaim[]): Pathways {
  const byParty = new Map<string, PathwaySaid[]>()
  // A party's own word outweighs what the other reports of it, whenever that was written.
  for (const one of inCaseOrder(said, (each) => [each.by === each.ofParty ? 1 : 0, each.saidOn ?? '', each.at])) {
    byParty.set(one.ofParty, [...(byParty.get(one.ofParty) ?? []), one])
  }
  const parties = [...byParty]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([party, words]): PartyPathway[] => {
      const last = words.at(-1)
      if (last === undefined) return []
      const before = words.slice(0, -1).map(({ id }) => id)
      return [{ party, id: last.id, pathway: last.pathway, word: last.word, reported: last.by !== party, before }]
    })
  const named = new Set(parties.map(({ pathway }) => pathway).filter((pathway) => pathway !== 'unknown'))
  const words = new Set(parties.flatMap(({ pathway, word }) => [pathway, word, labelOf(pathway)]).map(fold))
  const against = claims.filter(({ value, denies }) => words.size > 0 && words.has(fold(value)) === denies).map(({ id }) => id)
  const claimed = new Set(claims.filter(({ denies }) => !denies).map(({ value }) => fold(value)))
  const contested = named.size > 1 || against.length > 0 || (named.size === 0 && claimed.size > 1)
  return { parties, contested, against: [...against].sort() }
}

function labelOf(pathway: string): string {
  return Object.entries(pathways).find(([code]) => code === pathway)?.[1] ?? pathway
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}
