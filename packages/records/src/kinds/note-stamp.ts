import { defineKind } from '../define-kind.ts'
import { choice, instant, text } from '../field.ts'

/** Extension of a stamp on a diplomatic note. */
export const noteStampExtension = 'extension-definition--ae9a24f7-7aeb-4cc3-9a8d-0bd25ed73093'

/** What a stamp says: each moves the note on by one state. */
export const noteStamps = { seal: 'Sealed', send: 'Sent', receive: 'Received', answer: 'Answered' }

export const noteStamp = defineKind({
  name: 'note-stamp',
  title: 'Stamp on a diplomatic note',
  purpose:
    'States that a diplomatic note was sealed, sent, received or answered, by whom and when. Only the receiving party stamps it received.',
  on: 'note',
  extension: noteStampExtension,
  fields: {
    stamp: choice('Stamp', noteStamps, { required: true, facet: true, short: true }),
    stamped_at: instant('Stamped at', { required: true, short: true }),
    stamped_by: text('Stamped by', { personal: true, short: true, maxLength: 200, help: 'The person or desk that put it.' }),
    register_number: text('Register number', { find: true, short: true, maxLength: 100 }),
  },
  native: {
    content: { label: 'In words', short: true, maxLength: 2000 },
    object_refs: { label: 'Diplomatic note' },
  },
  shows: ['stamp', 'stamped_at', 'stamped_by', 'register_number', 'content', 'object_refs'],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: note received',
    content: 'FICTIONAL EXAMPLE. Received at the window of the legal office.',
    labels: ['fictional'],
    object_refs: ['note--0e8fc3cc-acbc-45cb-aa4b-c73cca8d3472'],
    stamp: 'receive',
    stamped_at: '2026-01-16T15:00:00Z',
    stamped_by: 'Example desk',
    register_number: 'FICTIONAL-R-12',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Extradition' },
})
