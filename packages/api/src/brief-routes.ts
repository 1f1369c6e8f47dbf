import { Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import {
  communityShape,
  deltaShape,
  evaluationListShape,
  evaluationShape,
  followUpShape,
  ministerialShape,
  reciprocityShape,
  registerShape,
} from './shapes/briefs.ts'
import { day, recordId } from './shapes/parts.ts'

const asOf = Type.Object({ on: Type.Optional(day) })
const since = Type.Object({
  on: Type.Optional(day),
  since: Type.Optional({ ...day, description: 'The day of the last session; 90 days ago where it is left out and none is known.' }),
})

/** Routes of what a minister is given and of what it is made from. Everything in them is computed from records when it is asked for. */
export const briefRoutes = {
  readMinisterialBrief: defineRoute('GET', '/api/v1/programme/brief/ministerial', {
    action: 'brief.ministerial',
    summary:
      'The four boxes of a ministerial assessment, what each party owes, what is disputed, what may be said publicly, and what changed.',
    query: since,
    answer: ministerialShape,
  }),
  readSessionDelta: defineRoute('GET', '/api/v1/programme/brief/delta', {
    action: 'brief.delta',
    summary: 'What changed since a day: commitments, expectations, issues, findings and values that moved.',
    query: since,
    answer: deltaShape,
  }),
  readReciprocity: defineRoute('GET', '/api/v1/programme/brief/reciprocity', {
    action: 'brief.reciprocity',
    summary: 'Who asked, answered and refused, how fast and how useful, every party beside every other; the last 90 days unless said.',
    query: Type.Object({ from: Type.Optional(day), to: Type.Optional(day) }),
    answer: reciprocityShape,
  }),
  readCommunities: defineRoute('GET', '/api/v1/programme/brief/community', {
    action: 'brief.community',
    summary: 'Coarse counts of paired communities on both sides of the border; small counts are withheld with what would give them away.',
    query: Type.Object({ from: Type.Optional(day), to: Type.Optional(day) }),
    answer: communityShape,
  }),
  readFollowUp: defineRoute('GET', '/api/v1/programme/follow-up', {
    action: 'brief.follow_up',
    summary: 'Every initiative that is open, with its last action, its next step and who owes it.',
    query: asOf,
    answer: followUpShape,
  }),
  readRegister: defineRoute('GET', '/api/v1/programme/register', {
    action: 'brief.register',
    summary: 'What the parties expect of each other, and the issues that are no workstream yet, each with its answers.',
    query: asOf,
    answer: registerShape,
  }),
  listEvaluations: defineRoute('GET', '/api/v1/programme/evaluations', {
    action: 'brief.list_evaluations',
    summary: 'Evaluations of the framework with how many of their findings are open, overdue and verified.',
    query: asOf,
    answer: evaluationListShape,
  }),
  readEvaluation: defineRoute('GET', '/api/v1/programme/evaluations/{id}', {
    action: 'brief.read_evaluation',
    summary: 'One evaluation: question, method, each finding with where each addressee stands and what was said to it.',
    params: Type.Object({ id: recordId }),
    query: asOf,
    answer: evaluationShape,
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
}
