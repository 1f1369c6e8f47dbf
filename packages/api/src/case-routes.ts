import { Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { caseDetail, caseList } from './shapes/cases.ts'
import { code, recordId } from './shapes/parts.ts'

/** Routes of cases. What happens in a case is written as records; these say where it stands. */
export const caseRoutes = {
  listCases: defineRoute('GET', '/api/v1/cases', {
    action: 'case.list',
    summary: 'Cases of persons that the agency may see, what is due first.',
    query: Type.Object({
      status: Type.Optional(code),
      custody: Type.Optional(code),
      turn: Type.Optional(Type.Union([Type.Literal('ours'), Type.Literal('theirs')])),
      contested: Type.Optional(Type.Union([Type.Literal('yes'), Type.Literal('no')])),
      person: Type.Optional(recordId),
      skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    answer: caseList,
  }),
  readCase: defineRoute('GET', '/api/v1/cases/{id}', {
    action: 'case.read',
    summary: 'One case: standing in law, custody with its rights, pathway per party, proceedings, roles, requests and linked records.',
    params: Type.Object({ id: recordId }),
    query: Type.Object({
      skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: 'Linked records to leave out.' })),
      limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 200 })),
    }),
    answer: caseDetail,
    faults: ['record_unknown', 'record_erased'],
  }),
}
