import { defineKind } from '../define-kind.ts'
import { choice, date, instant, openChoice, reference, text } from '../field.ts'

/** Extension of one step in the course of a request. */
export const requestStepExtension = 'extension-definition--2b7d94e1-6c0f-4a35-8d52-f1e3a8c7b046'

/** Steps that this release knows. Which of them a form allows, to whom and when, stands in `packs/requests`. */
export const requestSteps = {
  acknowledge: 'Acknowledge',
  interim_answer: 'Interim answer',
  ask_supplement: 'Ask for a supplement',
  supplement: 'Give the supplement',
  remind: 'Remind of the answer',
  partial_answer: 'Partial answer',
  answer: 'Answer',
  refuse: 'Refuse',
  withdraw: 'Withdraw',
  reopen: 'Reopen',
  feedback: 'Feedback',
  document: 'State of a document',
  arrest: 'Person arrested',
  formal_request: 'Formal request delivered',
  before_judge: 'Before the judge',
  opinion: 'Opinion of the judge',
  grant: 'Granted',
  suspend: 'Suspended by a court',
  resume: 'Suspension lifted',
  schedule: 'Surrender agreed',
  surrender: 'Surrendered',
  defer: 'Surrender deferred',
  lapse: 'Lapsed',
}

export const requestStep = defineKind({
  name: 'request-step',
  title: 'Step of a request',
  purpose:
    'Moves a request on: acknowledges it, asks for more, answers, refuses, withdraws or reopens it, or says what the answer was worth.',
  on: 'note',
  extension: requestStepExtension,
  fields: {
    step: openChoice('Step', requestSteps, { required: true, facet: true, short: true }),
    after_ref: reference('Written after', ['note'], { help: 'The last step that its author had seen.' }),
    state: text('State reached', { coded: true, maxLength: 64, help: 'As its author’s node names it.' }),
    happened_at: instant('When', { required: true, short: true }),
    ground: text('Ground of refusal', { coded: true, facet: true, short: true, maxLength: 128 }),
    court: text('Court', { short: true, maxLength: 200 }),
    number: text('Number of the file', { find: true, short: true, maxLength: 100 }),
    day: date('Day', { short: true, help: 'The day agreed, or until when more is asked for.' }),
    document: text('Document', { coded: true, short: true, maxLength: 64 }),
    document_state: choice(
      'State of the document',
      {
        missing: 'Missing',
        drafted: 'Drafted',
        complete: 'Complete',
        translated: 'Translated',
        certified: 'Certified',
        legalised: 'Legalised',
        delivered: 'Delivered',
      },
      { facet: true, short: true },
    ),
    verdict: choice(
      'Worth',
      { used: 'Used', not_used: 'Not used', already_known: 'Already known', wrong: 'Wrong' },
      { facet: true, short: true },
    ),
    match: choice(
      'Match',
      { yes: 'Yes', no: 'No', possible: 'Possible' },
      { facet: true, short: true, help: 'Whether it is known here, and nothing more.' },
    ),
    gives: reference('Records given', [], { many: true, max: 100 }),
  },
  native: {
    content: { label: 'In words', short: true, maxLength: 20_000 },
    object_refs: { label: 'Request' },
  },
  shows: [
    'step',
    'content',
    'ground',
    'court',
    'number',
    'day',
    'document',
    'document_state',
    'verdict',
    'match',
    'gives',
    'happened_at',
    'state',
    'after_ref',
    'object_refs',
  ],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: request refused',
    content: 'FICTIONAL EXAMPLE. The records asked for are not held by us.',
    labels: ['fictional'],
    object_refs: ['note--c1f6a0d2-53e7-4b8a-9f14-7a2d6b90e3c5'],
    step: 'refuse',
    ground: 'not-held',
    state: 'refused',
    happened_at: '2026-01-16T15:00:00Z',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Arms trafficking' },
})
