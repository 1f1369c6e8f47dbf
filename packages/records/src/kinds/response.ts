import { isJsonObject, type JsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, instant, longText, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

const extension = 'extension-definition--9165b253-0e46-4007-8cf1-cf91f3dc9ec4'

// A refusal without a ground and an outcome without a result are what makes sharing die: both are asked for.
const grounds: Rule = {
  says: 'Cannot act needs a reason, and an outcome needs a result.',
  check(object, report) {
    const inside = own(object)
    if (inside.step === 'cannot_act' && inside.reason === undefined) {
      addProblem(report, 'required_with', { name: 'reason', other: 'cannot_act' }, 'extensions', extension, 'reason')
    }
    if (inside.step === 'outcome' && inside.result === undefined) {
      addProblem(report, 'required_with', { name: 'result', other: 'outcome' }, 'extensions', extension, 'result')
    }
  },
}

function own(object: JsonObject): JsonObject {
  const inside = isJsonObject(object.extensions) ? object.extensions[extension] : undefined
  return isJsonObject(inside) ? inside : {}
}

export const response = defineKind({
  name: 'response',
  title: 'Response',
  purpose: 'Answers an alert: acknowledges it, states what is done or why it cannot be done, and later the outcome.',
  on: 'note',
  extension,
  fields: {
    step: choice(
      'Step',
      { acknowledged: 'Acknowledged', acting: 'Acting', cannot_act: 'Cannot act', outcome: 'Outcome', reminded: 'Reminder' },
      { required: true, facet: true, short: true },
    ),
    reason: choice(
      'Reason',
      {
        no_unit_available: 'No unit available',
        outside_jurisdiction: 'Outside our jurisdiction',
        not_located: 'Not located',
        legal_limit: 'The law does not allow it',
        safety: 'Danger to people',
        other: 'Other',
      },
      { facet: true, short: true, help: 'Needed when the step is cannot act.' },
    ),
    action: choice(
      'Action',
      { stop: 'Stop', inspect: 'Inspect', follow: 'Follow', inform: 'Inform another authority', other: 'Other' },
      { facet: true, short: true },
    ),
    result: choice(
      'Result',
      {
        stopped: 'Stopped',
        person_located: 'Person located',
        person_in_custody: 'Person in custody',
        inspected_nothing_found: 'Inspected, nothing found',
        seized: 'Goods seized',
        handed_to_authority: 'Handed to another authority',
        not_found: 'Not found',
        released: 'Inspected and let go',
        other: 'Other',
      },
      { facet: true, short: true, help: 'Needed when the step is outcome.' },
    ),
    happened_at: instant('When', { required: true, short: true }),
    by_unit: text('Unit', { maxLength: 200, help: 'The unit, never the name of a person.' }),
    seizure_ref: reference('Seizure', ['incident'], { usually: ['seizure'] }),
    next_step: longText('What follows', { personal: true, find: true, maxLength: 2000 }),
  },
  native: {
    content: { label: 'In words', short: true, maxLength: 10_000 },
    object_refs: { label: 'Alert answered' },
  },
  rules: [grounds],
  shows: ['step', 'action', 'reason', 'result', 'content', 'happened_at', 'by_unit', 'seizure_ref', 'next_step', 'object_refs'],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: acting on the alert',
    content: 'FICTIONAL EXAMPLE. Unit sent to the crossing, inspection in the secondary lane.',
    labels: ['fictional'],
    object_refs: ['incident--d4483b43-4dba-4808-8efb-c2bb2036fa8b'],
    step: 'acting',
    action: 'inspect',
    happened_at: '2026-01-15T11:58:00Z',
    by_unit: 'Customs unit at the bridge',
  },
  exampleEnvelope: { retention: 'alert' },
})
