import { defineKind } from '../define-kind.ts'
import { choice, date, link, reference, text } from '../field.ts'

/** Extension of what a party says of what it owes (docs/formats/commitments.md). */
export const commitmentStatusExtension = 'extension-definition--08f6d3c1-9a47-4e2b-8d15-64b0c97a3ef2'

export const commitmentStatus = defineKind({
  name: 'commitment-status',
  title: 'Status of a commitment',
  purpose:
    'What a party says of what it owes itself. It counts for its author’s party alone; whether it is verified, the other party says.',
  on: 'note',
  extension: commitmentStatusExtension,
  fields: {
    status: choice(
      'Status',
      { not_started: 'Not started', in_progress: 'In progress', delivered: 'Delivered', withdrawn: 'Withdrawn', superseded: 'Superseded' },
      { required: true, facet: true, short: true },
    ),
    as_of: date('As of', { required: true, short: true }),
    evidence: text('What shows it', { short: true, maxLength: 500 }),
    evidence_refs: reference('Records that show it', [], { many: true, max: 20 }),
    evidence_url: link('Published where'),
    next_step: text('Next step', { short: true, maxLength: 300 }),
  },
  native: {
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'Commitment' },
  },
  shows: ['status', 'as_of', 'content', 'evidence', 'evidence_refs', 'evidence_url', 'next_step', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: delivered',
    content: 'FICTIONAL EXAMPLE. The figures of the first half of the year are out.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    status: 'delivered',
    as_of: '2026-07-02',
    evidence: 'FICTIONAL table of 1 July 2026',
    next_step: 'The next figures in October',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
