import { defineKind } from '../define-kind.ts'
import { date, localizedText, openChoice, reference, text } from '../field.ts'
import { workstreams } from '../workstreams.ts'

/** Extension of what one party expects of another (docs/formats/expectations.md). */
export const expectationExtension = 'extension-definition--2e8b41d6-57c0-4f93-8a1e-c6d0937f5b24'

export const expectation = defineKind({
  name: 'expectation',
  title: 'Expectation',
  purpose: 'What its author’s party expects of another, and by when. The other accepts or refuses it; refused, it stays to be read.',
  on: 'note',
  extension: expectationExtension,
  fields: {
    expected: localizedText('What is expected', { required: true, short: true }),
    of_party: text('Of which party', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    by_when: date('By when', { partial: true, facet: true, short: true }),
    by_words: text('By when, in the words of the source', { short: true, maxLength: 200 }),
    source: text('Where it was said', { short: true, maxLength: 300 }),
    session_ref: reference('Session', ['note'], { usually: ['session'] }),
    workstream: openChoice('Workstream', workstreams, { facet: true, short: true }),
    commitment_ref: reference('Commitment that it became', ['note'], { usually: ['commitment'] }),
  },
  native: {
    abstract: { label: 'Short name' },
    content: { label: 'Why', maxLength: 4000 },
    object_refs: { label: 'About' },
  },
  shows: ['expected', 'of_party', 'by_when', 'by_words', 'source', 'workstream', 'content', 'session_ref', 'commitment_ref', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: answers about stolen cargo within a day',
    content: 'FICTIONAL EXAMPLE. Cargo is moved on within a day; later answers find nothing.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    expected: {
      en: 'FICTIONAL: Requests about stolen cargo are answered within 24 hours.',
      es: 'FICTICIO: Las solicitudes sobre carga robada se contestan en 24 horas.',
    },
    of_party: 'us',
    by_when: '2026-09',
    by_words: 'before the next session',
    source: 'FICTIONAL minutes of 15 January 2026',
    workstream: 'cargo',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
