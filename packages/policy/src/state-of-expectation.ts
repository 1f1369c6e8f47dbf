import { endOfDate } from './end-of-date.ts'

/** A record of the programme: its id, the party whose node wrote it, and when it says it was made (RFC 3339). */
export type ProgrammeWord = { readonly id: string; readonly from: string; readonly at: string }

/** What belongs to one expectation, as docs/formats/expectations.md has it. */
export type ExpectationRecords = {
  readonly facts: ProgrammeWord & {
    readonly ofParty: string
    /** A day, a month or a year. */
    readonly byWhen: string | undefined
    readonly commitment: string | undefined
  }
  readonly answers: readonly (ProgrammeWord & {
    readonly says: 'accepts' | 'refuses' | 'met' | 'withdraws'
    readonly ground: string | undefined
    readonly commitment: string | undefined
    /** Whether what is expected was changed in its place since. */
    readonly isOlder?: boolean
  })[]
  /** Commitments that name it. */
  readonly namedBy: readonly string[]
}

export type ExpectationStatus = 'open' | 'accepted' | 'refused' | 'met' | 'withdrawn'

export type ExpectationState = {
  readonly status: ExpectationStatus
  /** The record that says so; null while nobody answered. */
  readonly said: string | null
  readonly ground: string | null
  /** Commitments that it became. */
  readonly commitments: readonly string[]
  readonly lastDay: string | null
  readonly isOverdue: boolean
  readonly warnings: readonly { readonly code: 'own_party' | 'foreign_answer' | 'lapsed_acceptance'; readonly of: readonly string[] }[]
}

const statusOf = { accepts: 'accepted', refuses: 'refused', met: 'met', withdraws: 'withdrawn' } as const

/** Where an expectation stands on a day (YYYY-MM-DD), whatever the order in which its records came. Only its addressee answers; only its author withdraws. */
export function stateOfExpectation({ facts, answers, namedBy }: ExpectationRecords, today: string): ExpectationState {
  const counts = ({ from, says }: ExpectationRecords['answers'][number]) => from === (says === 'withdraws' ? facts.from : facts.ofParty)
  // Who accepted something else has not accepted this.
  const isLapsed = ({ says, isOlder }: ExpectationRecords['answers'][number]) => isOlder === true && (says === 'accepts' || says === 'met')
  const heard = inOrder(answers.filter((one) => counts(one) && !isLapsed(one)))
  // What its author took back is expected no more, whatever is said to it afterwards.
  const last = heard.findLast(({ says }) => says === 'withdraws') ?? heard.at(-1)
  const status = last === undefined ? 'open' : statusOf[last.says]
  const lastDay = facts.byWhen === undefined ? null : endOfDate(facts.byWhen)
  const foreign = answers.filter((one) => !counts(one)).map(({ id }) => id)
  const lapsed = answers.filter((one) => counts(one) && isLapsed(one)).map(({ id }) => id)
  const named = [facts.commitment, ...heard.map(({ commitment }) => commitment), ...namedBy].filter((id) => id !== undefined)
  return {
    status,
    said: last?.id ?? null,
    ground: status === 'refused' ? (last?.ground ?? null) : null,
    commitments: [...new Set(named)].toSorted(),
    lastDay,
    isOverdue: (status === 'open' || status === 'accepted') && lastDay !== null && today > lastDay,
    warnings: [
      ...(facts.ofParty === facts.from ? [{ code: 'own_party' as const, of: [facts.id] }] : []),
      ...(foreign.length === 0 ? [] : [{ code: 'foreign_answer' as const, of: foreign.toSorted() }]),
      ...(lapsed.length === 0 ? [] : [{ code: 'lapsed_acceptance' as const, of: lapsed.toSorted() }]),
    ],
  }
}

/** By the time that each says it was made, then by id, so that both nodes put them alike. */
export function inOrder<T extends ProgrammeWord>(words: readonly T[]): readonly T[] {
  return words.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
}
