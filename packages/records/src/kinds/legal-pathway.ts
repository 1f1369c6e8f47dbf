import { pathways } from '../cases/pathways.ts'
import { defineKind } from '../define-kind.ts'
import { date, language, link, openChoice, reference, text } from '../field.ts'

/** Extension of what one party calls the way in law by which a person came into custody. */
export const legalPathwayExtension = 'extension-definition--3be6a1f9-48d0-4c75-8f2b-92d1c7e05a64'

export const legalPathway = defineKind({
  name: 'legal-pathway',
  title: 'Legal pathway',
  purpose:
    'States which way in law one party names for a person, with the word it used and where. Each party has its own; neither replaces the other.',
  on: 'note',
  extension: legalPathwayExtension,
  fields: {
    of_party: text('Which party says so', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    pathway: openChoice('Legal pathway', pathways, { required: true, facet: true, short: true }),
    word: text('Word used by the source', {
      required: true,
      short: true,
      maxLength: 200,
      help: 'As quoted, in its own language; never translated.',
    }),
    word_language: language('Language of the word', { short: true }),
    source: text('Where it says so', { required: true, short: true, maxLength: 300 }),
    source_url: link('Source address'),
    source_ref: reference('Source document', ['note'], { usually: ['source-document'] }),
    said_on: date('Said on', { partial: true, short: true }),
    instrument: text('Under which law or treaty', { short: true, maxLength: 200 }),
    article: text('Article', { short: true, maxLength: 60 }),
  },
  native: {
    content: { label: 'In words', maxLength: 2000 },
    object_refs: { label: 'Case' },
  },
  shows: [
    'of_party',
    'pathway',
    'word',
    'word_language',
    'source',
    'said_on',
    'instrument',
    'article',
    'source_url',
    'source_ref',
    'content',
    'object_refs',
  ],
  titleFrom: ['abstract', 'word'],
  example: {
    abstract: 'FICTIONAL: named a transfer',
    content: 'FICTIONAL EXAMPLE. What the spokesperson called it.',
    labels: ['fictional'],
    object_refs: ['grouping--6f1d4c2e-93ab-4b57-8e10-5c7a2d94f03b'],
    of_party: 'mx',
    pathway: 'security_transfer',
    word: 'traslado',
    word_language: 'es',
    source: 'Example ministry, communiqué 12',
    said_on: '2026-01-23',
    instrument: 'FICTIONAL security law',
    article: '5',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Judicial cooperation', person_status: 'suspect' },
})
