/** What the fold of a case reads of its records. `by` is the party in whose log a record came, never a claim inside it; days may be partial (YYYY, YYYY-MM). */
type Said = {
  readonly id: string
  readonly by: string
  /** When its author wrote it (ISO). */
  readonly at: string
}

export type CaseFacts = Said & { readonly stated: string; readonly soughtBy?: string | undefined }

export type CustodyCheck = {
  readonly right: string
  readonly state: string
  readonly at?: string | undefined
  readonly byWhom?: string | undefined
  readonly hours?: number | undefined
}

export type CustodyEvent = Said & {
  readonly event: string
  /** When it happened (ISO instant). */
  readonly happenedAt: string
  readonly precision: string
  /** ISO 3166-1, upper case. */
  readonly soil: string
  readonly fromParty?: string | undefined
  readonly toParty?: string | undefined
  readonly actingParty?: string | undefined
  readonly authority?: string | undefined
  readonly instrument?: string | undefined
  readonly returnBy?: string | undefined
  readonly checks: readonly CustodyCheck[]
}

export type PathwaySaid = Said & {
  readonly ofParty: string
  readonly pathway: string
  readonly word: string
  readonly saidOn?: string | undefined
}

export type StepSaid = Said & {
  readonly step: string
  readonly ofParty: string
  readonly day: string
  readonly number?: string | undefined
}

export type WantedSaid = Said & {
  readonly list: string
  readonly standing: string
  readonly from: string
  readonly until?: string | undefined
}

export type RoleSaid = Said & {
  readonly party: string
  readonly role: string
  readonly soil: string
  readonly authorisation: string
}

/** What somebody asked to be told of a case, or that they were told. */
export type NoticeSaid = Said & {
  readonly step: string
  readonly person: string
  readonly about: readonly string[]
  /** YYYY-MM-DD */
  readonly askedOn?: string | undefined
  /** The custody event that they were told of. */
  readonly event?: string | undefined
}

/** A claim about the pathway of the case, made by somebody: it can contest, never decide. */
export type PathwayClaim = { readonly id: string; readonly value: string; readonly denies: boolean }

/** Everything that a reader holds of one case, in any order. */
export type CaseRecords = {
  readonly facts: CaseFacts
  readonly custody: readonly CustodyEvent[]
  readonly pathways: readonly PathwaySaid[]
  readonly steps: readonly StepSaid[]
  readonly wanted: readonly WantedSaid[]
  readonly roles: readonly RoleSaid[]
  readonly notices: readonly NoticeSaid[]
  readonly claims: readonly PathwayClaim[]
}

/** What does not fit. Nothing is altered or refused for it. */
export type CaseWarning =
  | 'gap'
  | 'overlap'
  | 'after_release'
  | 'impossible_date'
  | 'foreign_arrest'
  | 'no_basis'
  | 'no_authorisation'
  | 'return_overdue'
  | 'conviction_without_judgment'
  | 'standing_differs'

/** Each record once, in an order that does not hang on how they came. */
export function inCaseOrder<T extends Said>(records: readonly T[], keyOf: (record: T) => readonly (string | number)[]): readonly T[] {
  const one = new Map(records.map((record) => [record.id, record]))
  return [...one.values()].sort((a, b) => compareKeys([...keyOf(a), a.id], [...keyOf(b), b.id]))
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? ''
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
