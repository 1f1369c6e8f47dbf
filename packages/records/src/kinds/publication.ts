import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, instant, localizedText, reference, text } from '../field.ts'
import { addProblem } from '../report.ts'

/** Extension of what a party puts on its public site (docs/formats/public-site.md). */
export const publicationExtension = 'extension-definition--2064060b-b234-4edb-9bca-b46ccc2c5dce'

export const publication = defineKind({
  name: 'publication',
  title: 'Publication',
  purpose:
    'One version of one record that this party puts on its public site at an instant, puts in the place of another, or takes off it. Written by the node once two persons agreed.',
  on: 'note',
  extension: publicationExtension,
  fields: {
    does: choice(
      'What it does',
      { publish: 'Publishes', correct: 'Corrects', withdraw: 'Withdraws' },
      { required: true, facet: true, short: true },
    ),
    of_ref: reference('Record', [], { required: true }),
    of_modified: instant('Version of the record', { required: true }),
    of_kind: text('Kind of the record', { required: true, coded: true, facet: true, maxLength: 60 }),
    publish_at: instant('Public from', { required: true, short: true }),
    announced: localizedText('Announced as, by language', { help: 'What the release calendar says of it before it is public.' }),
    reason: localizedText('Public reason, by language', { short: true }),
    confirmed_by: text('Confirmed by', { coded: true, maxLength: 100 }),
  },
  native: {
    content: { label: 'In words', maxLength: 2000 },
    object_refs: { label: 'Record' },
  },
  rules: [
    {
      says: 'Who corrects or withdraws says why.',
      check(object, report) {
        const inside = isJsonObject(object.extensions) ? object.extensions[publicationExtension] : undefined
        if (!isJsonObject(inside) || inside.does === 'publish' || inside.does === undefined || inside.reason !== undefined) return
        addProblem(report, 'required_with', { name: 'reason', other: 'does' }, 'extensions', publicationExtension, 'reason')
      },
    },
  ],
  shows: ['does', 'of_kind', 'publish_at', 'reason', 'announced', 'of_ref', 'of_modified', 'confirmed_by', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: firearms traces within 48 hours',
    content: 'FICTIONAL EXAMPLE. Corrected after its publication.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    does: 'correct',
    of_ref: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4',
    of_modified: '2026-02-01T12:00:00.000Z',
    of_kind: 'commitment',
    publish_at: '2026-02-02T15:00:00.000Z',
    reason: { en: 'The due day was wrong.', es: 'La fecha de vencimiento era errónea.' },
    confirmed_by: 'releasing.officer',
  },
  exampleEnvelope: { retention: 'published', purpose: 'What this party publishes', person_status: 'none' },
})
