import { defineKind } from '../define-kind.ts'
import { choice, date, link, localizedText, number, reference, text } from '../field.ts'

/** Extension of what stands on the agenda, in the decisions, documents, reviews or minutes of a session (docs/formats/programme.md). */
export const sessionItemExtension = 'extension-definition--71d3f6b8-c9e5-4a20-b15d-8f26a40c7e3b'

export const sessionItem = defineKind({
  name: 'session-item',
  title: 'Item of a session',
  purpose:
    'One thing of a session in both languages: a point of the agenda, a decision, a document, what was reviewed, or a passage of the minutes.',
  on: 'note',
  extension: sessionItemExtension,
  fields: {
    session_ref: reference('Session', ['note'], { required: true, usually: ['session'] }),
    item_type: choice(
      'What it is',
      {
        agenda: 'Point of the agenda',
        decision: 'Decision',
        document: 'Document',
        review: 'What was reviewed',
        minutes: 'Passage of the minutes',
      },
      { required: true, facet: true, short: true },
    ),
    position: number('Place in the order', { short: true, help: 'Any number; smaller stands first.' }),
    words: localizedText('In words', { required: true, short: true }),
    about_ref: reference('About', ['note'], { usually: ['commitment', 'expectation', 'emerging-issue', 'session-item'] }),
    presenter: text('Who presents it', { short: true, maxLength: 200 }),
    outcome: choice(
      'What became of it',
      { discussed: 'Discussed', decided: 'Decided', put_off: 'Put off', withdrawn: 'Withdrawn' },
      { facet: true, short: true },
    ),
    put_off_to_ref: reference('Put off to', ['note'], { usually: ['session'] }),
    due: date('By when', { partial: true, short: true }),
    document_url: link('Address of the document'),
    document_digest: text('SHA-256 of the document', { coded: true, maxLength: 64 }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'In short', maxLength: 4000 },
    object_refs: { label: 'Session' },
  },
  shows: [
    'session_ref',
    'item_type',
    'position',
    'words',
    'about_ref',
    'presenter',
    'outcome',
    'put_off_to_ref',
    'due',
    'document_url',
    'document_digest',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: point 1 of the example agenda',
    content: 'FICTIONAL EXAMPLE. Nobody discussed this.',
    labels: ['fictional'],
    object_refs: ['note--a7c9e3f1-5d20-4b68-9e47-1c0f8d6b2a35'],
    session_ref: 'note--a7c9e3f1-5d20-4b68-9e47-1c0f8d6b2a35',
    item_type: 'agenda',
    position: 1,
    words: { en: 'FICTIONAL: firearms traces', es: 'FICTICIO: rastreo de armas' },
    outcome: 'discussed',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed', person_status: 'none' },
})
