import { defineKind } from '../define-kind.ts'
import { choice, instant, text } from '../field.ts'

/** How two people spoke; shared with the report about it. */
export const contactChannels = {
  telephone: 'Telephone',
  secure_line: 'Secure line',
  video: 'Video call',
  in_person: 'In person',
  message: 'Written message',
  radio: 'Radio',
  other: 'Other',
}

export const callRecord = defineKind({
  name: 'call-record',
  title: 'Call record',
  purpose:
    'Keeps what was said in a call or meeting with the other side, by whom and when, so that it can become an alert, a request or a report.',
  on: 'note',
  extension: 'extension-definition--5d0c0b5e-8e1f-4a44-9a3c-2f6f0f2b7c1d',
  fields: {
    with_person: text('Person spoken to', { personal: true, find: true, short: true, maxLength: 200 }),
    with_office: text('Office', { find: true, short: true, maxLength: 200, help: 'The office or desk, in your own words.' }),
    with_party: text('Party', { facet: true, short: true, maxLength: 64, help: 'The party that the person speaks for.' }),
    held_at: instant('When', { required: true, short: true }),
    direction: choice(
      'Who called',
      { they_called: 'They called us', we_called: 'We called them', met: 'We met' },
      { required: true, facet: true, short: true },
    ),
    channel: choice('Channel', contactChannels, { required: true, facet: true, short: true }),
    follow_up: choice('Follow-up wanted', { no: 'No', yes: 'Yes' }, { facet: true, short: true }),
    follow_up_by: instant('Follow-up by', { short: true, help: 'Without a time it is due a day after the call.' }),
    must_report: choice(
      'Contact report owed',
      { no: 'No', yes: 'Yes' },
      { facet: true, short: true, help: 'Where the law asks for a written report of contacts with foreign agents.' },
    ),
  },
  native: {
    abstract: { label: 'In one line', maxLength: 200 },
    content: { label: 'What was said', short: true, maxLength: 20_000 },
    object_refs: { label: 'About' },
  },
  shows: [
    'abstract',
    'with_person',
    'with_office',
    'with_party',
    'held_at',
    'direction',
    'channel',
    'content',
    'follow_up',
    'follow_up_by',
    'must_report',
    'object_refs',
  ],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: the duty desk asks about a white tanker',
    content: 'FICTIONAL EXAMPLE. They ask whether the tanker left the yard; we promised an answer before noon.',
    labels: ['fictional'],
    object_refs: ['identity--b6a3f9f0-3c54-5b0e-9a8e-6d1f0c2e4a71'],
    with_person: 'Example Officer',
    with_office: 'Duty desk',
    with_party: 'us',
    held_at: '2026-01-15T11:55:00Z',
    direction: 'they_called',
    channel: 'telephone',
    follow_up: 'yes',
    follow_up_by: '2026-01-15T18:00:00Z',
    must_report: 'yes',
  },
  exampleEnvelope: { retention: 'alert' },
})
