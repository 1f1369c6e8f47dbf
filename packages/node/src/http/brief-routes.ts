import { type EvaluationShape, type RegisterShape, routes } from '@enlace/api'
import { Fault } from '@enlace/core'
import {
  type Actor,
  type BriefRecords,
  communityView,
  followUps,
  ministerialBrief,
  reciprocity,
  sessionDelta,
  stateOfEvaluation,
  stateOfExpectation,
  stateOfIssue,
} from '@enlace/policy'
import { communities, communitiesChecked, dayAfter, kinds, titleOf } from '@enlace/records'
import { fieldsOf } from '../store/case-records.ts'
import { readAsked, readAtCrossings } from '../store/read-asked.ts'
import { wordOf } from '../store/read-commitments.ts'
import { type HeldRecord, readHeld } from '../store/read-held.ts'
import { readProgrammeHolders } from '../store/read-programme-holders.ts'
import {
  evaluationWish,
  expectationWish,
  issueWish,
  toEvaluationRecords,
  toExpectationRecords,
  toIssueRecords,
} from '../store/read-programme-words.ts'
import type { SeriesLines } from '../store/series-lines.ts'
import { dayOf } from './day-of.ts'
import type { Desk } from './desk.ts'
import { findRecord } from './find-record.ts'
import { byLanguage, gatherBrief, sourceOf, wordsOfField } from './gather-brief.ts'
import type { BriefIndicator } from './gather-figures.ts'
import { mount } from './mount.ts'
import { noteReads } from './show-record.ts'
import type { Site } from './site.ts'

/** How far back a brief looks where nobody says when the last session was. */
const usualDays = 90

/** Mounts briefs, the register of expectations and issues, follow-up and evaluations: all computed from records when asked for. */
export function mountBriefRoutes(site: Site, desk: Desk, lines: SeriesLines): void {
  const partiesOf = ({ party }: Actor) => [party, ...desk.partners.map((partner) => partner.party)]
  const frame = (actor: Actor, on: string, more: boolean) => ({ party: actor.party, parties: partiesOf(actor), on, more })

  async function asked(actor: Actor, query: { readonly on?: string; readonly since?: string }) {
    const on = dayOf(desk, query.on)
    const { records, more, lastHeld } = await gatherBrief(desk, lines, actor, on)
    const since = query.since === undefined ? (lastHeld ?? daysBefore(on)) : dayOf(desk, query.since)
    return { records, more, since, on, about: { party: actor.party, parties: partiesOf(actor), on, since } }
  }

  mount(site, routes.readMinisterialBrief, async ({ query }, actor) => {
    const { records, more, since, on, about } = await asked(actor, query)
    const { boxes, owes, disputes, sayable, delta } = ministerialBrief(records, about)
    const [asks, holders] = await Promise.all([askedSince(actor, since, on), holdersFor(actor, records)])
    const figures = records.figures.map(showFigures)
    return { ...frame(actor, on, more || asks.more), since, boxes, owes, disputes, sayable, delta, figures, asked: asks.rows, holders }
  })

  mount(site, routes.readSessionDelta, async ({ query }, actor) => {
    const { records, more, since, on, about } = await asked(actor, query)
    const [asks, holders] = await Promise.all([askedSince(actor, since, on), holdersFor(actor, records)])
    return { ...frame(actor, on, more || asks.more), ...sessionDelta(records, about), asked: asks.rows, holders }
  })

  /** Requests and alerts of every party since a day: how many, and what became of them. */
  async function askedSince(actor: Actor, since: string, on: string) {
    const { all, more } = await readAsked(desk, actor.agency, actor.party, { from: dayAfter(since), to: on })
    return { rows: reciprocity(all, partiesOf(actor)), more }
  }

  /** Whom to ask for the programme where the own agency holds nothing of it. */
  async function holdersFor(actor: Actor, records: BriefRecords): Promise<string[]> {
    const isEmpty = Object.values(records).every((some) => some.length === 0)
    return isEmpty ? [...(await readProgrammeHolders(desk.sql, actor.agency))] : []
  }

  mount(site, routes.readReciprocity, async ({ query }, actor) => {
    const days = stretchOf(query)
    const { all, tlp, more } = await readAsked(desk, actor.agency, actor.party, days)
    return { ...frame(actor, days.to, more), ...days, tlp, rows: reciprocity(all, partiesOf(actor)) }
  })

  mount(site, routes.readCommunities, async ({ query }, actor) => {
    const days = stretchOf(query)
    const { all, tlp, more } = await readAtCrossings(desk, actor.agency, days)
    const pairs = communities.map(({ code, mx, us }) => ({ code, mx, us }))
    return {
      ...frame(actor, days.to, more),
      ...days,
      tlp,
      pairs,
      checked: communitiesChecked,
      tables: communityView(all, communities, partiesOf(actor)),
    }
  })

  function stretchOf(query: { readonly from?: string; readonly to?: string }) {
    const to = dayOf(desk, query.to)
    return { from: query.from === undefined ? daysBefore(to) : dayOf(desk, query.from), to }
  }

  mount(site, routes.readFollowUp, async ({ query }, actor) => {
    const { records, more, on, about } = await asked(actor, query)
    return { ...frame(actor, on, more), items: followUps(records, about), holders: await holdersFor(actor, records) }
  })

  mount(site, routes.readRegister, async ({ query }, actor): Promise<RegisterShape> => {
    const on = dayOf(desk, query.on)
    const [expectations, issues] = await Promise.all([
      readHeld(desk, actor.agency, expectationWish),
      readHeld(desk, actor.agency, issueWish),
    ])
    note(actor, [...expectations.items, ...issues.items])
    return {
      ...frame(actor, on, expectations.more || issues.more),
      expectations: expectations.items.map((held) => {
        const records = toExpectationRecords(held)
        const state = stateOfExpectation(records, on)
        const foreign = state.warnings.flatMap(({ code, of }) => (code === 'foreign_answer' ? of : []))
        const { id, from, words } = sourceOf(held, 'expected')
        return {
          ...{ id, from, words, of: records.facts.ofParty, status: state.status, ground: state.ground, lastDay: state.lastDay },
          overdue: state.isOverdue,
          commitments: [...state.commitments],
          answers: wordsIn(held, 'expectation-answer', (one) => !foreign.includes(one)),
          warnings: state.warnings.map(({ code }) => code),
        }
      }),
      issues: issues.items.map((held) => {
        const state = stateOfIssue(toIssueRecords(held))
        const { id, from, at, words } = sourceOf(held, 'what')
        return {
          ...{ id, from, at, words, since: fieldsOf(held.record).text('seen_since') ?? null, status: state.status },
          seenBy: [...state.seenBy],
          askedBy: state.askedBy,
          workstream: state.workstream ?? fieldsOf(held.record).text('workstream') ?? null,
          commitments: [...state.commitments],
          steps: wordsIn(held, 'issue-step', (one) => state.steps.some((step) => step.id === one && step.counts)),
          warnings: state.warnings.map(({ code }) => code),
        }
      }),
    }
  })

  mount(site, routes.listEvaluations, async ({ query }, actor) => {
    const on = dayOf(desk, query.on)
    const { items, more } = await readHeld(desk, actor.agency, evaluationWish)
    note(actor, items)
    return {
      ...frame(actor, on, more),
      items: items.map((held) => {
        const { findings } = stateOfEvaluation(toEvaluationRecords(held), partiesOf(actor), on)
        const count = (...statuses: readonly string[]) => findings.filter(({ status }) => statuses.includes(status)).length
        return {
          id: String(held.record.object.id),
          title: titleOf(kinds.get('evaluation'), held.record.object),
          evaluator: fieldsOf(held.record).text('evaluator') ?? '',
          question: wordsOfField(held.record, 'question'),
          findings: findings.length,
          open: findings.length - count('verified', 'rejected'),
          overdue: findings.filter(({ isOverdue }) => isOverdue).length,
          verified: count('verified'),
        }
      }),
    }
  })

  mount(site, routes.readEvaluation, async ({ params, query }, actor): Promise<EvaluationShape> => {
    const on = dayOf(desk, query.on)
    const { version } = await findRecord(desk, actor, 'brief.read_evaluation', params.id)
    const { items, more } =
      version.kind === 'evaluation' ? await readHeld(desk, actor.agency, evaluationWish, version.rid) : { items: [], more: false }
    const [held] = items
    if (held === undefined) throw new Fault(version.erasedAt === null ? 'record_unknown' : 'record_erased')
    note(actor, items)
    const records = toEvaluationRecords(held)
    const state = stateOfEvaluation(records, partiesOf(actor), on)
    const idle = new Set(state.warnings.flatMap(({ of }) => of))
    const { text, list } = fieldsOf(held.record)
    const responses = wordsIn(held, 'evaluation-response', (id) => !idle.has(id))
    return {
      ...frame(actor, on, more),
      id: String(held.record.object.id),
      title: titleOf(kinds.get('evaluation'), held.record.object),
      from: held.record.fromParty,
      question: wordsOfField(held.record, 'question'),
      method: wordsOfField(held.record, 'method'),
      evaluator: text('evaluator') ?? '',
      standing: text('independence') ?? null,
      limits: text('limits') ?? null,
      period: { from: text('period_start') ?? null, to: text('period_end') ?? null },
      publishedOn: text('published_on') ?? null,
      address: text('source_url') ?? null,
      findings: list('findings').map((finding) => {
        const number = String(finding.number)
        return {
          number,
          words: byLanguage(finding.finding),
          recommendation: byLanguage(finding.recommendation),
          parts: state.findings
            .filter((one) => one.number === number)
            .map(({ party, status, said, next, lastDay, isOverdue }) => ({ party, status, said, next, lastDay, overdue: isOverdue })),
          responses: responses.filter(({ id }) => records.responses.some((one) => one.id === id && one.finding === number)),
        }
      }),
      warnings: state.warnings.map(({ code }) => code),
      tlp: version.tlp,
    }
  })

  function note(actor: Actor, items: readonly HeldRecord[]): void {
    noteReads(
      desk,
      actor,
      items.map(({ version }) => version),
    )
  }
}

function showFigures({ id, code, words, unit, level, sides, tlp }: BriefIndicator) {
  return { id, code, words, unit, level, tlp, sides }
}

function daysBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - usualDays * 86_400_000).toISOString().slice(0, 10)
}

/** What was said about a record by records of one kind, oldest first, each with whether it counts. */
function wordsIn({ said }: HeldRecord, kind: string, counts: (id: string) => boolean): RegisterShape['issues'][number]['steps'] {
  return said
    .filter((one) => one.kind === kind)
    .map((one) => {
      const { id, from, at } = wordOf(one)
      const { abstract, content } = one.object
      // Who wrote no more than the step itself is given in the reader's own language.
      const words = typeof content === 'string' && content !== abstract ? content : ''
      return { id, from, at, says: fieldsOf(one).text('says') ?? '', words, counts: counts(id) }
    })
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
