import { endOfDate } from './end-of-date.ts'

/** What a party says of what it owes. */
export type OwnStatus = 'not_started' | 'in_progress' | 'delivered' | 'withdrawn' | 'superseded'

/** Where an owner stands: its own word, or what became of `delivered` once another looked. */
export type CommitmentStatus = OwnStatus | 'verified' | 'disputed'

export type CommitmentWarning =
  | 'no_owner'
  | 'no_due_day'
  | 'no_baseline'
  | 'foreign_status'
  | 'self_judgement'
  | 'unnamed_body'
  | 'lapsed_judgement'
  | 'lapsed_acceptance'
  | 'circular'
  | 'unknown_dependency'
  | 'terms_changed'

/** A record of a commitment: its id, the party whose node wrote it, and when it says it was made (RFC 3339). */
export type CommitmentWord = { readonly id: string; readonly from: string; readonly at: string }

/** A session by which something is due: the last day that it may fall on (YYYY-MM-DD), and whether all who speak of it say that it was held. */
export type DueSession = { readonly lastDay: string | null; readonly isHeld: boolean }

/** What belongs to one commitment, as docs/formats/commitments.md has it. */
export type CommitmentRecords = {
  readonly facts: {
    readonly id: string
    /** Codes of the parties that owe something. */
    readonly owners: readonly string[]
    readonly modality: 'intends' | 'agrees' | 'shall' | 'potential'
    /** A day, a month or a year (YYYY, YYYY-MM, YYYY-MM-DD). */
    readonly due: string | undefined
    /** Promises a change of pace or size. */
    readonly isChange: boolean
    readonly baseline: string | undefined
    /** Third bodies whose finding counts. */
    readonly verifiers: readonly string[]
    readonly dependsOn: readonly string[]
    /** The session by which it is due, where it names one that is known. */
    readonly dueBy?: DueSession | undefined
    /** Whether text, owners, day, baseline or third bodies stand otherwise than when it was first written. */
    readonly isChanged?: boolean
  }
  readonly statuses: readonly (CommitmentWord & { readonly status: OwnStatus })[]
  readonly judgements: readonly (CommitmentWord & {
    readonly of: string
    readonly says: 'confirms' | 'disputes'
    /** Whose finding it is, where it is a third body's. */
    readonly body: string | undefined
    /** Whether the status was changed in its place since. */
    readonly isOlder?: boolean
  })[]
  readonly readings: readonly (CommitmentWord & {
    readonly answers: string | undefined
    readonly says: 'reads' | 'accepts' | 'rejects'
    /** Whether the reading that it answers was changed in its place since. */
    readonly isOlder?: boolean
  })[]
}

export type OwnerState = {
  readonly party: string
  readonly status: CommitmentStatus
  /** The record that says so; null while the party has said nothing. */
  readonly said: string | null
  /** Judgements that count now. */
  readonly judged: readonly string[]
  readonly isOverdue: boolean
}

export type CommitmentState = {
  readonly owners: readonly OwnerState[]
  readonly readings: readonly { readonly id: string; readonly from: string; readonly standing: 'unilateral' | 'agreed' | 'rejected' }[]
  /** The last day in time, where a due day is known. */
  readonly lastDay: string | null
  readonly warnings: readonly { readonly code: CommitmentWarning; readonly of: readonly string[] }[]
}

/**
 * Where a commitment stands on a day (YYYY-MM-DD): a function of the set of its records, in whatever order they came, so both nodes say the same. Nothing
 * that a party writes about the other's part counts as the other's status, and nothing that it writes verifies its own, whomever it quotes (docs/formats/commitments.md).
 */
export function stateOfCommitment(records: CommitmentRecords, today: string): CommitmentState {
  const { facts } = records
  const statuses = inOrder(records.statuses)
  const judgements = inOrder(records.judgements)
  const lastDay = lastDayOf(facts)
  const current = new Map(facts.owners.map((party) => [party, statuses.findLast(({ from }) => from === party)]))
  const faultOf = ({ of, from, body, says, isOlder }: CommitmentRecords['judgements'][number]): CommitmentWarning | undefined => {
    const status = statuses.find(({ id }) => id === of)
    const isOwn = status !== undefined && from === status.from
    if (body === undefined ? !mayJudge(facts, from) : !facts.verifiers.includes(body)) return 'unnamed_body'
    // What a third body disputes counts whoever enters it; that it confirmed, nobody says of their own part.
    if (isOwn && (body === undefined || says === 'confirms')) return 'self_judgement'
    // A status that was taken back is said no more, as one that another has replaced.
    const isCurrent = [...current.values()].some((one) => one?.id === of)
    return isCurrent && (says === 'disputes' || isOlder !== true) ? undefined : 'lapsed_judgement'
  }
  const faulty = (code: CommitmentWarning) => judgements.filter((one) => faultOf(one) === code)
  const owners = facts.owners.map((party): OwnerState => {
    const said = current.get(party)
    // Of one judge the latest word counts.
    const heard = new Map(
      judgements.filter((one) => one.of === said?.id && faultOf(one) === undefined).map((one) => [one.body ?? one.from, one]),
    )
    const judged = said?.status === 'delivered' ? [...heard.values()] : []
    const status: CommitmentStatus =
      judged.length === 0 ? (said?.status ?? 'not_started') : judged.some(({ says }) => says === 'disputes') ? 'disputed' : 'verified'
    const isOpen = status === 'not_started' || status === 'in_progress' || status === 'disputed'
    const isOverdue = isOpen && lastDay !== null && today > lastDay
    return { party, status, said: said?.id ?? null, judged: judged.map(({ id }) => id), isOverdue }
  })
  const ids = (words: readonly CommitmentWord[]) => words.map(({ id }) => id)
  return {
    owners,
    readings: readingsOf(inOrder(records.readings)),
    lastDay,
    warnings: [
      ...mark('no_owner', facts.owners.length === 0 ? [facts.id] : []),
      ...mark(
        'no_due_day',
        lastDay === null && facts.dueBy === undefined && (facts.modality === 'agrees' || facts.modality === 'shall') ? [facts.id] : [],
      ),
      ...mark('no_baseline', facts.isChange && facts.baseline === undefined ? [facts.id] : []),
      ...mark('terms_changed', facts.isChanged === true ? [facts.id] : []),
      ...mark('foreign_status', ids(statuses.filter(({ from }) => !facts.owners.includes(from)))),
      ...mark('self_judgement', ids(faulty('self_judgement'))),
      ...mark('unnamed_body', ids(faulty('unnamed_body'))),
      ...mark('lapsed_judgement', ids(faulty('lapsed_judgement'))),
      ...mark('lapsed_acceptance', ids(records.readings.filter(isLapsed))),
    ],
  }
}

/**
 * What each of many commitments depends on that cannot be: itself by way of others (`circular`), or what is not here (`unknown_dependency`). By the id of
 * the commitment; those without such a fault are left out.
 */
export function dependencyFaults(
  commitments: readonly { readonly id: string; readonly dependsOn: readonly string[] }[],
): ReadonlyMap<string, readonly CommitmentWarning[]> {
  const known = new Map(commitments.map(({ id, dependsOn }) => [id, dependsOn]))
  const faults = new Map<string, CommitmentWarning[]>()
  for (const { id, dependsOn } of commitments) {
    const found: CommitmentWarning[] = []
    if (dependsOn.some((one) => !known.has(one))) found.push('unknown_dependency')
    const seen = new Set<string>()
    const open = [...dependsOn]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(...(known.get(next) ?? []))
    }
    if (seen.has(id)) found.push('circular')
    if (found.length > 0) faults.set(id, found)
  }
  return faults
}

/** Where several owe something they are each other's counterpart, and a third party is a third body: the commitment names it or its finding counts for nothing. */
function mayJudge({ owners, verifiers }: CommitmentRecords['facts'], party: string): boolean {
  return owners.length < 2 || owners.includes(party) || verifiers.includes(party)
}

/** The day that was said, or that of the session by which it is due once that was held: a session that is put off takes its days along. */
function lastDayOf({ due, dueBy }: CommitmentRecords['facts']): string | null {
  const days = [due === undefined ? null : endOfDate(due), dueBy?.isHeld === true ? dueBy.lastDay : null]
  return days.filter((day) => day !== null).toSorted()[0] ?? null
}

function readingsOf(readings: CommitmentRecords['readings']): CommitmentState['readings'] {
  return readings
    .filter(({ says }) => says === 'reads')
    .map(({ id, from }) => {
      const answers = new Map(
        readings
          .filter((one) => one.answers === id && one.says !== 'reads' && one.from !== from && !isLapsed(one))
          .map((one) => [one.from, one.says]),
      )
      const said = [...answers.values()]
      return { id, from, standing: said.includes('rejects') ? 'rejected' : said.length > 0 ? 'agreed' : 'unilateral' }
    })
}

/** Who accepted other words has not accepted these; a rejection stands until whoever rejects says otherwise. */
function isLapsed({ says, isOlder }: CommitmentRecords['readings'][number]): boolean {
  return says === 'accepts' && isOlder === true
}

function mark(code: CommitmentWarning, of: readonly string[]): CommitmentState['warnings'] {
  return of.length === 0 ? [] : [{ code, of }]
}

function inOrder<T extends CommitmentWord>(words: readonly T[]): readonly T[] {
  return words.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
}
