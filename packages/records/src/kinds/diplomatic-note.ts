import { isJsonObject } from '@enlace/core'
import { defineKind } from '../define-kind.ts'
import { choice, date, group, instant, integer, language, listOf, longText, openChoice, reference, text } from '../field.ts'
import type { Rule } from '../kind.ts'
import { addProblem } from '../report.ts'

/** Extension of a diplomatic note. */
export const diplomaticNoteExtension = 'extension-definition--0e8fc3cc-acbc-45cb-aa4b-c73cca8d3472'

/** What a state of the translation or of the legalisation cannot be stated without. */
const statedWith: readonly (readonly [field: string, codes: readonly string[], needs: readonly string[]])[] = [
  ['translation_state', ['certified'], ['translation_text', 'translator', 'translated_on']],
  ['translation_state', ['draft', 'courtesy'], ['translation_text']],
  ['legalisation', ['apostille', 'consular'], ['legalisation_number', 'legalisation_office', 'legalised_on']],
]

const statesAreWhole: Rule = {
  says: 'A certified translation names its translator and its day, and a legalisation its number, office and day.',
  check(object, report) {
    const inside = isJsonObject(object.extensions) ? object.extensions[diplomaticNoteExtension] : undefined
    if (!isJsonObject(inside)) return
    for (const [field, codes, needs] of statedWith) {
      if (!codes.includes(String(inside[field]))) continue
      for (const name of needs.filter((one) => inside[one] === undefined)) {
        addProblem(report, 'required_with', { name, other: field }, 'extensions', diplomaticNoteExtension, name)
      }
    }
  },
}

export const diplomaticNote = defineKind({
  name: 'diplomatic-note',
  title: 'Diplomatic note',
  purpose:
    'The numbered text by which one government addresses another: a provisional arrest, a formal request, an assurance or a waiver is asked or given by it.',
  on: 'note',
  extension: diplomaticNoteExtension,
  fields: {
    number: text('Number of the note', {
      required: true,
      find: true,
      short: true,
      maxLength: 100,
      help: 'As the sending office counts it, with the year.',
    }),
    series: choice(
      'Form of the note',
      { verbal: 'Verbal note, third person', first_person: 'Signed note, first person', circular: 'Circular note' },
      { required: true, facet: true, short: true },
    ),
    purpose_class: openChoice(
      'What it is for',
      {
        provisional_arrest: 'Provisional arrest',
        formal_request: 'Formal request',
        assurance: 'Assurance',
        speciality_waiver: 'Waiver of speciality',
        other: 'Other',
      },
      { required: true, facet: true, short: true },
    ),
    from_office: text('From office', { required: true, find: true, short: true, maxLength: 200 }),
    to_party: text('To party', { required: true, coded: true, facet: true, short: true, maxLength: 64 }),
    to_office: text('To office', { required: true, find: true, short: true, maxLength: 200 }),
    channel: choice(
      'Channel of the note',
      { embassy: 'Embassy', foreign_ministry: 'Foreign ministry', courier: 'Diplomatic courier', electronic: 'Electronic' },
      { required: true, facet: true, short: true },
    ),
    text_language: language('Language of the text', { required: true, short: true }),
    translation_language: language('Language of the translation'),
    translation_text: longText('Translation', { personal: true, find: true, maxLength: 20_000 }),
    translation_state: choice(
      'State of the translation',
      { none: 'No translation', draft: 'Draft translation', courtesy: 'Courtesy translation', certified: 'Certified translation' },
      { required: true, facet: true, short: true },
    ),
    translator: text('Certified by the translator', { personal: true, maxLength: 200 }),
    translated_on: date('Translation certified on'),
    seal: text('Seal', { maxLength: 200, help: 'The seal that the paper bears.' }),
    initialled_by: text('Initialled by', { personal: true, maxLength: 200 }),
    reply_due: date('Reply due', { short: true }),
    answers_ref: reference('Answers the note', ['note'], { usually: ['diplomatic-note'] }),
    enclosures: listOf(
      group('Enclosure', {
        title: text('Title of the enclosure', { required: true, maxLength: 300 }),
        pages: integer('Pages', { min: 1, max: 100_000 }),
        sha256: text('SHA-256', { pattern: /^[0-9a-f]{64}$/ }),
        record_ref: reference('Its record'),
      }),
      { label: 'Enclosures', max: 200 },
    ),
    legalisation: choice(
      'Legalisation',
      { not_required: 'Not required', pending: 'Legalisation pending', apostille: 'Apostille', consular: 'Consular certification' },
      { required: true, facet: true, short: true },
    ),
    legalisation_number: text('Number of the legalisation', { maxLength: 100 }),
    legalisation_office: text('Office of the legalisation', { maxLength: 200 }),
    legalised_on: date('Legalised on'),
    request_ref: reference('Request that it carries', ['note'], { usually: ['request'], short: true }),
    case_ref: reference('Case', [], { usually: ['case'] }),
    written_at: instant('Written'),
  },
  native: {
    abstract: { label: 'Subject', required: true, short: true, maxLength: 200 },
    content: { label: 'Text of the note', personal: true, short: true, maxLength: 20_000 },
    object_refs: { label: 'About' },
  },
  rules: [statesAreWhole],
  states: {
    drafted: { label: 'Note drafted', next: ['cleared'] },
    cleared: { label: 'Note cleared', next: ['sealed'] },
    sealed: { label: 'Note sealed', next: ['sent'] },
    sent: { label: 'Note sent', next: ['received'] },
    received: { label: 'Note received', next: ['answered'] },
    answered: { label: 'Note answered', next: [] },
  },
  shows: [
    'number',
    'abstract',
    'series',
    'purpose_class',
    'from_office',
    'to_party',
    'to_office',
    'channel',
    'text_language',
    'content',
    'translation_language',
    'translation_text',
    'translation_state',
    'translator',
    'translated_on',
    'seal',
    'initialled_by',
    'written_at',
    'reply_due',
    'answers_ref',
    'enclosures',
    'legalisation',
    'legalisation_number',
    'legalisation_office',
    'legalised_on',
    'request_ref',
    'case_ref',
    'object_refs',
  ],
  titleFrom: ['abstract', 'content'],
  example: {
    abstract: 'FICTIONAL: provisional arrest of Example Person',
    content:
      'FICTIONAL EXAMPLE. The Embassy presents its compliments to the Ministry and, under article 11 of the treaty, asks for the provisional arrest of Example Person.',
    labels: ['fictional'],
    object_refs: ['note--c1f6a0d2-53e7-4b8a-9f14-7a2d6b90e3c5'],
    number: 'FICTIONAL-0451/2026',
    series: 'verbal',
    purpose_class: 'provisional_arrest',
    from_office: 'Example embassy',
    to_party: 'xx',
    to_office: 'Example foreign ministry, legal office',
    channel: 'embassy',
    text_language: 'en',
    translation_language: 'es',
    translation_text:
      'EJEMPLO FICTICIO. La Embajada saluda atentamente a la Secretaría y solicita la detención provisional de Persona Ejemplo.',
    translation_state: 'certified',
    translator: 'Example Translator',
    translated_on: '2026-01-14',
    seal: 'Seal of the example embassy',
    initialled_by: 'Example Counsellor',
    reply_due: '2026-02-15',
    enclosures: [{ title: 'Certified warrant', pages: 4, sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }],
    legalisation: 'apostille',
    legalisation_number: 'FICTIONAL-77',
    legalisation_office: 'Example registry',
    legalised_on: '2026-01-13',
    request_ref: 'note--c1f6a0d2-53e7-4b8a-9f14-7a2d6b90e3c5',
    written_at: '2026-01-15T10:00:00Z',
  },
  exampleEnvelope: { retention: 'case', purpose: 'Extradition' },
})
