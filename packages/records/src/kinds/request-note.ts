import { defineKind } from '../define-kind.ts'
import { choice, instant, text } from '../field.ts'

/** Extension of what a party keeps to itself about a request. */
export const requestNoteExtension = 'extension-definition--94c8e3b7-0a1d-4f62-b7e5-3d60f2a9185c'

export const requestNote = defineKind({
  name: 'request-note',
  title: 'Own note on a request',
  purpose: 'Keeps at home who works on a request, to which agency it was given, and what is said about it inside the party.',
  on: 'note',
  extension: requestNoteExtension,
  fields: {
    about: choice('What', { note: 'Note', owner: 'Owner', delegated: 'Given to an agency' }, { required: true, facet: true, short: true }),
    owner: text('Owner', { personal: true, short: true, maxLength: 100, help: 'The account of whoever sees to it.' }),
    agency: text('Agency', { coded: true, short: true, maxLength: 64 }),
    happened_at: instant('When', { required: true }),
  },
  native: {
    content: { label: 'In words', short: true, maxLength: 20_000 },
    object_refs: { label: 'Request' },
  },
  shows: ['about', 'owner', 'agency', 'content', 'happened_at', 'object_refs'],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: given to the customs unit',
    content: 'FICTIONAL EXAMPLE. They hold the records of the crossing.',
    labels: ['fictional'],
    object_refs: ['note--c1f6a0d2-53e7-4b8a-9f14-7a2d6b90e3c5'],
    about: 'delegated',
    agency: 'uif',
    happened_at: '2026-01-15T13:00:00Z',
  },
  exampleEnvelope: { retention: 'case', to: [] },
})
