import { defineKind } from '../define-kind.ts'
import { choice, date, link, reference, text } from '../field.ts'

/** Extension of one stretch of standing on a wanted list. */
export const wantedStatusExtension = 'extension-definition--a83e5b70-1c49-4d2f-9b6a-07e4f5c1d28e'

export const wantedStatus = defineKind({
  name: 'wanted-status',
  title: 'Standing on a list',
  purpose: 'States from when until when a list named a person, and where that was read. Being listed is no finding of guilt.',
  on: 'note',
  extension: wantedStatusExtension,
  fields: {
    list_id: text('List', {
      required: true,
      coded: true,
      facet: true,
      short: true,
      maxLength: 60,
      help: 'Short code of the list, for example ofac-sdn.',
    }),
    list_name: text('Name of the list', { maxLength: 200, short: true, help: 'As its publisher writes it.' }),
    entry_number: text('Number in the list', { identifying: true, personal: true, find: true, maxLength: 100 }),
    standing: choice('Status on the list', { listed: 'Listed', removed: 'Removed' }, { required: true, facet: true, short: true }),
    from: date('From', { partial: true, required: true, short: true }),
    until: date('Until', { partial: true, short: true, help: 'The day on which it ended, once it has.' }),
    as_of: date('As of', { required: true, help: 'Day of the published edition that was read.' }),
    ended_by: text('Why it ended, in the words of the list', { maxLength: 200 }),
    publisher: text('Publisher', { required: true, maxLength: 200, short: true }),
    source_url: link('Source address'),
    entry_ref: reference('List entry', ['identity'], { usually: ['list-entry'] }),
  },
  native: {
    content: { label: 'In words', maxLength: 2000 },
    object_refs: { label: 'Case' },
  },
  shows: [
    'list_id',
    'list_name',
    'standing',
    'from',
    'until',
    'as_of',
    'publisher',
    'source_url',
    'entry_number',
    'ended_by',
    'entry_ref',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract', 'list_name', 'content'],
  example: {
    abstract: 'FICTIONAL: on a list that does not exist',
    content: 'FICTIONAL EXAMPLE. Listed until the arrest.',
    labels: ['fictional'],
    object_refs: ['grouping--6f1d4c2e-93ab-4b57-8e10-5c7a2d94f03b'],
    list_id: 'example-most-wanted',
    list_name: 'Example Ten Most Wanted',
    standing: 'listed',
    from: '2025-03',
    until: '2026-01-22',
    as_of: '2026-01-23',
    publisher: 'Example Bureau',
    ended_by: 'Captured',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Judicial cooperation', person_status: 'suspect' },
})
