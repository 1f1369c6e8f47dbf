import { defineKind } from '../define-kind.ts'
import { choice, instant, longText, reference, text } from '../field.ts'

/** Extension of what a party signs of a release (docs/formats/joint-statement.md). */
export const releaseCertificateExtension = 'extension-definition--b322cf7f-7599-4639-acf7-89edc258191a'

/** Longest exact text, in UTF-16 units. */
const maxText = 100_000

export const releaseCertificate = defineKind({
  name: 'release-certificate',
  title: 'Release certificate',
  purpose:
    'A party’s signed word that this exact text is published at this instant, that it withdraws from that, or that it has published. A node writes it; nobody else can.',
  on: 'note',
  extension: releaseCertificateExtension,
  fields: {
    draft_ref: reference('Draft', ['note'], { required: true, usually: ['joint-draft'] }),
    act: choice(
      'What it does',
      { certifies: 'Certifies', withdraws: 'Withdraws', published: 'Has published' },
      { required: true, short: true },
    ),
    release_at: instant('Instant of release', { required: true, short: true }),
    sha256: text('SHA-256 of the text', { required: true, coded: true, maxLength: 64, pattern: /^[0-9a-f]{64}$/ }),
    signed_note: longText('Signed note', { required: true, coded: true, maxLength: 16_384 }),
    exact_text: longText('Exact text', { coded: true, maxLength: maxText }),
  },
  native: {
    content: { label: 'In words', personal: false, maxLength: 4000 },
    object_refs: { label: 'Draft' },
  },
  shows: ['draft_ref', 'act', 'release_at', 'sha256', 'content', 'object_refs'],
  titleFrom: ['abstract'],
  example: {
    abstract: 'FICTIONAL: certificate of release',
    content: 'FICTIONAL EXAMPLE. Not before this hour.',
    labels: ['fictional'],
    object_refs: ['note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4'],
    draft_ref: 'note--1c5a9f27-4d83-4b06-9e51-3f8d7a206bc4',
    act: 'certifies',
    release_at: '2026-01-15T18:00:00.000Z',
    sha256: '4d1f0a3c5b7e92d8641fa0c3b5e7d92816f4a0c3b5e7d928164fa0c3b5e7d928',
    signed_note: 'FICTIONAL: not a signature',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Release of a joint statement', person_status: 'none' },
})
