/** What a step of a contest does. Each speaks for its author's party alone. */
export type ContestStep = 'position' | 'propose_core' | 'accept_core' | 'dissent' | 'close'

/** What belongs to one contest (docs/formats/results.md). Instants are RFC 3339. */
export type ContestRecords = {
  readonly contest: {
    readonly id: string
    readonly from: string
    readonly at: string
    readonly days: number
    readonly figure: string | undefined
    readonly words: string
  }
  /** Codes of the parties between whom it runs. */
  readonly parties: readonly string[]
  readonly steps: readonly {
    readonly id: string
    readonly from: string
    readonly at: string
    readonly step: ContestStep
    readonly figure: string | undefined
    readonly words: string
    readonly accepts: string | undefined
    /** When this node first held it. */
    readonly seenAt?: string
    /** Whether the proposal that it accepts was changed in its place since. */
    readonly isOlder?: boolean
  }[]
}

export type ContestWarning =
  | 'late_step'
  | 'early_step'
  | 'own_acceptance'
  | 'unknown_proposal'
  | 'foreign_step'
  | 'came_late'
  | 'lapsed_acceptance'

export type ContestState = {
  /** *running* until every party has closed for its own part, or until its box ends; then it ended by *both* or by *time*. */
  readonly standing: 'running' | 'ended'
  readonly endedBy: 'both' | 'time' | null
  /** When the box ends, whatever anybody does. */
  readonly endsAt: string
  readonly endedAt: string | null
  /** Latest position of each party, the opener's own first; a party that said nothing has none. */
  readonly positions: readonly { readonly party: string; readonly id: string; readonly figure: string | null; readonly words: string }[]
  /** What one proposed and every other accepted; null while there is none. */
  readonly core: { readonly id: string; readonly by: string; readonly figure: string | null; readonly words: string } | null
  /** Proposals that not every party has accepted. */
  readonly proposed: readonly { readonly id: string; readonly by: string; readonly figure: string | null; readonly words: string }[]
  readonly dissents: readonly { readonly party: string; readonly id: string; readonly figure: string | null; readonly words: string }[]
  readonly closedBy: readonly string[]
  readonly warnings: readonly { readonly code: ContestWarning; readonly of: readonly string[] }[]
}

const dayMs = 86_400_000

/**
 * Where a contest stands at an instant: a function of the set of its records, in whatever order they came. It ends when every party has closed for its own part, or
 * by itself when its days are over: with the core that was agreed, if any, and what each party last said, as it stands. No party's step closes it for
 * the other, nor counts as the other's position.
 */
export function stateOfContest({ contest, parties, steps }: ContestRecords, now: Date): ContestState {
  const startsAt = Date.parse(contest.at)
  const boxEnd = startsAt + contest.days * dayMs
  const known = inOrder(steps)
  const closes = parties.map((party) =>
    known.find((one) => one.from === party && one.step === 'close' && Date.parse(one.at) >= startsAt && Date.parse(one.at) < boxEnd),
  )
  const lastClose = closes.every((one) => one !== undefined) ? Math.max(...closes.map((one) => Date.parse(one?.at ?? ''))) : undefined
  const end = lastClose ?? boxEnd
  const faultOf = (one: (typeof known)[number]): ContestWarning | undefined => {
    const at = Date.parse(one.at)
    if (!parties.includes(one.from)) return 'foreign_step'
    if (at < startsAt) return 'early_step'
    if (lastClose === undefined ? at >= boxEnd : at > lastClose) return 'late_step'
    if (one.step !== 'accept_core') return undefined
    const proposal = known.find(({ id, step }) => id === one.accepts && step === 'propose_core')
    if (proposal === undefined) return 'unknown_proposal'
    if (proposal.from === one.from) return 'own_acceptance'
    return one.isOlder === true ? 'lapsed_acceptance' : undefined
  }
  const counted = known.filter((one) => faultOf(one) === undefined)
  const latest = (step: ContestStep) =>
    parties.flatMap((party) => {
      const said = counted.findLast((one) => one.from === party && one.step === step)
      return said === undefined ? [] : [{ party, id: said.id, figure: said.figure ?? null, words: said.words }]
    })
  const accepted = (proposal: (typeof known)[number]) =>
    parties.every(
      (party) =>
        party === proposal.from || counted.some((one) => one.from === party && one.step === 'accept_core' && one.accepts === proposal.id),
    )
  const proposals = counted.filter(({ step }) => step === 'propose_core')
  const core = proposals.findLast(accepted)
  const shown = ({ id, from, figure, words }: (typeof known)[number]) => ({ id, by: from, figure: figure ?? null, words })
  const said = latest('position')
  const opener = said.some(({ party }) => party === contest.from)
    ? []
    : [{ party: contest.from, id: contest.id, figure: contest.figure ?? null, words: contest.words }]
  const isOver = now.getTime() >= end
  return {
    standing: isOver ? 'ended' : 'running',
    endedBy: !isOver ? null : lastClose === undefined ? 'time' : 'both',
    endsAt: new Date(boxEnd).toISOString(),
    endedAt: isOver ? new Date(end).toISOString() : null,
    positions: [...opener, ...said].toSorted((a, b) => Number(b.party === contest.from) - Number(a.party === contest.from)),
    core: core === undefined ? null : shown(core),
    proposed: proposals.filter((one) => !accepted(one)).map(shown),
    dissents: latest('dissent'),
    closedBy: parties.filter((_, i) => closes[i] !== undefined),
    warnings: [
      ...(['late_step', 'early_step', 'own_acceptance', 'unknown_proposal', 'foreign_step', 'lapsed_acceptance'] as const).flatMap((code) =>
        mark(
          code,
          known.filter((one) => faultOf(one) === code),
        ),
      ),
      // Its author says that it was written in time, and it came when all was over: a cut link, or a day set back.
      ...mark(
        'came_late',
        counted.filter(({ seenAt }) => seenAt !== undefined && Date.parse(seenAt) > end),
      ),
    ],
  }
}

function mark(code: ContestWarning, of: readonly { readonly id: string }[]): ContestState['warnings'] {
  return of.length === 0 ? [] : [{ code, of: of.map(({ id }) => id) }]
}

function inOrder<T extends { readonly id: string; readonly at: string }>(words: readonly T[]): readonly T[] {
  return words.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
}
