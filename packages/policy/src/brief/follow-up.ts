import { stateOfCommitment } from '../state-of-commitment.ts'
import { stateOfEvaluation } from '../state-of-evaluation.ts'
import { inOrder, type ProgrammeWord, stateOfExpectation } from '../state-of-expectation.ts'
import { stateOfIssue } from '../state-of-issue.ts'
import { type BriefRecords, type ByLanguage, daysBetween } from './brief-line.ts'
import type { BriefAsked } from './brief-lines.ts'

/** An initiative as it is followed up: what was done last, what comes next, and who owes it (DOMAIN A16). */
export type FollowUp = {
  readonly id: string
  readonly kind: string
  readonly words: ByLanguage
  /** Whose part it is; several where the same was done and the same comes next. */
  readonly of: readonly string[]
  readonly last: { readonly code: string; readonly at: string; readonly by: string; readonly record: string }
  readonly next: {
    readonly code: 'deliver' | 'confirm' | 'settle' | 'answer' | 'meet' | 'reconsider' | 'agree' | 'take_up' | 'respond' | 'remedy'
    readonly by: readonly string[]
    /** The step in its author's words, where somebody said one. */
    readonly words: string | null
  }
  readonly lastDay: string | null
  readonly days: number | null
  /** Days without a word. */
  readonly silentDays: number
  readonly tlp: string
}

type Word = ProgrammeWord & { readonly code: string }

/** Everything that is still open, what is late longest first, then what nobody spoke of for longest; what is done, withdrawn or closed is not followed up. */
export function followUps(records: BriefRecords, { on, parties }: BriefAsked): readonly FollowUp[] {
  const rows = [
    ...records.commitments.flatMap((one): readonly FollowUp[] => {
      const state = stateOfCommitment(one.records, on)
      return state.owners.flatMap(({ party, status, said, judged }) => {
        if (status === 'verified' || status === 'withdrawn' || status === 'superseded') return []
        const words: Word[] = [
          ...one.records.statuses.filter(({ from }) => from === party).map((word) => ({ ...word, code: word.status })),
          ...one.records.judgements.filter(({ id }) => judged.includes(id)).map((word) => ({ ...word, code: word.says })),
        ]
        const others = parties.filter((other) => other !== party)
        const next =
          status === 'delivered'
            ? ({ code: 'confirm', by: others } as const)
            : status === 'disputed'
              ? ({ code: 'settle', by: [party, ...others] } as const)
              : ({ code: 'deliver', by: [party] } as const)
        return [
          rowOf('commitment', one, {
            of: party,
            words,
            next,
            stated: said === null ? null : (one.next.get(said) ?? null),
            lastDay: state.lastDay,
            on,
          }),
        ]
      })
    }),
    ...records.expectations.flatMap((one): readonly FollowUp[] => {
      const state = stateOfExpectation(one.records, on)
      const { facts, answers } = one.records
      if (state.status === 'met' || state.status === 'withdrawn') return []
      const words = answers.map((word) => ({ ...word, code: word.says }))
      const next = {
        open: { code: 'answer', by: [facts.ofParty] },
        accepted: { code: 'meet', by: [facts.ofParty] },
        refused: { code: 'reconsider', by: [facts.from] },
      } as const
      return [rowOf('expectation', one, { of: facts.ofParty, words, next: next[state.status], stated: null, lastDay: state.lastDay, on })]
    }),
    ...records.issues.flatMap((one): readonly FollowUp[] => {
      const state = stateOfIssue(one.records)
      if (state.status === 'workstream' || state.status === 'closed') return []
      const words = one.records.steps.map((word) => ({ ...word, code: word.says }))
      const by = state.askedBy === null ? parties : parties.filter((party) => party !== state.askedBy)
      const next = { code: state.askedBy === null ? 'take_up' : 'agree', by } as const
      return [rowOf('emerging-issue', one, { of: state.askedBy, words, next, stated: null, lastDay: null, on })]
    }),
    ...records.evaluations.flatMap((one): readonly FollowUp[] =>
      stateOfEvaluation(one.records, parties, on).findings.flatMap(({ number, party, status, said, next: stated, lastDay }) => {
        if (status === 'verified' || status === 'rejected') return []
        const words = one.records.responses
          .filter((word) => word.finding === number && (word.from === party || word.of === said))
          .map((word) => ({ ...word, code: word.says }))
        const others = parties.filter((other) => other !== party)
        const next =
          status === 'unanswered'
            ? ({ code: 'respond', by: [party] } as const)
            : status === 'remedied'
              ? ({ code: 'confirm', by: others } as const)
              : status === 'disputed'
                ? ({ code: 'settle', by: [party, ...others] } as const)
                : ({ code: 'remedy', by: [party] } as const)
        const about = { ...one, words: one.findings.get(number) ?? one.words }
        return [rowOf('evaluation', about, { of: party, words, next, stated, lastDay, on })]
      }),
    ),
  ]
  const late = ({ days }: FollowUp) => Math.max(days ?? 0, 0)
  return together(rows).toSorted(
    (a, b) =>
      late(b) - late(a) || b.silentDays - a.silentDays || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.of.join().localeCompare(b.of.join())),
  )
}

/** One row where the same was done last and the same comes next for several parties. */
function together(rows: readonly FollowUp[]): readonly FollowUp[] {
  const alike = Map.groupBy(rows, ({ kind, id, words, last, next }) => JSON.stringify([kind, id, words, last, next.code, next.words]))
  return [...alike.values()].flatMap((all) => {
    const [first] = all
    if (first === undefined) return []
    const by = [...new Set(all.flatMap(({ next }) => next.by))].toSorted()
    return [{ ...first, of: [...new Set(all.flatMap(({ of }) => of))].toSorted(), next: { ...first.next, by } }]
  })
}

function rowOf(
  kind: string,
  source: { readonly id: string; readonly from: string; readonly at: string; readonly words: ByLanguage; readonly tlp: string },
  about: {
    readonly of: string | null
    readonly words: readonly Word[]
    readonly next: Pick<FollowUp['next'], 'code' | 'by'>
    readonly stated: string | null
    readonly lastDay: string | null
    readonly on: string
  },
): FollowUp {
  const { of, words, next, stated, lastDay, on } = about
  const last = inOrder(words).at(-1) ?? { id: source.id, from: source.from, at: source.at, code: 'entered' }
  return {
    id: source.id,
    kind,
    words: source.words,
    of: of === null ? [] : [of],
    last: { code: last.code, at: last.at, by: last.from, record: last.id },
    next: { ...next, words: stated },
    lastDay,
    days: lastDay === null ? null : daysBetween(lastDay, on),
    silentDays: Math.max(0, daysBetween(last.at.slice(0, 10), on)),
    tlp: source.tlp,
  }
}
