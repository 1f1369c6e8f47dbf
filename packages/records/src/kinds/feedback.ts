import { defineKind } from '../define-kind.ts'
import { choice, date, reference, text } from '../field.ts'

export const feedback = defineKind({
  name: 'feedback',
  title: 'Feedback',
  purpose: 'Tells the author of a record what it was worth: used, not used, already known or wrong.',
  on: 'note',
  extension: 'extension-definition--7cd215a7-1254-4b1d-82cb-3a7ce3a78dca',
  fields: {
    verdict: choice(
      'Worth',
      {
        used: 'Used',
        not_used: 'Not used',
        already_known: 'Already known',
        wrong: 'Wrong',
        partly_wrong: 'Partly wrong',
        too_late: 'Came too late',
        not_checked: 'Could not be checked',
      },
      { required: true, facet: true, short: true },
    ),
    used_for: choice('Used for', {
      alert: 'Alert or stop',
      lead: 'Lead in an investigation',
      evidence: 'Evidence, with permission',
      analysis: 'Analysis',
      protection: 'Protection of a person',
      other: 'Other',
    }),
    wrong_fields: text('Fields that are wrong', { many: true, coded: true, max: 50, maxLength: 100 }),
    decided_on: date('Day of the judgement', { required: true }),
    outcome_ref: reference('Record of the outcome', ['incident', 'note', 'report', 'grouping']),
  },
  native: {
    content: { label: 'In words', short: true, maxLength: 10_000 },
    object_refs: { label: 'Records judged' },
  },
  shows: ['verdict', 'used_for', 'content', 'wrong_fields', 'decided_on', 'outcome_ref', 'object_refs'],
  example: {
    abstract: 'FICTIONAL: the alert was used',
    content: 'FICTIONAL EXAMPLE. The plate was right, the container number had one wrong digit.',
    labels: ['fictional'],
    object_refs: ['incident--d4483b43-4dba-4808-8efb-c2bb2036fa8b'],
    verdict: 'used',
    used_for: 'alert',
    wrong_fields: ['identifiers'],
    decided_on: '2026-01-16',
    outcome_ref: 'incident--f0dfd6bd-2b85-475e-95eb-048939658dec',
  },
  exampleEnvelope: { retention: 'alert' },
})
