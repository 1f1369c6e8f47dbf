import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { caseDetail, caseList } from './shapes/cases.ts'
import { code, recordId } from './shapes/parts.ts'
import { passportPlan, passportRequest, passportsIssued } from './shapes/passport.ts'

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
      before: Type.Optional(Type.Integer({ minimum: 0, description: 'Only linked records before this journal position: the next page.' })),
      limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 200 })),
    }),
    answer: caseDetail,
    faults: ['record_unknown', 'record_erased'],
  }),
  listPassports: defineRoute('GET', '/api/v1/cases/{id}/passports', {
    action: 'case.list_passports',
    summary: 'Rights passports of a case that were handed to counsel, newest first, from the journal.',
    params: Type.Object({ id: recordId }),
    answer: passportsIssued,
    faults: ['record_unknown', 'record_erased'],
  }),
  planPassport: defineRoute('GET', '/api/v1/cases/{id}/passport', {
    action: 'case.plan_passport',
    summary:
      'What a rights passport of the case would tell, what of it can be opened, and what stays by number and reason. Stores nothing.',
    params: Type.Object({ id: recordId }),
    answer: passportPlan,
    faults: ['record_unknown', 'record_erased'],
  }),
  makePassport: defineRoute('POST', '/api/v1/cases/{id}/passport', {
    action: 'case.make_passport',
    summary:
      'The redacted log of custody and legal basis for counsel: a document, or an evidence file that anybody can check offline. It is in the journal first.',
    params: Type.Object({ id: recordId }),
    body: jsonBody(passportRequest),
    answer: { status: 200, contentType: 'application/octet-stream', schema: Type.String() },
    faults: ['record_unknown', 'record_erased', 'evidence_too_large', 'log_frozen'],
  }),
}
