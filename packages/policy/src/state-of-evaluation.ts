import { endOfDate } from './end-of-date.ts'
import { inOrder, type ProgrammeWord } from './state-of-expectation.ts'

/** What belongs to one evaluation, as docs/formats/expectations.md has it. */
export type EvaluationRecords = {
  readonly findings: readonly {
    readonly number: string
    /** Code of a party, or `both`. */
    readonly addressee: string
    /** A day, a month or a year. */
    readonly due: string | undefined
  }[]
  readonly responses: readonly (ProgrammeWord & {
    readonly finding: string
    readonly says: 'accepts' | 'partly' | 'rejects' | 'at_work' | 'remedied' | 'confirms' | 'disputes'
    /** The response that is confirmed or disputed. */
    readonly of: string | undefined
    readonly next: string | undefined
    /** Whether the response that it judges was changed in its place since. */
    readonly isOlder?: boolean
  })[]
}

export type FindingStatus = 'unanswered' | 'accepted' | 'partly' | 'rejected' | 'at_work' | 'remedied' | 'verified' | 'disputed'
export type EvaluationWarning = 'foreign_answer' | 'self_judgement' | 'lapsed_judgement' | 'unknown_finding'

/** A finding as one of its addressees stands with it. */
export type FindingState = {
  readonly number: string
  readonly party: string
  readonly status: FindingStatus
  readonly said: string | null
  readonly next: string | null
  readonly lastDay: string | null
  readonly isOverdue: boolean
}

export type EvaluationState = {
  readonly findings: readonly FindingState[]
  readonly warnings: readonly { readonly code: EvaluationWarning; readonly of: readonly string[] }[]
}

const own = {
  accepts: 'accepted',
  partly: 'partly',
  rejects: 'rejected',
  at_work: 'at_work',
  remedied: 'remedied',
} as const

/** Where each finding stands on a day, by addressee, whatever the order of the records: nobody verifies its own remedy, nobody answers for another. */
export function stateOfEvaluation({ findings, responses }: EvaluationRecords, parties: readonly string[], today: string): EvaluationState {
  const ordered = inOrder(responses)
  const addresseesOf = (number: string) => {
    const addressee = findings.find((one) => one.number === number)?.addressee
    return addressee === undefined ? [] : addressee === 'both' ? parties : [addressee]
  }
  const isJudgement = ({ says }: EvaluationRecords['responses'][number]) => says === 'confirms' || says === 'disputes'
  const answers = ordered.filter((one) => !isJudgement(one) && addresseesOf(one.finding).includes(one.from))
  const currentOf = (number: string, party: string) => answers.findLast((one) => one.finding === number && one.from === party)
  const faultOf = (one: EvaluationRecords['responses'][number]): EvaluationWarning | undefined => {
    if (!findings.some(({ number }) => number === one.finding)) return 'unknown_finding'
    if (!isJudgement(one)) return addresseesOf(one.finding).includes(one.from) ? undefined : 'foreign_answer'
    const judged = answers.find(({ id }) => id === one.of)
    if (judged !== undefined && judged.from === one.from) return 'self_judgement'
    const current = judged === undefined ? undefined : currentOf(judged.finding, judged.from)
    const isCurrent = current?.id === one.of && current?.says === 'remedied'
    return isCurrent && (one.says === 'disputes' || one.isOlder !== true) ? undefined : 'lapsed_judgement'
  }
  const judgementsOf = (id: string) => {
    const counting = ordered.filter((one) => isJudgement(one) && one.of === id && faultOf(one) === undefined)
    // Of one judge the latest word counts.
    return [...new Map(counting.map((one) => [one.from, one.says])).values()]
  }
  const warned = ordered.flatMap((one) => {
    const code = faultOf(one)
    return code === undefined ? [] : [{ code, id: one.id }]
  })
  return {
    findings: findings.flatMap(({ number, due }) =>
      addresseesOf(number).map((party): FindingState => {
        const said = currentOf(number, party)
        const judged = said === undefined ? [] : judgementsOf(said.id)
        const stated = said === undefined || said.says === 'confirms' || said.says === 'disputes' ? 'unanswered' : own[said.says]
        const status = judged.length === 0 ? stated : judged.includes('disputes') ? 'disputed' : 'verified'
        const lastDay = due === undefined ? null : endOfDate(due)
        const isOpen = status !== 'verified' && status !== 'remedied' && status !== 'rejected'
        return {
          number,
          party,
          status,
          said: said?.id ?? null,
          next: said?.next ?? null,
          lastDay,
          isOverdue: isOpen && lastDay !== null && today > lastDay,
        }
      }),
    ),
    warnings: (['foreign_answer', 'self_judgement', 'lapsed_judgement', 'unknown_finding'] as const).flatMap((code) => {
      const of = warned.filter((one) => one.code === code).map(({ id }) => id)
      return of.length === 0 ? [] : [{ code, of }]
    }),
  }
}
