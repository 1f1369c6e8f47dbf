import { Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { commitmentDetail, commitmentList } from './shapes/commitments.ts'
import { code, day, recordId } from './shapes/parts.ts'

/** Routes of what was agreed. Commitments, statuses, judgements and readings are written as records; these say where each commitment stands. */
export const commitmentRoutes = {
  listCommitments: defineRoute('GET', '/api/v1/commitments', {
    action: 'commitment.list',
    summary:
      'What was agreed and where each party stands with what it owes, as of a day (today unless said), what is due first on top. Those of programmes that another continues are left out unless `earlier` or `programme` asks for them; `asked`: those that a request for news names.',
    query: Type.Object({
      owes: Type.Optional(code),
      status: Type.Optional(code),
      overdue: Type.Optional(Type.Literal('yes')),
      workstream: Type.Optional(code),
      earlier: Type.Optional(Type.Literal('yes')),
      programme: Type.Optional(recordId),
      asked: Type.Optional(recordId),
      on: Type.Optional(day),
    }),
    answer: commitmentList,
  }),
  readCommitment: defineRoute('GET', '/api/v1/commitments/{id}', {
    action: 'commitment.read',
    summary: 'One commitment: the text agreed, each party’s status and what others found about it, each reading and what was answered.',
    params: Type.Object({ id: recordId }),
    query: Type.Object({ on: Type.Optional(day) }),
    answer: commitmentDetail,
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
}
