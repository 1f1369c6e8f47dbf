import { isJsonObject } from '@enlace/core'
import { isImpossible } from '../claims/impossible.ts'
import { readDocument, sourceDocumentExtension } from '../claims/read-document.ts'
import { defineKind } from '../define-kind.ts'
import { boolean, choice, date, group, instant, language, link, listOf, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/**
 * IPTC digital source type vocabulary (`cv.iptc.org/newscodes/digitalsourcetype`), in its own codes; `unknown` where nobody said. What a trained
 * model made in whole or in part counts as a source of nothing.
 */
export const digitalSourceTypes = {
  humanEdits: 'Made or edited by people',
  digitalCapture: 'Captured from life',
  digitalCreation: 'Made by a person with digital tools',
  algorithmicallyEnhanced: 'Enhanced by an algorithm',
  compositeWithTrainedAlgorithmicMedia: 'Part made by a trained model',
  trainedAlgorithmicMedia: 'Made by a trained model (AI)',
  algorithmicMedia: 'Made by an algorithm',
  unknown: 'Nobody says',
} as const

const datedOrUndated: Rule = {
  says: 'A document has a date of publication or says that it is undated; what it presumes lasts from a day to a later one.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[sourceDocumentExtension] : undefined
    if (!isJsonObject(inside)) return
    if (inside.published_on === undefined && inside.undated !== true) {
      addProblem(report, 'one_of_required', { names: 'published_on, undated' }, 'extensions', sourceDocumentExtension)
    }
    for (const [i, { from, until }] of (readDocument(object)?.presumes ?? []).entries()) {
      if (isImpossible([{ from, until }])) {
        addProblem(report, 'earlier_than', { name: 'from' }, 'extensions', sourceDocumentExtension, 'presumes', i, 'until')
      }
    }
  },
}

export const sourceDocument = defineKind({
  name: 'source-document',
  title: 'Source document',
  purpose:
    'A document that claims are taken from: who published it, when, how it was made, what it is a copy of and what it presumes. Its sentences stay with its publisher.',
  on: 'note',
  extension: sourceDocumentExtension,
  fields: {
    title: text('Title', { required: true, find: true, short: true, maxLength: 300 }),
    publisher: text('Publisher', { required: true, find: true, facet: true, short: true, maxLength: 200 }),
    source_url: link('Address'),
    document_language: language('Language of the document', { required: true, facet: true, short: true }),
    published_on: date('Published on', { partial: true, short: true }),
    undated: boolean('Undated', { short: true, facet: true }),
    retrieved_at: instant('Retrieved'),
    digital_source_type: choice('How it was made', digitalSourceTypes, {
      required: true,
      facet: true,
      short: true,
      help: 'IPTC digital source type. What a trained model made verifies nothing.',
    }),
    copy_of_ref: reference('Copy of', ['note'], { usually: ['source-document'], help: 'A copy and what it copies are one source.' }),
    content_digest: text('SHA-256 of the text', { coded: true, maxLength: 64 }),
    cut: text('Cut before reading', {
      many: true,
      max: 50,
      maxLength: 200,
      help: 'Furniture of the page that is no part of the document.',
    }),
    presumes: listOf(
      group('Presumed', {
        what: text('What it presumes', { required: true, maxLength: 300 }),
        from: date('True from', { partial: true }),
        until: date('True until', { partial: true }),
        basis: text('Source', { required: true, maxLength: 300 }),
      }),
      { label: 'What must be true when it was written', max: 50 },
    ),
  },
  native: {
    content: { label: 'What it is', personal: false, maxLength: 2000 },
    object_refs: { label: 'About' },
  },
  rules: [datedOrUndated],
  shows: [
    'title',
    'publisher',
    'source_url',
    'document_language',
    'published_on',
    'undated',
    'retrieved_at',
    'digital_source_type',
    'copy_of_ref',
    'content_digest',
    'cut',
    'presumes',
    'content',
    'object_refs',
  ],
  titleFrom: ['title'],
  example: {
    abstract: 'FICTIONAL: an article about a meeting',
    content: 'FICTIONAL EXAMPLE. An article of a newspaper that does not exist.',
    labels: ['fictional'],
    object_refs: ['incident--d4483b43-4dba-4808-8efb-c2bb2036fa8b'],
    title: 'Example article about a meeting',
    publisher: 'Example Gazette',
    source_url: 'https://gazette.sig.example/article',
    document_language: 'en',
    published_on: '2026-01-24',
    digital_source_type: 'humanEdits',
    cut: ['Cookie banner'],
    presumes: [{ what: 'An example minister is in office', from: '2025-01-01', until: '2026-06-30', basis: 'Example register of offices' }],
  },
  exampleEnvelope: { retention: 'published', purpose: 'Sources of public claims', person_status: 'none' },
})
