import { isJsonObject, type JsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of the consent of an originator: what travels with a copy that a holder passes on. */
export const onwardConsentExtension = 'extension-definition--8e4b9a17-2f5d-4c63-a1b8-0d7c6e3f9254'

// Consent without an end would be consent for ever, which nobody gives.
const ends: Rule = {
  says: 'Consent says until when it holds, and consent with conditions says which.',
  check(object, report) {
    const inside = own(object)
    if (inside.answer !== 'refused' && inside.answer !== undefined && inside.until === undefined) {
      addProblem(report, 'required_with', { name: 'until', other: 'answer' }, 'extensions', onwardConsentExtension, 'until')
    }
    if (inside.answer === 'granted_with_conditions' && inside.conditions === undefined) {
      addProblem(report, 'required_with', { name: 'conditions', other: 'answer' }, 'extensions', onwardConsentExtension, 'conditions')
    }
  },
}

function own(object: JsonObject): JsonObject {
  const inside = isJsonObject(object.extensions) ? object.extensions[onwardConsentExtension] : undefined
  return isJsonObject(inside) ? inside : {}
}

export const onwardConsent = defineKind({
  name: 'onward-consent',
  title: 'Consent to pass on',
  purpose: 'Answers whether a record may be passed on to a third party or another agency: granted, granted with conditions, or refused.',
  on: 'note',
  extension: onwardConsentExtension,
  fields: {
    answer: choice(
      'Answer',
      { granted: 'Granted', granted_with_conditions: 'Granted with conditions', refused: 'Refused' },
      { required: true, facet: true, short: true },
    ),
    to_party: text('To the party', { required: true, coded: true, short: true, maxLength: 64 }),
    to_agency: text('To the agency', { coded: true, short: true, maxLength: 64 }),
    until: date('Holds until', { short: true }),
    conditions: text('Conditions', {
      many: true,
      coded: true,
      short: true,
      max: 16,
      maxLength: 64,
      help: 'Limits of use that bind whoever receives the copy, by their codes.',
    }),
    request_ref: reference('Request', ['note'], { usually: ['onward-request'] }),
  },
  native: {
    content: { label: 'Reason', short: true, maxLength: 10_000 },
    object_refs: { label: 'Record to be passed on' },
  },
  rules: [ends],
  shows: ['answer', 'to_party', 'to_agency', 'until', 'conditions', 'content', 'request_ref', 'object_refs'],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: it may be passed on',
    content: 'FICTIONAL EXAMPLE. For the crossing alone.',
    labels: ['fictional'],
    object_refs: ['incident--d4483b43-4dba-4808-8efb-c2bb2036fa8b'],
    answer: 'granted_with_conditions',
    to_party: 'ca',
    until: '2026-12-31',
    conditions: ['no_court'],
    request_ref: 'note--5d0c0b5e-8e1f-4a44-9a3c-2f6f0f2b7c1d',
  },
  exampleEnvelope: { retention: 'alert' },
})
