import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { code, direction, position, reason, recordId } from './shapes/parts.ts'
import {
  recallAnswer,
  recallAnswered,
  recallDetail,
  recalled,
  recallList,
  recallRequest,
  recallRestore,
  recallWithdrawal,
  recordAnswers,
} from './shapes/recalls.ts'
import { erased } from './shapes/records.ts'

const byRecord = Type.Object({ id: recordId })
const byRecall = Type.Object({ id: code })
const placed = Type.Object({ position })

/** Routes about taking records back, about what the other side said of them, and about what the law keeps. */
export const recallRoutes = {
  readRecordAnswers: defineRoute('GET', '/api/v1/records/{id}/answers', {
    action: 'record.read_answers',
    summary: 'What the other side answered about a record, what we answered, its recalls and its legal hold.',
    params: byRecord,
    answer: recordAnswers,
    faults: ['record_unknown'],
  }),
  recallRecord: defineRoute('POST', '/api/v1/records/{id}/recall', {
    action: 'record.recall',
    summary: 'Take a record back from one partner or all: every holder hides it at once and is asked to purge it by a deadline.',
    params: byRecord,
    body: jsonBody(recallRequest, 16_384),
    answer: recalled,
    faults: ['record_unknown', 'nothing_to_recall', 'recall_stands', 'log_frozen'],
  }),
  holdRecord: defineRoute('POST', '/api/v1/records/{id}/hold', {
    action: 'record.hold',
    summary: 'Put a record on legal hold: nobody erases it until two persons lift the hold.',
    params: byRecord,
    body: jsonBody(Type.Object({ reason }, { additionalProperties: false })),
    answer: placed,
    faults: ['record_unknown', 'record_erased', 'record_held', 'log_frozen'],
  }),
  liftHold: defineRoute('POST', '/api/v1/records/{id}/hold/lift', {
    action: 'record.lift_hold',
    summary: 'Lift the legal hold on a record once a second person confirms.',
    params: byRecord,
    body: jsonBody(Type.Object({ reason }, { additionalProperties: false })),
    answer: Type.Object({ position, waits: erased.properties.waits }),
    faults: ['record_unknown', 'hold_unknown', 'proposal_waits', 'log_frozen'],
  }),
  listRecalls: defineRoute('GET', '/api/v1/recalls', {
    action: 'recall.list',
    summary: 'Recalls of the agency, sent and received, open ones first; an administrator or an inspector sees all without their words.',
    query: Type.Object({ direction: Type.Optional(direction), partner: Type.Optional(code) }),
    answer: recallList,
  }),
  readRecall: defineRoute('GET', '/api/v1/recalls/{id}', {
    action: 'recall.read',
    summary: 'One recall with what it hides, and where its words may have been copied by hand.',
    params: byRecall,
    answer: recallDetail,
    faults: ['recall_unknown'],
  }),
  answerRecall: defineRoute('POST', '/api/v1/recalls/{id}/answer', {
    action: 'recall.answer',
    summary: 'Purge what a partner took back, by two persons where the party wants two, or object and say why.',
    params: byRecall,
    body: jsonBody(recallAnswer),
    answer: recallAnswered,
    faults: ['recall_unknown', 'recall_over', 'record_erased', 'record_held', 'proposal_waits', 'log_frozen'],
  }),
  restoreDerived: defineRoute('POST', '/api/v1/recalls/{id}/show-again', {
    action: 'recall.restore',
    summary: 'Show a derived record again: an officer says that nothing of what was taken back is in it.',
    params: byRecall,
    body: jsonBody(recallRestore),
    answer: placed,
    faults: ['recall_unknown', 'record_unknown', 'log_frozen'],
  }),
  withdrawRecall: defineRoute('POST', '/api/v1/recalls/{id}/end', {
    action: 'recall.withdraw',
    summary: 'Take a recall back: holders that still have the record show it again.',
    params: byRecall,
    body: jsonBody(recallWithdrawal),
    answer: placed,
    faults: ['recall_unknown', 'recall_over', 'log_frozen'],
  }),
} as const
