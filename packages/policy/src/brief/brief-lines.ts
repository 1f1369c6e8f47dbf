import { type OwnerState, stateOfCommitment } from '../state-of-commitment.ts'
import { type FindingState, stateOfEvaluation } from '../state-of-evaluation.ts'
import { stateOfExpectation } from '../state-of-expectation.ts'
import { stateOfIssue } from '../state-of-issue.ts'
import { type BriefLine, type BriefRecords, daysBetween, type FiguresOf, isAfter, type LineCode, lineOf } from './brief-line.ts'

/** What is asked of a brief: whose it is, who the parties are, as of which day, and since which (YYYY-MM-DD). */
export type BriefAsked = { readonly party: string; readonly parties: readonly string[]; readonly on: string; readonly since: string }

/** Every line that the records give, by what it is about; the boxes of a brief choose from them. */
export type BriefLines = {
  readonly achieved: readonly BriefLine[]
  readonly pending: readonly BriefLine[]
  readonly expected: readonly BriefLine[]
  readonly future: readonly BriefLine[]
  /** What may be said because both parties agreed it, before anybody looks at how it is marked and worded. */
  readonly agreed: readonly BriefLine[]
}

type Box = keyof BriefLines
type Found = readonly [Box, BriefLine]

/** Reads the lines off the records, each box in its order. Same records, same lines, in whatever order they came. */
export function briefLines(records: BriefRecords, asked: BriefAsked): BriefLines {
  const found = [
    ...records.commitments.flatMap((one) => ofCommitment(one, asked)),
    ...records.expectations.flatMap((one) => ofExpectation(one, asked)),
    ...records.issues.flatMap((one) => ofIssue(one, asked)),
    ...records.evaluations.flatMap((one) => ofEvaluation(one, asked)),
    ...records.figures.flatMap((one) => ofFigures(one, asked)),
    ...records.sessions.map((one): Found => ['future', lineOf('session', one, 'session', dated(one.on, asked.on))]),
  ]
  const of = (box: Box) => found.flatMap(([which, line]) => (which === box ? [line] : []))
  return {
    achieved: of('achieved').toSorted(byRank(achievedOrder)),
    pending: of('pending').toSorted(byRank(pendingOrder)),
    expected: of('expected').toSorted(byRank(expectedOrder)),
    future: of('future').toSorted(byDay),
    agreed: of('agreed').toSorted(byDay),
  }
}

/** Where a party stands with what it owes, in the code of the line that says so. */
const achievedOrder: readonly LineCode[] = ['verified', 'finding_verified', 'value', 'met', 'workstream', 'delivered', 'finding_remedied']
const pendingOrder: readonly LineCode[] = [
  'disputed',
  'finding_disputed',
  'value_disputed',
  'overdue',
  'finding_overdue',
  'value_behind',
  'to_confirm',
  'reading',
  'finding_open',
  'no_baseline',
  'no_owner',
]
const expectedOrder: readonly LineCode[] = ['expected_late', 'refused', 'expected', 'accepted']

function ofCommitment(one: BriefRecords['commitments'][number], { on, since, parties }: BriefAsked): readonly Found[] {
  const { records } = one
  const state = stateOfCommitment(records, on)
  const when = dated(state.lastDay, on)
  const judgeOf = ({ judged }: OwnerState, says: 'confirms' | 'disputes') =>
    records.judgements.filter((word) => judged.includes(word.id) && word.says === says)
  const atOf = (id: string | null) => records.statuses.find((word) => word.id === id)?.at
  const ofOwner = (owner: OwnerState): readonly Found[] => {
    const { party, status, said } = owner
    const about = { party, ...when, records: [...(said === null ? [] : [said]), ...owner.judged] }
    const next = said === null ? null : (one.next.get(said) ?? null)
    const isNew = [atOf(said), ...records.judgements.flatMap((word) => (owner.judged.includes(word.id) ? [word.at] : []))].some(
      (at) => at !== undefined && isAfter(at, since),
    )
    const judged = (says: 'confirms' | 'disputes') => judgeOf(owner, says).map((word) => word.body ?? word.from)
    const line = (code: LineCode, more: Partial<Omit<BriefLine, 'parties'>> = {}) =>
      lineOf('commitment', one, code, { ...about, isNew, ...more })
    if (status === 'verified') return [['achieved', line('verified', { mark: 'confirmed', by: judged('confirms') })]]
    if (status === 'disputed') return [['pending', line('disputed', { mark: 'disputed', by: judged('disputes') })]]
    if (status === 'delivered') {
      const others = parties.filter((other) => other !== party)
      return [
        ['achieved', line('delivered', { mark: 'claimed' })],
        ['pending', line('to_confirm', { mark: 'claimed', by: others })],
      ]
    }
    if (status === 'withdrawn' || status === 'superseded') return []
    if (owner.isOverdue) return [['pending', line('overdue', { more: next })]]
    return [['future', line(status === 'in_progress' ? 'at_work' : 'not_begun', { more: next })]]
  }
  const open = state.readings.filter(({ standing }) => standing !== 'agreed')
  const readings = open
    .filter(({ standing }) => standing === 'unilateral')
    .map(({ id, from }): Found => ['pending', lineOf('commitment', one, 'reading', { party: from, records: [id] })])
  const marks = state.warnings.flatMap(({ code }): readonly Found[] =>
    code === 'no_baseline' || code === 'no_owner' ? [['pending', lineOf('commitment', one, code)]] : [],
  )
  const isAgreed = open.length === 0 && !state.owners.some(({ status }) => status === 'disputed' || status === 'withdrawn')
  return [
    ...state.owners.flatMap(ofOwner),
    ...readings,
    ...marks,
    ...(isAgreed
      ? [['agreed', lineOf('commitment', one, 'agreed', { ...when, mark: 'agreed', isNew: isAfter(one.at, since) })] as const]
      : []),
  ]
}

function ofExpectation(one: BriefRecords['expectations'][number], { on, since }: BriefAsked): readonly Found[] {
  const state = stateOfExpectation(one.records, on)
  const { facts, answers } = one.records
  const at = answers.find(({ id }) => id === state.said)?.at ?? facts.at
  const about = {
    party: facts.ofParty,
    ...dated(state.lastDay, on),
    by: [facts.from],
    records: [...(state.said === null ? [] : [state.said]), ...state.commitments],
    isNew: isAfter(at, since),
    more: state.ground,
  }
  const line = (code: LineCode) => lineOf('expectation', one, code, about)
  if (state.status === 'withdrawn') return []
  if (state.status === 'met') return [['achieved', { ...line('met'), mark: 'claimed' }]]
  if (state.status === 'refused') return [['expected', { ...line('refused'), mark: 'disputed' }]]
  return [['expected', line(state.isOverdue ? 'expected_late' : state.status === 'accepted' ? 'accepted' : 'expected')]]
}

function ofIssue(one: BriefRecords['issues'][number], { since }: BriefAsked): readonly Found[] {
  const state = stateOfIssue(one.records)
  const last = one.records.steps.findLast(({ id }) => state.steps.some((step) => step.id === id && step.counts))
  const about = {
    by: state.seenBy,
    records: state.steps.map(({ id }) => id),
    isNew: isAfter(last?.at ?? one.at, since),
    party: state.askedBy,
  }
  if (state.status === 'closed') return []
  if (state.status === 'workstream') {
    return [['achieved', lineOf('emerging-issue', one, 'workstream', { ...about, mark: 'agreed', more: state.workstream })]]
  }
  return [['future', lineOf('emerging-issue', one, `issue_${state.status}`, about)]]
}

function ofEvaluation(one: BriefRecords['evaluations'][number], { on, since, parties }: BriefAsked): readonly Found[] {
  const { responses } = one.records
  const line = (finding: FindingState, code: LineCode, mark: BriefLine['mark'] = null) => {
    const judges = responses.filter(({ of, says }) => of === finding.said && (says === 'confirms' || says === 'disputes'))
    const at = [...judges, ...responses.filter(({ id }) => id === finding.said)].map((word) => word.at)
    return lineOf('evaluation', one, code, {
      words: one.findings.get(finding.number) ?? one.words,
      party: finding.party,
      ...dated(finding.lastDay, on),
      mark,
      by: mark === 'confirmed' || mark === 'disputed' ? judges.map(({ from }) => from) : [],
      records: [...(finding.said === null ? [] : [finding.said]), ...judges.map(({ id }) => id)],
      more: finding.next,
      isNew: at.some((instant) => isAfter(instant, since)),
    })
  }
  return stateOfEvaluation(one.records, parties, on).findings.flatMap((finding): readonly Found[] => {
    switch (finding.status) {
      case 'verified':
        return [['achieved', line(finding, 'finding_verified', 'confirmed')]]
      case 'remedied':
        return [['achieved', line(finding, 'finding_remedied', 'claimed')]]
      case 'disputed':
        return [['pending', line(finding, 'finding_disputed', 'disputed')]]
      case 'rejected':
        return [['pending', line(finding, 'finding_open')]]
      default:
        return [['pending', line(finding, finding.isOverdue ? 'finding_overdue' : 'finding_open')]]
    }
  })
}

/** A figure is progress where it keeps pace with an agreed target, and pending where it does not or where others hold another; without a target it is neither. */
function ofFigures(one: FiguresOf, { since }: BriefAsked): readonly Found[] {
  return one.sides.flatMap(({ party, own, rivals, standing }) =>
    own.flatMap((figure): readonly Found[] => {
      const isFounded = figure.level === 'confirmed' || figure.level === 'independent'
      const others = [...new Set([...figure.disputedBy, ...rivals.map(({ from }) => from)])].filter((other) => other !== party)
      const line = (code: 'value' | 'value_behind' | 'value_disputed', by: readonly string[], mark: BriefLine['mark']) =>
        lineOf('indicator-card', one, code, {
          ...{ party, by, mark, figure },
          records: [figure, ...rivals].flatMap(({ id }) => id ?? []),
          isNew: isAfter(figure.at, since),
        })
      if (figure.span === null) return []
      if (figure.level === 'disputed' || others.length > 0) return [['pending', line('value_disputed', others, 'disputed')]]
      const found = line('value', isFounded ? figure.confirmedBy : [], isFounded ? 'confirmed' : 'claimed')
      if (standing === 'reached' || standing === 'on_pace') return [['achieved', found]]
      return [
        ...(standing === 'behind' || standing === 'missed' ? [['pending', { ...found, code: 'value_behind' }] as const] : []),
        // Whether it is good or bad, what both found may be said.
        ...(isFounded ? [['agreed', found] as const] : []),
      ]
    }),
  )
}

function dated(lastDay: string | null, on: string): Pick<BriefLine, 'lastDay' | 'days'> {
  return { lastDay, days: lastDay === null ? null : daysBetween(lastDay, on) }
}

/** First what matters most, then what is late longest, then by id, so that both nodes print one order. */
function byRank(order: readonly LineCode[]) {
  return (a: BriefLine, b: BriefLine) =>
    order.indexOf(a.code) - order.indexOf(b.code) ||
    Number(b.isNew) - Number(a.isNew) ||
    (b.days ?? -100_000) - (a.days ?? -100_000) ||
    byId(a, b)
}

function byDay(a: BriefLine, b: BriefLine): number {
  return (a.lastDay ?? '9999').localeCompare(b.lastDay ?? '9999') || byId(a, b)
}

function byId(a: BriefLine, b: BriefLine): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : (a.party ?? '').localeCompare(b.party ?? '')
}
