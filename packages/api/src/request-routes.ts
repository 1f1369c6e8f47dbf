import { Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { code, direction, recordId } from './shapes/parts.ts'
import { requestDetail, requestFlow, requestForms, requestList } from './shapes/requests.ts'

/** Routes of requests. A request and its steps are written as records; these say where they stand. */
export const requestRoutes = {
  listRequestForms: defineRoute('GET', '/api/v1/request-forms', {
    action: 'request.list_forms',
    summary: 'The forms of request that this node knows, with their documents, grounds of refusal and clocks.',
    answer: requestForms,
  }),
  listRequests: defineRoute('GET', '/api/v1/requests', {
    action: 'request.list',
    summary: 'Requests of the agency, sent and received, the next clock first.',
    query: Type.Object({
      direction: Type.Optional(direction),
      form: Type.Optional(code),
      state: Type.Optional(code),
      turn: Type.Optional(Type.Union([Type.Literal('ours'), Type.Literal('theirs')])),
      show: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('all')])),
      skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    answer: requestList,
  }),
  readRequestFlow: defineRoute('GET', '/api/v1/request-flow', {
    action: 'request.flow',
    summary:
      'How long requests stand in each state and with whom they wait, both ways, by form, with those that a court holds for more than so many days.',
    query: Type.Object({ heldDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })) }),
    answer: requestFlow,
  }),
  readRequest: defineRoute('GET', '/api/v1/requests/{id}', {
    action: 'request.read',
    summary: 'One request: its state, both sides’ steps, the steps allowed now and why others are not, clocks and documents.',
    params: Type.Object({ id: recordId }),
    answer: requestDetail,
    faults: ['record_unknown', 'record_erased'],
  }),
}
