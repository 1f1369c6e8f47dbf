import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, link, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of how one party reads a commitment (docs/formats/commitments.md). */
export const commitmentReadingExtension = 'extension-definition--b7e24a90-6c1d-4f58-93e0-2d8f5a7c61b3'

export const commitmentReading = defineKind({
  name: 'commitment-reading',
  title: 'Reading of a commitment',
  purpose: 'How one party reads what was agreed, or what it says to the other’s reading. The text agreed stays as it is.',
  on: 'note',
  extension: commitmentReadingExtension,
  fields: {
    says: choice(
      'What it does',
      { reads: 'States a reading', accepts: 'Accepts a reading', rejects: 'Rejects a reading' },
      { required: true, facet: true, short: true },
    ),
    answers_ref: reference('Reading that it answers', ['note'], { usually: ['commitment-reading'] }),
    source: text('Where it was said', { short: true, maxLength: 300 }),
    source_url: link('Source address'),
    said_on: date('Said on', { partial: true, short: true }),
  },
  native: {
    content: { label: 'In words', maxLength: 4000 },
    object_refs: { label: 'Commitment' },
  },
  rules: [
    {
      says: 'Who accepts or rejects names the reading.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[commitmentReadingExtension] : undefined
        if (!isJsonObject(inside) || inside.says === 'reads' || inside.says === undefined || inside.answers_ref !== undefined) return
        addProblem(report, 'required_with', { name: 'answers_ref', other: 'says' }, 'extensions', commitmentReadingExtension, 'answers_ref')
      },
    },
  ],
  shows: ['says', 'content', 'said_on', 'source', 'source_url', 'answers_ref', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: 48 hours are working hours',
    content: 'FICTIONAL EXAMPLE. We read the 48 hours as hours of working days.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    says: 'reads',
    source: 'FICTIONAL readout of 16 January 2026',
    said_on: '2026-01-16',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Follow-up of what was agreed' },
})
