import { isJsonObject } from '@enlace/core'
import { findLocalStep, localStepLabels, proceduralSteps } from '../cases/procedure.ts'
import { defineKind } from '../define-kind.ts'
import { boolean, date, openChoice, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of one step of the proceedings against a person. */
export const proceduralStepExtension = 'extension-definition--80c7f2d4-e5a1-4936-b0d8-6a43917cbe52'

const ownPartyNamesIt: Rule = {
  says: 'A step named by the law of one party stands in proceedings of that party.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[proceduralStepExtension] : undefined
    if (!isJsonObject(inside) || typeof inside.local_step !== 'string') return
    const local = findLocalStep(inside.local_step)
    if (local !== undefined && typeof inside.of_party === 'string' && inside.of_party !== local.party) {
      addProblem(report, 'wrong_value', { value: local.party }, 'extensions', proceduralStepExtension, 'of_party')
    }
  },
}

export const proceduralStep = defineKind({
  name: 'procedural-step',
  title: 'Procedural step',
  purpose:
    'States one step of the proceedings against a person: arrest, charge, trial, judgment, sentence, acquittal, in the words of the law that made it.',
  on: 'note',
  extension: proceduralStepExtension,
  fields: {
    step: openChoice('Step of the proceedings', proceduralSteps, { required: true, facet: true, short: true }),
    of_party: text('Proceedings of the party', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    local_step: openChoice('As the law of that party names it', localStepLabels, {
      facet: true,
      short: true,
      help: 'The steps of two laws are not one to one.',
    }),
    day: date('Day', { partial: true, required: true, short: true }),
    court: text('Court', { short: true, maxLength: 200 }),
    number: text('Number of the file', { find: true, short: true, maxLength: 100 }),
    offence: text('Offence', { find: true, short: true, maxLength: 300, help: 'As the law of that party names it, with its article.' }),
    offence_id: text('Offence in the table of offences', { coded: true, maxLength: 128 }),
    outcome: text('Outcome', { short: true, maxLength: 500, help: 'For example the years of a sentence.' }),
    is_final: boolean('No ordinary appeal is open any more'),
  },
  native: {
    content: { label: 'In words', maxLength: 10_000 },
    object_refs: { label: 'Case' },
  },
  rules: [ownPartyNamesIt],
  shows: [
    'step',
    'of_party',
    'local_step',
    'day',
    'court',
    'number',
    'offence',
    'offence_id',
    'outcome',
    'is_final',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: indicted',
    content: 'FICTIONAL EXAMPLE. One count.',
    labels: ['fictional'],
    object_refs: ['grouping--6f1d4c2e-93ab-4b57-8e10-5c7a2d94f03b'],
    step: 'charge',
    of_party: 'us',
    local_step: 'us_indictment',
    day: '2025-11',
    court: 'Example District Court',
    number: 'FICTIONAL-cr-0007',
    offence: 'FICTIONAL 18 XYZ 922',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Judicial cooperation', person_status: 'suspect' },
})
