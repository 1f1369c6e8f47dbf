/** A record of a draft: its id, the party whose node wrote it, and when it says it was made (RFC 3339). */
type DraftWord = { readonly id: string; readonly from: string; readonly at: string }

export type TwoLanguages = { readonly es: string; readonly en: string }

/** What belongs to one draft, as docs/formats/joint-statement.md has it. */
export type DraftRecords = {
  readonly facts: {
    readonly id: string
    /** Codes of the parties that draft. */
    readonly parties: readonly string[]
    readonly title: TwoLanguages
  }
  readonly versions: readonly (DraftWord & {
    readonly place: number
    readonly words: TwoLanguages
    readonly removed: boolean
    /** Ids of the versions that it takes the place of; none: a new clause. */
    readonly replaces: readonly string[]
    /** SHA-256 of the clause, lower-case hexadecimal. */
    readonly sha256: string
  })[]
  readonly words: readonly (DraftWord & {
    readonly about: string
    readonly says: 'comments' | 'accepts' | 'rejects' | 'settles'
    readonly sha256: string | undefined
  })[]
}

export type DraftVersion = DraftRecords['versions'][number]

/** Where a version stands with each party: who accepts exactly its words, and who rejects them. */
export type VersionStanding = {
  readonly version: DraftVersion
  readonly acceptedBy: readonly string[]
  readonly rejectedBy: readonly string[]
}

export type ClauseState = {
  /** The id of its first version. */
  readonly id: string
  readonly state: 'stands' | 'proposed' | 'rejected' | 'conflict'
  /** How it reads; in a conflict every reading, and a person chooses. */
  readonly heads: readonly VersionStanding[]
  /** Parties whose word is awaited. */
  readonly waitsFor: readonly string[]
  /** Every version, oldest first. */
  readonly versions: readonly DraftVersion[]
}

export type DraftProblem = 'no_clause' | 'clause_open' | 'clause_conflict' | 'language_missing' | 'title_missing'

export type DraftState = {
  /** In the order of the text; those that were removed with everybody's word are left out of `clauses` and stand in `removed`. */
  readonly clauses: readonly ClauseState[]
  readonly removed: readonly ClauseState[]
  readonly comments: readonly { readonly id: string; readonly from: string; readonly about: string; readonly settledBy: string | null }[]
  /** Records by parties that do not draft; they count for nothing. */
  readonly foreign: readonly string[]
  readonly problems: readonly DraftProblem[]
}

/**
 * Where a draft stands: a function of the set of its records, in whatever order they came, so both nodes say the same. A clause stands when every party
 * accepts the same version; nothing that a party writes accepts for another (docs/formats/joint-statement.md).
 */
export function stateOfDraft({ facts, versions, words }: DraftRecords): DraftState {
  const drafts = ({ from }: DraftWord) => facts.parties.includes(from)
  const [own, said] = [inOrder(versions.filter(drafts)), inOrder(words.filter(drafts))]
  const all = chainsOf(own).map((chain) => stateOfClause(chain, facts.parties, said))
  const ordered = all.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1))
  const gone = ({ state, heads }: ClauseState) => state === 'stands' && heads[0]?.version.removed === true
  const clauses = ordered.filter((clause) => !gone(clause))
  const reads = clauses.flatMap(({ heads }) => heads.map(({ version }) => version)).filter(({ removed }) => !removed)
  const has = (state: ClauseState['state'][]) => clauses.some((clause) => state.includes(clause.state))
  return {
    clauses,
    removed: ordered.filter(gone),
    comments: said
      .filter(({ says }) => says === 'comments')
      .map(({ id, from, about }) => ({
        id,
        from,
        about,
        settledBy: said.find((word) => word.says === 'settles' && word.about === id)?.from ?? null,
      })),
    foreign: [...versions, ...words].filter((one) => !drafts(one)).map(({ id }) => id),
    problems: [
      ...problem('no_clause', clauses.length === 0),
      ...problem('clause_open', has(['proposed', 'rejected'])),
      ...problem('clause_conflict', has(['conflict'])),
      ...problem(
        'language_missing',
        reads.some(({ words: { es, en } }) => es === '' || en === ''),
      ),
      ...problem('title_missing', facts.title.es === '' || facts.title.en === ''),
    ],
  }
}

/** The clauses of the text that all agreed to; undefined while anything is open. */
export function agreedClauses({ clauses, problems }: DraftState): readonly TwoLanguages[] | undefined {
  return problems.length > 0 ? undefined : clauses.flatMap(({ heads }) => heads.map(({ version }) => version.words))
}

function stateOfClause(chain: readonly DraftVersion[], parties: readonly string[], words: DraftRecords['words']): ClauseState {
  const replaced = new Set(chain.flatMap(({ replaces }) => replaces))
  const open = chain.filter(({ id }) => !replaced.has(id))
  // Versions that replace each other in a ring leave nobody in front: then all of them stand.
  const heads = (open.length === 0 ? chain : open).map((version) => standingOf(version, parties, words))
  const first = chain.find(({ replaces }) => replaces.length === 0) ?? chain[0]
  const [only] = heads
  const base = { id: first?.id ?? '', heads, versions: chain }
  if (heads.length !== 1 || only === undefined) return { ...base, state: 'conflict', waitsFor: parties }
  const waitsFor = parties.filter((party) => !only.acceptedBy.includes(party) && !only.rejectedBy.includes(party))
  if (only.rejectedBy.length > 0) return { ...base, state: 'rejected', waitsFor }
  return { ...base, state: waitsFor.length === 0 ? 'stands' : 'proposed', waitsFor }
}

function standingOf(version: DraftVersion, parties: readonly string[], words: DraftRecords['words']): VersionStanding {
  const latest = (party: string) =>
    words.findLast(({ about, from, says, sha256 }) => {
      if (about !== version.id || from !== party) return false
      // Whoever accepted other bytes has not accepted these.
      return says === 'rejects' || (says === 'accepts' && sha256 === version.sha256)
    })?.says
  return {
    version,
    acceptedBy: parties.filter((party) => (latest(party) ?? (party === version.from ? 'accepts' : 'open')) === 'accepts'),
    rejectedBy: parties.filter((party) => latest(party) === 'rejects'),
  }
}

/** Versions that replace one another, directly or by way of others, are one clause. */
function chainsOf(versions: readonly DraftVersion[]): readonly (readonly DraftVersion[])[] {
  const chainOf = new Map(versions.map((version) => [version.id, new Set([version])]))
  for (const version of versions) {
    for (const id of version.replaces) {
      const [one, other] = [chainOf.get(version.id), chainOf.get(id)]
      if (one === undefined || other === undefined || one === other) continue
      for (const moved of other) {
        one.add(moved)
        chainOf.set(moved.id, one)
      }
    }
  }
  return [...new Set(chainOf.values())].map((chain) => inOrder([...chain]))
}

function placeOf({ heads }: ClauseState): number {
  return Math.min(...heads.map(({ version }) => version.place))
}

function problem(code: DraftProblem, holds: boolean): readonly DraftProblem[] {
  return holds ? [code] : []
}

function inOrder<T extends DraftWord>(words: readonly T[]): readonly T[] {
  return words.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
}
