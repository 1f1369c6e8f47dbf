import { type CommitmentRecords, stateOfCommitment } from '../state-of-commitment.ts'
import { type EvaluationRecords, stateOfEvaluation } from '../state-of-evaluation.ts'
import { stateOfExpectation } from '../state-of-expectation.ts'
import { stateOfIssue } from '../state-of-issue.ts'
import { type BriefLine, type BriefRecords, daysBetween, type FiguresOf, isAfter, lineOf } from './brief-line.ts'
import type { BriefAsked } from './brief-lines.ts'
import { oneLineEach } from './one-line-each.ts'

/** What changed in a stretch of time, by what it became; each group in the order of its records. */
export const deltaGroups = [
  'new',
  'verified',
  'disputed',
  'delivered',
  'started',
  'overdue',
  'withdrawn',
  'expectation_new',
  'expectation_accepted',
  'expectation_refused',
  'expectation_met',
  'issue_new',
  'issue_workstream',
  'issue_moved',
  'finding_moved',
  'value_new',
  'value_revised',
] as const
export type DeltaGroup = (typeof deltaGroups)[number]

export type SessionDelta = {
  readonly since: string
  readonly groups: readonly { readonly group: DeltaGroup; readonly lines: readonly BriefLine[] }[]
}

type Found = readonly [DeltaGroup, BriefLine]
/** Groups whose lines say what the group says. */
type Said = Exclude<DeltaGroup, 'finding_moved'>

/**
 * What changed since a day (DOMAIN A10): each record is folded as it was known then and as it is known now, and what differs is a line. A day that passed
 * is a change too: what became overdue without a word stands here.
 */
export function sessionDelta(records: BriefRecords, { on, since, parties }: BriefAsked): SessionDelta {
  const found = [
    ...records.commitments.flatMap((one) => ofCommitment(one, since, on)),
    ...records.expectations.flatMap((one) => ofExpectation(one, since, on)),
    ...records.issues.flatMap((one) => ofIssue(one, since)),
    ...records.evaluations.flatMap((one) => ofEvaluation(one, since, on, parties)),
    ...records.figures.flatMap((one) => ofFigures(one, since)),
  ]
  return {
    since,
    groups: deltaGroups.flatMap((group) => {
      const lines = found.flatMap(([which, line]) => (which === group ? [line] : []))
      return lines.length === 0 ? [] : [{ group, lines: oneLineEach(lines.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) }]
    }),
  }
}

const movedTo: Readonly<Record<string, Said>> = {
  verified: 'verified',
  disputed: 'disputed',
  delivered: 'delivered',
  in_progress: 'started',
  withdrawn: 'withdrawn',
  superseded: 'withdrawn',
}

function ofCommitment(one: BriefRecords['commitments'][number], since: string, on: string): readonly Found[] {
  const now = stateOfCommitment(one.records, on)
  if (isAfter(one.at, since)) return [['new', lineOf('commitment', one, 'new', { lastDay: now.lastDay, isNew: true })]]
  const before = stateOfCommitment(asOf(one.records, since), since)
  return now.owners.flatMap((owner): readonly Found[] => {
    const was = before.owners.find(({ party }) => party === owner.party)
    const about = {
      party: owner.party,
      lastDay: now.lastDay,
      days: now.lastDay === null ? null : daysBetween(now.lastDay, on),
      by: one.records.judgements.flatMap(({ id, body, from }) => (owner.judged.includes(id) ? [body ?? from] : [])),
      records: [...(owner.said === null ? [] : [owner.said]), ...owner.judged],
      isNew: true,
    }
    const group = owner.status === was?.status ? undefined : movedTo[owner.status]
    const lines: Found[] = group === undefined ? [] : [[group, lineOf('commitment', one, group, about)]]
    if (owner.isOverdue && was?.isOverdue === false) lines.push(['overdue', lineOf('commitment', one, 'overdue', about)])
    return lines
  })
}

/** A commitment as it was known on a day. */
function asOf(records: CommitmentRecords, day: string): CommitmentRecords {
  const known = <T extends { readonly at: string }>(words: readonly T[]) => words.filter(({ at }) => !isAfter(at, day))
  return { ...records, statuses: known(records.statuses), judgements: known(records.judgements), readings: known(records.readings) }
}

function ofExpectation(one: BriefRecords['expectations'][number], since: string, on: string): readonly Found[] {
  const { facts, answers } = one.records
  const state = stateOfExpectation(one.records, on)
  const about = { party: facts.ofParty, by: [facts.from], lastDay: state.lastDay, more: state.ground, isNew: true }
  const line = (group: Said): Found => [group, lineOf('expectation', one, group, about)]
  const answered = answers.find(({ id }) => id === state.said)
  const isNew = isAfter(facts.at, since)
  if (answered === undefined || !isAfter(answered.at, since)) return isNew ? [line('expectation_new')] : []
  const group = ({ accepted: 'expectation_accepted', refused: 'expectation_refused', met: 'expectation_met' } as const)[
    state.status as 'accepted' | 'refused' | 'met'
  ]
  return group === undefined ? [] : [line(group)]
}

function ofIssue(one: BriefRecords['issues'][number], since: string): readonly Found[] {
  const { facts, steps } = one.records
  const now = stateOfIssue(one.records)
  const before = stateOfIssue({ facts, steps: steps.filter(({ at }) => !isAfter(at, since)) })
  const line = (group: Said): Found => [
    group,
    lineOf('emerging-issue', one, group, { by: now.seenBy, more: now.workstream, records: now.steps.map(({ id }) => id), isNew: true }),
  ]
  if (now.status === 'workstream' && before.status !== 'workstream') return [line('issue_workstream')]
  if (isAfter(facts.at, since)) return [line('issue_new')]
  return now.status === before.status ? [] : [line('issue_moved')]
}

function ofFigures(one: FiguresOf, since: string): readonly Found[] {
  return one.sides.flatMap(({ party, own, rivals }) =>
    [...own, ...rivals]
      .filter(({ at }) => isAfter(at, since))
      .map((figure): Found => {
        const group = figure.isRevision ? 'value_revised' : 'value_new'
        const by = figure.from === party ? [] : [figure.from]
        return [
          group,
          lineOf('indicator-card', one, group, { party, by, figure, records: figure.id === null ? [] : [figure.id], isNew: true }),
        ]
      }),
  )
}

function ofEvaluation(one: BriefRecords['evaluations'][number], since: string, on: string, parties: readonly string[]): readonly Found[] {
  const earlier: EvaluationRecords = { ...one.records, responses: one.records.responses.filter(({ at }) => !isAfter(at, since)) }
  const before = stateOfEvaluation(earlier, parties, since).findings
  const judgesOf = (said: string | null) =>
    one.records.responses.filter(({ of, says }) => of !== undefined && of === said && (says === 'confirms' || says === 'disputes'))
  return stateOfEvaluation(one.records, parties, on).findings.flatMap((finding, i): readonly Found[] =>
    finding.status === before[i]?.status
      ? []
      : [
          [
            'finding_moved',
            lineOf('evaluation', one, `finding_${finding.status}`, {
              words: one.findings.get(finding.number) ?? one.words,
              party: finding.party,
              lastDay: finding.lastDay,
              by: [...new Set(judgesOf(finding.said).map(({ from }) => from))],
              records: [...(finding.said === null ? [] : [finding.said]), ...judgesOf(finding.said).map(({ id }) => id)],
              more: finding.next,
              isNew: true,
            }),
          ],
        ],
  )
}
