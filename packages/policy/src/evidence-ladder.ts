/** A rung of the evidence ladder, weakest first; *disputed* stands beside it (docs/formats/results.md). */
export const evidenceLevels = ['asserted', 'referenced', 'sealed', 'confirmed', 'independent', 'disputed'] as const
export type EvidenceLevel = (typeof evidenceLevels)[number]

/** Levels as readers know them. */
export const levelCodes: Readonly<Record<EvidenceLevel, string>> = {
  asserted: 'L0',
  referenced: 'L1',
  sealed: 'L2',
  confirmed: 'L3',
  independent: 'L4',
  disputed: 'Lx',
}

/** Whether a text about a value of this level may say «verified» or «verificado»: only where somebody else than its author has looked. */
export function maySayVerified(level: EvidenceLevel): boolean {
  return level === 'confirmed' || level === 'independent'
}

/** Words about a value, with whether they claim what its level does not bear. */
export function claimsTooMuch(level: EvidenceLevel, words: string): boolean {
  return !maySayVerified(level) && /\bverif(?:ied|icad[oa]s?)\b/i.test(words)
}

/** A record about a value: its id, the party whose node wrote it, and when it says it was made (RFC 3339). */
type LadderWord = { readonly id: string; readonly from: string; readonly at: string }

export type LadderRecords = {
  readonly value: {
    readonly id: string
    readonly from: string
    readonly figure: string
    /** Whether it names a record that it rests on. */
    readonly hasReference: boolean
    /** Independent bodies whose finding counts. */
    readonly confirmers: readonly string[]
    /** Parties whose figure it is by its card: where there are several they are each other's counterpart, and a third is a third body. */
    readonly owners?: readonly string[]
  }
  readonly seals: readonly (LadderWord & {
    /** The text that is signed: two seals over the same text are one result with two signatures. */
    readonly text: string
    readonly figure: string
    /** Whether its author's party signed it; a seal that its party did not sign is none. */
    readonly holds: boolean
    /** Whether it proves the value's figure itself: of a median it proves the events and their sum alone. */
    readonly isComparable?: boolean
    /** Whether it is over another period or by another rule than the value, or was made before the value was changed. */
    readonly isElsewhere?: boolean
  })[]
  readonly judgements: readonly (LadderWord & {
    readonly of: string
    readonly says: 'confirms' | 'disputes'
    readonly body: string | undefined
    readonly figure: string | undefined
    /** Whether what it is about was changed since. */
    readonly isOlder?: boolean
  })[]
}

export type LadderWarning =
  | 'self_judgement'
  | 'unnamed_body'
  | 'lapsed_judgement'
  | 'seal_unsigned'
  | 'seal_replaced'
  | 'figure_differs'
  | 'seal_elsewhere'

export type LadderState = {
  readonly level: EvidenceLevel
  /** The seal of the value's author that counts now. */
  readonly seal: string | null
  /** Parties that signed the text of that seal, its author first. */
  readonly sealedBy: readonly string[]
  readonly confirmedBy: readonly string[]
  readonly disputedBy: readonly string[]
  /** Every figure that is held, the author's own first, each with who holds it: never averaged, never replaced. */
  readonly figures: readonly { readonly by: string; readonly figure: string; readonly id: string }[]
  readonly warnings: readonly { readonly code: LadderWarning; readonly of: readonly string[] }[]
}

/**
 * How well a value is founded: a function of the set of its records, in whatever order they came. Its author's word, seal and judgement never lift it above
 * *sealed*, whomever it quotes; another party's signature over the same text or its judgement confirms; what a body that the card names confirmed, told by
 * somebody else than the author, confirms independently; one dispute that counts makes it disputed, with both figures.
 */
export function stateOfEvidence({ value, seals, judgements }: LadderRecords): LadderState {
  const held = inOrder(seals).filter(({ holds }) => holds)
  const own = held.filter(({ from }) => from === value.from)
  const latestSeal = own.at(-1)
  const differs = latestSeal !== undefined && latestSeal.isComparable !== false && latestSeal.figure !== value.figure
  // A seal over another number, or over something else, is no seal of this value: whoever signed it, signed that.
  const seal = differs || latestSeal?.isElsewhere === true ? undefined : latestSeal
  const faultOf = ({ of, from, body, says, isOlder }: LadderRecords['judgements'][number]): LadderWarning | undefined => {
    if (body === undefined ? !mayJudge(value, from) : !value.confirmers.includes(body)) return 'unnamed_body'
    // What a body disputes counts whoever enters it; that it confirmed, nobody says of their own value.
    if (from === value.from && (body === undefined || says === 'confirms')) return 'self_judgement'
    const isCurrent = of === latestSeal?.id || (of === value.id && !own.some(({ id }) => id === of))
    // What is changed is confirmed no more; it stays disputed until whoever disputes it says otherwise.
    const isHeard = isCurrent && (says === 'disputes' || (isOlder !== true && (of === value.id || of === seal?.id)))
    return isHeard ? undefined : 'lapsed_judgement'
  }
  const judged = inOrder(judgements)
  // Another party's signature over the same text is its word that it counted the same.
  const countersigned = held.filter(
    ({ from, text }) => seal !== undefined && from !== value.from && text === seal.text && mayJudge(value, from),
  )
  const words = inOrder([
    ...countersigned.map(({ id, from, at, figure }) => ({ id, from, at, judge: from, says: 'confirms' as const, figure, body: undefined })),
    ...judged.filter((one) => faultOf(one) === undefined).map((one) => ({ ...one, judge: one.body ?? one.from })),
  ])
  // Of one judge the latest word counts.
  const latest = [...new Map(words.map((one) => [one.judge, one])).values()]
  const confirming = latest.filter(({ says }) => says === 'confirms')
  const disputing = latest.filter(({ says }) => says === 'disputes')
  const level: EvidenceLevel =
    disputing.length > 0
      ? 'disputed'
      : confirming.some(({ body }) => body !== undefined)
        ? 'independent'
        : confirming.length > 0
          ? 'confirmed'
          : seal !== undefined
            ? 'sealed'
            : value.hasReference
              ? 'referenced'
              : 'asserted'
  const rivals = disputing.flatMap(({ judge, figure, id }) => (figure === undefined ? [] : [{ by: judge, figure, id }]))
  const faulty = (code: LadderWarning) => judged.filter((one) => faultOf(one) === code)
  return {
    level,
    seal: seal?.id ?? null,
    sealedBy: seal === undefined ? [] : [...new Set([seal.from, ...countersigned.map(({ from }) => from)])],
    confirmedBy: confirming.map(({ judge }) => judge),
    disputedBy: disputing.map(({ judge }) => judge),
    figures: [{ by: value.from, figure: value.figure, id: value.id }, ...rivals],
    warnings: [
      ...mark('self_judgement', faulty('self_judgement')),
      ...mark('unnamed_body', faulty('unnamed_body')),
      ...mark('lapsed_judgement', faulty('lapsed_judgement')),
      ...mark(
        'seal_unsigned',
        inOrder(seals).filter(({ holds }) => !holds),
      ),
      ...mark('seal_replaced', own.slice(0, -1)),
      ...mark('figure_differs', differs ? [latestSeal] : []),
      ...mark('seal_elsewhere', latestSeal?.isElsewhere === true ? [latestSeal] : []),
    ],
  }
}

function mayJudge({ from, owners = [], confirmers }: LadderRecords['value'], party: string): boolean {
  return party === from || owners.length < 2 || owners.includes(party) || confirmers.includes(party)
}

function mark(code: LadderWarning, of: readonly LadderWord[]): LadderState['warnings'] {
  return of.length === 0 ? [] : [{ code, of: of.map(({ id }) => id) }]
}

function inOrder<T extends LadderWord>(words: readonly T[]): readonly T[] {
  return words.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
}
