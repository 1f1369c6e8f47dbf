/** What the fold reads of a statement: its id, who issued it, and what it is about. */
export type StatementFacts = {
  readonly id: string
  readonly type: 'joint' | 'unilateral' | 'readout' | 'principles'
  readonly issuedBy: readonly string[]
  readonly sessionRef: string | undefined
  readonly besideRef: string | undefined
}

/** Where a statement stands among the others. */
export type StatementStanding = {
  /** The joint statement that it stands beside: named by it, or the one of the same session. Null where there is none. */
  readonly joint: string | null
  /** Texts of single parties that stand beside this joint statement, in no order. */
  readonly beside: readonly string[]
  /**
   * Of a party’s own account of a meeting, or text beside a joint one: which other parties told theirs, by party; an empty list where none was found. A joint
   * statement speaks for both, so it has no other account.
   */
  readonly accounts: readonly { readonly party: string; readonly by: readonly string[] }[]
}

/**
 * How statements stand beside each other: a function of their set, whatever the order in which they came. Nothing is merged: a text of one party is linked to the
 * joint text and to the other parties’ own, or the missing one is named.
 */
export function standingOfStatement(
  statement: StatementFacts,
  all: readonly StatementFacts[],
  parties: readonly string[],
): StatementStanding {
  const others = all.filter(({ id }) => id !== statement.id)
  if (statement.type === 'joint') {
    const beside = others.filter((one) => one.type !== 'joint' && isBeside(one, statement))
    return { joint: null, beside: beside.map(({ id }) => id).toSorted(), accounts: [] }
  }
  const joint = others.filter((one) => one.type === 'joint' && isBeside(statement, one)).toSorted((a, b) => (a.id < b.id ? -1 : 1))[0]
  const isAccount = statement.type !== 'principles' && (statement.sessionRef !== undefined || statement.besideRef !== undefined)
  const missing = isAccount ? parties.filter((party) => !statement.issuedBy.includes(party)) : []
  const accounts = missing.map((party) => {
    const by = others.filter(
      (one) => one.type !== 'joint' && one.type !== 'principles' && one.issuedBy.includes(party) && isSameMatter(statement, one),
    )
    return { party, by: by.map(({ id }) => id).toSorted() }
  })
  return { joint: joint?.id ?? null, beside: [], accounts }
}

function isBeside(one: StatementFacts, joint: StatementFacts): boolean {
  if (one.besideRef !== undefined) return one.besideRef === joint.id
  return one.sessionRef !== undefined && one.sessionRef === joint.sessionRef
}

function isSameMatter(one: StatementFacts, other: StatementFacts): boolean {
  const isSame = (a: string | undefined, b: string | undefined) => a !== undefined && a === b
  return isSame(one.sessionRef, other.sessionRef) || isSame(one.besideRef, other.besideRef)
}
