import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { code, count, day, json, reason, recordId } from './shapes/parts.ts'
import { countJob, evidenceOfValue, resultDetail, resultEvents, resultList, statedQuery } from './shapes/results.ts'

const asked = { query: code, from: day, to: day, partner: Type.Optional(code) }
const closed = { additionalProperties: false }
const job = Type.Object({ job: Type.String() })
const envelope = json

/** Routes of results: counting by a stated query, sealing, counting again, and what stands behind a sealed number. */
export const resultRoutes = {
  listQueries: defineRoute('GET', '/api/v1/programme/queries', {
    action: 'result.list_queries',
    summary: 'The stated queries: in words exactly what each counts and what it leaves out.',
    answer: Type.Object({ items: Type.Array(statedQuery) }),
  }),
  startCount: defineRoute('POST', '/api/v1/programme/counts', {
    action: 'result.count',
    summary:
      'Begins to count a stated query, or without one every query in one pass, over what both parties hold. Ask for its job to see how far it is.',
    body: jsonBody(Type.Object({ ...asked, query: Type.Optional(code) }, closed)),
    answer: job,
    faults: ['query_unknown', 'partner_unknown', 'too_many_requests'],
  }),
  readCount: defineRoute('GET', '/api/v1/programme/counts/{job}', {
    action: 'result.read_count',
    summary: 'How far a count, a seal or a recount of one’s own is, and what it came to.',
    params: Type.Object({ job: Type.String({ maxLength: 64 }) }),
    answer: countJob,
    faults: ['count_unknown'],
  }),
  sealResult: defineRoute('POST', '/api/v1/programme/seals', {
    action: 'result.seal',
    summary: 'Counts a stated query, seals the result with the party’s key and writes the record, which goes to the other party.',
    body: jsonBody(Type.Object({ ...asked, card: Type.Optional(recordId), value: Type.Optional(recordId), envelope }, closed)),
    answer: job,
    faults: ['query_unknown', 'partner_unknown', 'too_many_requests'],
  }),
  recountSeal: defineRoute('POST', '/api/v1/programme/seals/{id}/recount', {
    action: 'result.recount',
    summary: 'Counts a sealed result again from the own copy of the logs, and says whether it agrees or where it first differs.',
    params: Type.Object({ id: recordId }),
    answer: job,
    faults: ['record_unknown', 'seal_invalid', 'too_many_requests'],
  }),
  signSeal: defineRoute('POST', '/api/v1/programme/seals/{id}/sign', {
    action: 'result.sign',
    summary: 'Counts the other party’s sealed result again and, where it agrees, signs the same text.',
    params: Type.Object({ id: recordId }),
    body: jsonBody(Type.Object({ envelope }, closed)),
    answer: job,
    faults: ['record_unknown', 'seal_invalid', 'too_many_requests'],
  }),
  listResults: defineRoute('GET', '/api/v1/programme/results', {
    action: 'result.list',
    summary: 'Sealed results of both parties, newest first, each with its level.',
    answer: resultList,
  }),
  readResult: defineRoute('GET', '/api/v1/programme/results/{id}', {
    action: 'result.read',
    summary: 'One sealed result: what was counted, by which rule, from which logs, who signed it, and every word about it.',
    params: Type.Object({ id: recordId }),
    answer: resultDetail,
    faults: ['record_unknown', 'record_erased', 'record_recalled', 'seal_invalid'],
  }),
  listResultEvents: defineRoute('GET', '/api/v1/programme/results/{id}/events', {
    action: 'result.open',
    summary: 'The events behind a sealed result with their values; a record only as far as its compartment lets the reader see it.',
    params: Type.Object({ id: recordId }),
    query: Type.Object({ from: Type.Optional(count), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) }),
    answer: resultEvents,
    faults: ['record_unknown', 'seal_invalid', 'not_counted_here', 'count_behind', 'log_differs'],
  }),
  readResultFile: defineRoute('GET', '/api/v1/programme/results/{id}/file', {
    action: 'result.read_file',
    summary: 'The file result.json that any verifier checks: without events, with all, or with those that the beacon draws.',
    params: Type.Object({ id: recordId }),
    query: Type.Object({
      events: Type.Optional(Type.Union([Type.Literal('none'), Type.Literal('all'), Type.Literal('event'), Type.Literal('amount')])),
      sample: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      signature: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    answer: { status: 200, contentType: 'application/json', schema: json },
    faults: ['record_unknown', 'seal_invalid', 'not_counted_here', 'too_many_events', 'beacon_wrong', 'beacon_early'],
  }),
  fileFinding: defineRoute('POST', '/api/v1/programme/results/{id}/findings', {
    action: 'result.find',
    summary: 'Files what an inspector found about a sealed result, under a number; which events were looked at stands in it.',
    params: Type.Object({ id: recordId }),
    body: jsonBody(
      Type.Object(
        {
          says: Type.Union([Type.Literal('confirms'), Type.Literal('disputes')]),
          reason: Type.Optional(code),
          figure: Type.Optional(Type.String({ maxLength: 100 })),
          body: Type.Optional(Type.String({ maxLength: 200 })),
          words: reason,
          looked: Type.Array(count, { maxItems: 1000 }),
        },
        closed,
      ),
    ),
    answer: { status: 201, contentType: 'application/json', schema: Type.Object({ id: Type.String(), number: Type.String() }) },
    faults: ['record_unknown', 'seal_invalid'],
  }),
  readEvidence: defineRoute('GET', '/api/v1/programme/values/{id}/evidence', {
    action: 'result.read_evidence',
    summary: 'How well any value is founded: its seals, what was found about it, its contests.',
    params: Type.Object({ id: recordId }),
    answer: evidenceOfValue,
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
}
