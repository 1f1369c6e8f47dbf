import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, openChoice, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of what is said to an expectation (docs/formats/expectations.md). */
export const expectationAnswerExtension = 'extension-definition--91f7c3a8-04be-4d52-b6e9-3a58d1f0c7e2'

export const expectationAnswer = defineKind({
  name: 'expectation-answer',
  title: 'Answer to an expectation',
  purpose: 'The party of which something is expected accepts it, refuses it, or says that it is met. Nobody answers for another.',
  on: 'note',
  extension: expectationAnswerExtension,
  fields: {
    expectation_ref: reference('Expectation', ['note'], { required: true, usually: ['expectation'] }),
    says: choice(
      'Answer',
      { accepts: 'Accepts', refuses: 'Refuses', met: 'Says it is met', withdraws: 'Withdraws its own expectation' },
      { required: true, facet: true, short: true },
    ),
    ground: openChoice(
      'Ground',
      {
        law: 'Law',
        sovereignty: 'Sovereignty',
        capacity: 'Capacity',
        money: 'Money',
        facts: 'Facts are otherwise',
        policy: 'Policy',
        other: 'Other',
      },
      { facet: true, short: true },
    ),
    next_step: text('Next step', { short: true, maxLength: 300 }),
    by_when: date('By when', { partial: true, short: true }),
    commitment_ref: reference('Commitment that it became', ['note'], { usually: ['commitment'] }),
  },
  native: {
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  rules: [
    {
      says: 'A refusal names its ground.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[expectationAnswerExtension] : undefined
        if (!isJsonObject(inside) || inside.says !== 'refuses' || inside.ground !== undefined) return
        addProblem(report, 'required_with', { name: 'ground', other: 'says' }, 'extensions', expectationAnswerExtension, 'ground')
      },
    },
  ],
  shows: ['says', 'ground', 'content', 'next_step', 'by_when', 'expectation_ref', 'commitment_ref', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: accepted',
    content: 'FICTIONAL EXAMPLE. We can do so once the duty desk is staffed at night.',
    labels: ['fictional'],
    object_refs: ['note--5b0e7d94-8a16-4c3f-92d7-e14f60b8a539'],
    expectation_ref: 'note--5b0e7d94-8a16-4c3f-92d7-e14f60b8a539',
    says: 'accepts',
    next_step: 'FICTIONAL: a second shift from June',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
