import { defineKind } from '../define-kind.ts'
import { date, text } from '../field.ts'

/** Extension of what asks a party how it stands with what it owes (docs/formats/commitments.md). */
export const progressRequestExtension = 'extension-definition--4c7a19e2-8d35-4f60-b1c8-93e5a0d2f764'

export const progressRequest = defineKind({
  name: 'progress-request',
  title: 'Request for progress',
  purpose: 'Asks one party to say how it stands with commitments that it owes, by a day. It says nothing of them itself.',
  on: 'note',
  extension: progressRequestExtension,
  fields: {
    of_party: text('Of which party', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    by_when: date('By when', { required: true, short: true }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'Commitments' },
  },
  shows: ['of_party', 'by_when', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: progress asked for before the second session',
    content: 'FICTIONAL EXAMPLE. Please say how you stand with these before the session.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    of_party: 'us',
    by_when: '2026-06-15',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
