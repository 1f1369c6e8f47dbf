import { isJsonObject, type JsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, instant, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of a fear for somebody's rights that stops what would be sent. */
export const rightsFlagExtension = 'extension-definition--5e7c1d90-3b84-4f2a-9c66-8a0d2e41b7f3'

/** Answers that a named officer can give. */
export const rightsAnswers = { go_on: 'Go on', go_on_with_assurance: 'Go on with an assurance', stop: 'Stop' }

// An answer without a name, a reason or its assurance is none: it lets nothing out.
const answered: Rule = {
  says: 'An answered flag says what was answered, by whom and why, and which assurance it rests on.',
  check(object, report) {
    const inside = own(object)
    const needed = inside.state === 'answered' ? ['answer', 'answered_by', 'answered_at', 'reason'] : []
    const all = inside.answer === 'go_on_with_assurance' ? [...needed, 'assurance'] : needed
    for (const name of all) {
      if (inside[name] !== undefined) continue
      addProblem(
        report,
        'required_with',
        { name, other: name === 'assurance' ? 'answer' : 'state' },
        'extensions',
        rightsFlagExtension,
        name,
      )
    }
  },
}

function own(object: JsonObject): JsonObject {
  const inside = isJsonObject(object.extensions) ? object.extensions[rightsFlagExtension] : undefined
  return isJsonObject(inside) ? inside : {}
}

export const rightsFlag = defineKind({
  name: 'rights-flag',
  title: 'Rights flag',
  purpose: 'Says what is feared for a person, and stops what would be sent about them until a named officer answers.',
  on: 'note',
  extension: rightsFlagExtension,
  fields: {
    fears: choice(
      'What is feared',
      {
        torture: 'Torture or ill-treatment',
        death_penalty: 'Death penalty',
        political_persecution: 'Political persecution',
        refoulement: 'Return to danger',
        fair_trial: 'No fair trial',
        family: 'Family life',
        health: 'Health',
        victim_at_risk: 'Victim or witness at risk',
      },
      { required: true, many: true, min: 1, max: 8, short: true },
    ),
    channel: choice(
      'Who raised it',
      { officer: 'Officer', counsel: 'Counsel', complaint: 'Complaint', court: 'Court', consulate: 'Consulate' },
      { required: true, facet: true, short: true },
    ),
    raised_by: text('Name of who raised it', { personal: true, short: true, maxLength: 200 }),
    happened_at: instant('When', { required: true, short: true }),
    state: choice('State', { raised: 'Raised', answered: 'Answered' }, { required: true, facet: true }),
    answer: choice('Answer', rightsAnswers, { facet: true }),
    assurance: text('Assurance', { find: true, maxLength: 2000, help: 'Which assurance it rests on: by whom, when, in which note.' }),
    reason: text('Reason of the answer', { maxLength: 2000 }),
    answered_by: text('Answered by', { personal: true, maxLength: 100, help: 'The account of the officer.' }),
    answered_at: instant('Answered at'),
    review_on: date('Looked at again on'),
  },
  native: {
    content: { label: 'In words', required: true, short: true, maxLength: 20_000 },
    object_refs: { label: 'Flagged' },
  },
  rules: [answered],
  shows: [
    'fears',
    'content',
    'channel',
    'raised_by',
    'happened_at',
    'state',
    'answer',
    'assurance',
    'reason',
    'answered_by',
    'answered_at',
    'review_on',
    'object_refs',
  ],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: the person fears ill-treatment',
    content: 'FICTIONAL EXAMPLE. Counsel says that the person was beaten when last held there.',
    labels: ['fictional'],
    object_refs: ['note--c1f6a0d2-53e7-4b8a-9f14-7a2d6b90e3c5'],
    fears: ['torture'],
    channel: 'counsel',
    raised_by: 'Example Counsel',
    happened_at: '2026-01-16T15:00:00Z',
    state: 'raised',
  },
  exampleEnvelope: { retention: 'case', to: [] },
})
